import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiffusionRecord, Figure, Fit } from '@ionwalk/core';
import type { CompareDocument } from '@ionwalk/core/compare';
import type { Answer } from '@ionwalk/core/host';
import { LLTO } from './llto-study.ts';
import type { RunCommand } from './run-command.ts';
import type { RawFiles } from './write-raw-files.ts';

export interface AtTemperature<T> {
  readonly T: number;
  readonly answer: T;
}

/** Everything the ordinary commands said about the study. */
export interface StudyAnswers {
  readonly spectra: readonly AtTemperature<Answer>[];
  readonly echoes: readonly AtTemperature<Answer>[];
  readonly recoveries: readonly AtTemperature<Answer>[];
  readonly bpp: Answer;
  readonly statics: readonly AtTemperature<Answer>[];
  readonly maps: { readonly exchange: Answer; readonly anneal: Answer };
  readonly profile: Answer;
  readonly boundaries: readonly Answer[];
  readonly records: readonly DiffusionRecord[];
  readonly compare: CompareDocument;
}

const SAMPLE = ['--sample', LLTO.sample.id];
// The bracketed uncertainty is what the carrier density of this study is known to: 3.5 %.
const CARRIERS = ['--formula', LLTO.sample.formula, '--carrier-density', '5.003(175)e27m-3', '--carrier-count', 'all'];
const PELLET = ['--thickness', '2.00mm', '--area', '0.200(4)cm2'];

