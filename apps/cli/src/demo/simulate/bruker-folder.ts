/** Files of a Bruker EXPNO folder, by name. */
export type BrukerFolder = ReadonlyMap<string, Uint8Array | string>;

export interface BrukerParameters {
  readonly title: string;
  readonly pulseProgram: string;
  /** The pulse program's text: its comments say what the delays mean. */
  readonly pulseProgramText: string;
  /** Carrier frequency [Hz] and spectral width [Hz]. */
  readonly frequency: number;
  readonly spectralWidth: number;
  readonly temperature: number;
  /** Group delay of the digital filter, points. */
  readonly groupDelay: number;
  /** D0… [s] and P0… [us]. */
  readonly delays?: Readonly<Record<number, number>>;
  readonly pulses?: Readonly<Record<number, number>>;
}

/**
 * Writes rows of complex points as Bruker `ser` (or `fid` for one row): little-endian int32, rows padded to 1024 bytes.
 * @param rows – [row][re, im, re, im…], already in counts
 */
export function writeBruker(
  rows: readonly Float64Array[],
  parameters: BrukerParameters,
  lists: Readonly<Record<string, string>> = {},
): BrukerFolder {
  const words = rows[0]?.length ?? 0;
  const padded = Math.ceil(words / 256) * 256;
  const stored = rows.length === 1 ? words : padded;
  const data = new DataView(new ArrayBuffer(4 * stored * rows.length));
  rows.forEach((row, r) => row.forEach((value, i) => data.setInt32(4 * (r * stored + i), Math.round(value), true)));
  const files = new Map<string, Uint8Array | string>([
    ['acqus', acqus(words, parameters)],
    ['pulseprogram', parameters.pulseProgramText],
    [rows.length === 1 ? 'fid' : 'ser', new Uint8Array(data.buffer)],
    ...Object.entries(lists),
  ]);
  if (rows.length > 1) files.set('acqu2s', acqu2s(rows.length));
  return files;
}

function acqus(words: number, p: BrukerParameters): string {
  return lines(p.title, [
    ['BYTORDA', 0],
    ['D', array(p.delays, 64)],
    ['DECIM', 400],
    ['DSPFVS', 20],
    ['DTYPA', 0],
    ['GPNAM', `(0..31)\n${Array.from({ length: 32 }, () => '<RECT.1>').join(' ')}`],
    ['GRPDLY', p.groupDelay],
    ['NC', 0],
    ['NS', 64],
    ['NUC1', '<7Li>'],
    ['O1', 0],
    ['P', array(p.pulses, 64)],
    ['PARMODE', 1],
    ['PULPROG', `<${p.pulseProgram}>`],
    ['BF1', p.frequency / 1e6],
    ['SFO1', p.frequency / 1e6],
    ['SW_h', p.spectralWidth],
    ['TD', words],
    ['TE', p.temperature],
  ]);
}

const acqu2s = (rows: number): string =>
  lines('second dimension', [
    ['FnMODE', 1],
    ['NUC1', '<off>'],
    ['SFO1', 0],
    ['SW_h', 1000],
    ['TD', rows],
  ]);

const array = (values: Readonly<Record<number, number>> | undefined, length: number): string =>
  `(0..${length - 1})\n${Array.from({ length }, (_, i) => values?.[i] ?? 0).join(' ')}`;

function lines(title: string, entries: readonly (readonly [string, string | number])[]): string {
  const body = entries.map(([key, value]) => `##$${key}= ${value}`);
  return (
    ['##TITLE= ' + title, '##JCAMPDX= 5.0', '##DATATYPE= Parameter Values', '##ORIGIN= Ionwalk demo, SIMULATED', ...body, '##END='].join(
      '\n',
    ) + '\n'
  );
}