/** Runs the commands of the study in its folder, technique by technique, then compares. */
export async function analyseStudy(
  dir: string,
  raw: RawFiles,
  run: RunCommand,
  progress: (done: number, note: string) => void,
): Promise<StudyAnswers> {
  const spectra = await analyseSpectra(raw, run);
  progress(0.3, 'impedance');
  const nmr = ['--effect', `T_nmr:${LLTO.nmr.uT}K`, ...SAMPLE];
  const echoes = await each(raw.echoes, ({ path }) =>
    run<Answer>(
      'nmr',
      'diffusion',
      path,
      '--model',
      'powder-2d',
      '--domain',
      '0.4um',
      '--effect',
      `gradient:${2 * LLTO.nmr.uGradient}`,
      ...nmr,
    ),
  );
  progress(0.5, 'gradient echoes');
  const recoveries = await each(raw.recoveries, ({ path }) => run<Answer>('nmr', 'relaxation', path, '--kind', 'T1-ir', '--model', 'mono'));
  await writeRelaxationTable(dir, recoveries, raw);
  const bpp = await run<Answer>(
    'nmr',
    'bpp',
    RELAXATION_TABLE,
    '--larmor',
    '155.4MHz',
    '--jump',
    '3.87A',
    '--dimension',
    '3',
    '--nucleus',
    '7Li',
    ...nmr,
  );
  const statics = await each(raw.statics, ({ path }) => run<Answer>('nmr', 'lineshape', path, '--spin', '3/2'));
  progress(0.7, 'relaxation and line shapes');
  const sims = ['--temperature', `${LLTO.sims.T}K`, '--effect', `T_sims:${LLTO.sims.uT}K`, ...SAMPLE];
  const line = `128,0:128,${LLTO.sims.pixels}`;
  const maps = {
    exchange: await run<Answer>('sims', 'map', raw.images.exchange, '--line', line, '--width', '40'),
    anneal: await run<Answer>('sims', 'map', raw.images.anneal, '--line', line, '--width', '40'),
  };
  const exchangeOptions = ['--time', '59h', '--source', String(LLTO.sims.source), '--background', String(LLTO.sims.natural)];
  const profile = await run<Answer>('sims', 'profile', raw.profile, '--model', 'surface-exchange', ...exchangeOptions, ...sims);
  const bulk = bulkDiffusivityText(echoes);
  const boundaries: Answer[] = [];
  for (const { line: across, width, boundary } of raw.lines) {
    const cut = ['--line', across, '--width', String(width), '--boundary', `${(boundary * 1e6).toFixed(3)}um`];
    boundaries.push(await run<Answer>('sims', 'boundary', raw.images.exchange, ...cut, '--D-bulk', bulk, '--gb-width', '0.5nm', ...sims));
  }
  progress(0.85, 'isotope exchange');
  const answers = [...spectra, ...echoes].map(({ answer }) => answer);
  const records = [...answers, bpp, profile, ...boundaries].flatMap((answer) => answer.records);
  await writeFile(join(dir, 'records.jsonl'), records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const compare = await run<CompareDocument>('compare', 'records.jsonl', '--at', '295.15,333,393,450');
  await writeFile(join(dir, 'compare.json'), `${JSON.stringify(compare, null, 1)}\n`);
  return { spectra, echoes, recoveries, bpp, statics, maps, profile, boundaries, records, compare };
}

/**
 * Fits the spectra. The bulk arc lies inside the window only when it is cold; what it leaves at higher temperatures is its capacitance, which hardly
 * moves: found where it can be seen, it is kept for the others. A bare resistor instead would read the bulk low by its square at 10 MHz.
 */
async function analyseSpectra(raw: RawFiles, run: RunCommand): Promise<AtTemperature<Answer>[]> {
  const fit = (path: string, T: number, fixed: readonly string[]): Promise<Answer> => {
    const model = ['--circuit', 'L1-p(R1,C1)-p(R2,CPE1)-CPE2', '--assign', 'bulk=R1 gb=R2', ...fixed];
    const conditions = ['--temperature', `${T}K`, '--effect', `T_eis:${LLTO.eis.uT}K`];
    return run<Answer>('eis', 'fit', path, ...model, ...conditions, ...PELLET, ...CARRIERS, ...SAMPLE);
  };
  const cold = await each(
    raw.spectra.filter(({ T }) => T < 310),
    ({ path, T }) => fit(path, T, []),
  );
  const capacitances = cold.map(({ answer }) => answer.fits[0]?.params['C1']).filter((param) => param?.value && param.u);
  const weights = capacitances.map((param) => (param?.u as number) ** -2);
  const mean =
    capacitances.reduce((sum, param, i) => sum + (param?.value as number) * (weights[i] as number), 0) / weights.reduce((a, b) => a + b, 0);
  const warm = await each(
    raw.spectra.filter(({ T }) => T >= 310),
    ({ path, T }) => fit(path, T, ['--fix', `C1=${(mean * 1e12).toPrecision(5)}pF`]),
  );
  return [...cold, ...warm];
}

const RELAXATION_TABLE = 'derived/t1.csv';

/** The T1 of each series with its uncertainty as a table: what `nmr bpp` reads. Its comments say which bytes each row came from. */
async function writeRelaxationTable(dir: string, recoveries: readonly AtTemperature<Answer>[], raw: RawFiles): Promise<void> {
  const rows = recoveries.map(({ T, answer }) => {
    const T1 = (answer.fits[0] as Fit).params['T1'];
    return `${T},${T1?.value},${T1?.u}`;
  });
  const lines = [
    '# T1 by nmr relaxation, from SIMULATED data of the Ionwalk LLTO demo study',
    ...raw.recoveries.map(({ T, path }) => `# ${T} K: ${path}/ser`),
  ];
  await mkdir(join(dir, 'derived'), { recursive: true });
  await writeFile(join(dir, RELAXATION_TABLE), [...lines, 'T [K],T1 [s],u_T1 [s]', ...rows, ''].join('\n'));
}

/** D_bulk at the temperature of the exchange, by the straight line through the colder gradient-echo results, as typed text. */
function bulkDiffusivityText(echoes: readonly AtTemperature<Answer>[]): string {
  const points = echoes.flatMap(({ T, answer }) =>
    answer.records.filter((record) => record.kind === 'D_NMR' && T < 340).map((record) => [1 / T, Math.log(record.value)] as const),
  );
  const x = points.reduce((sum, [value]) => sum + value, 0) / points.length;
  const y = points.reduce((sum, [, value]) => sum + value, 0) / points.length;
  const slope = points.reduce((sum, [a, b]) => sum + (a - x) * (b - y), 0) / points.reduce((sum, [a]) => sum + (a - x) ** 2, 0);
  const D = Math.exp(y + slope * (1 / LLTO.sims.T - x));
  return `${(D * 1e4).toPrecision(4)}cm2/s`;
}

async function each<I extends { readonly T: number }>(
  items: readonly I[],
  run: (item: I) => Promise<Answer>,
): Promise<AtTemperature<Answer>[]> {
  const answers: AtTemperature<Answer>[] = [];
  for (const item of items) answers.push({ T: item.T, answer: await run(item) });
  return answers;
}

/** A figure of an answer by its id, or the first. */
export const figureOf = (answer: Answer, id?: string): Figure | undefined =>
  answer.figures.find((figure) => figure.id === id) ?? answer.figures[0];

/** Text of a file of the study. */
export const readStudyFile = (dir: string, path: string): Promise<string> => readFile(join(dir, path), 'utf8');
