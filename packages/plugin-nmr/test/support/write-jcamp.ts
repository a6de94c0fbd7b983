export type AsdfForm = 'affn' | 'pac' | 'sqz' | 'dif' | 'difdup';

export interface Jcamp {
  readonly re: readonly number[];
  readonly im?: readonly number[] | undefined;
  readonly form?: AsdfForm;
  readonly spectrum?: boolean;
  readonly perLine?: number;
  readonly factor?: number;
  /** Override records by label; null removes. */
  readonly records?: Readonly<Record<string, string | null>>;
}

/** A number with its first digit and sign in one letter: letters of 0 and 1 to 9, letters of -1 to -9. */
function packed(value: number, plus: string, minus: string): string {
  const digits = String(Math.abs(value));
  const lead = Number(digits[0]);
  return (value < 0 ? minus[lead - 1] : plus[lead]) + digits.slice(1);
}
const sqz = (value: number): string => packed(value, '@ABCDEFGHI', 'abcdefghi');
const dif = (value: number): string => packed(value, '%JKLMNOPQR', 'jklmnopqr');
const dup = (count: number): string => 'STUVWXYZs'[Number(String(count)[0]) - 1] + String(count).slice(1);

/** The lines of a table (X++(Y..Y)) with abscissae 0, 1, 2, … */
export function asdfLines(values: readonly number[], form: AsdfForm, perLine = 9): string {
  const lines: string[] = [];
  const differs = form === 'dif' || form === 'difdup';
  for (let start = 0; start < values.length; start += perLine) {
    const check = differs && start > 0 ? 1 : 0;
    const slice = values.slice(start - check, start + perLine);
    let line = `${start - check}`;
    if (form === 'affn') line += slice.map((value) => ` ${value}`).join('');
    else if (form === 'pac') line += slice.map((value) => (value < 0 ? `${value}` : `+${value}`)).join('');
    else if (form === 'sqz') line += slice.map(sqz).join('');
    else {
      line += sqz(slice[0] as number);
      const steps = slice.slice(1).map((value, i) => value - (slice[i] as number));
      for (let i = 0; i < steps.length;) {
        let run = 1;
        if (form === 'difdup') while (steps[i + run] === steps[i]) run++;
        line += dif(steps[i] as number) + (run > 1 ? dup(run) : '');
        i += run;
      }
    }
    lines.push(line);
  }
  return lines.join('\n');
}

/** A JCAMP-DX file with NTUPLES pages R and I, a decay or a spectrum over Hz. */
export function writeJcamp({ re, im, form = 'difdup', spectrum = false, perLine = 9, factor = 1, records = {} }: Jcamp): string {
  const n = re.length;
  const step = spectrum ? -2 : 1e-4;
  const first = spectrum ? 500 : 0;
  const x = step;
  const name = spectrum ? 'NMR SPECTRUM' : 'NMR FID';
  const all: Record<string, string | null> = {
    TITLE: 'made',
    JCAMPDX: '5.01',
    'DATA TYPE': name,
    'DATA CLASS': 'NTUPLES',
    '.OBSERVE FREQUENCY': '155.4',
    '.OBSERVE NUCLEUS': '^7Li',
    '.PULSE SEQUENCE': 'zg',
    NTUPLES: name,
    SYMBOL: 'X, R, I',
    VAR_FORM: form === 'affn' ? 'AFFN, AFFN, AFFN' : 'AFFN, ASDF, ASDF',
    VAR_DIM: `${n}, ${n}, ${n}`,
    UNITS: `${spectrum ? 'HZ' : 'SECONDS'}, ARBITRARY UNITS, ARBITRARY UNITS`,
    FACTOR: `${x}, ${factor}, ${factor}`,
    FIRST: `${first}, 0, 0`,
    LAST: `${first + step * (n - 1)}, 0, 0`,
    ...records,
  };
  // Abscissae count from FIRST/FACTOR.
  const origin = first / x;
  const lines = (values: readonly number[]): string =>
    asdfLines(values, form, perLine)
      .split('\n')
      .map((line) => line.replace(/^\d+/, (at) => `${Number(at) + origin}`))
      .join('\n');
  const head = Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [`##${key}= ${value}\n`]));
  const page = (symbol: string, values: readonly number[], k: number): string =>
    `##PAGE= N=${k}\n##DATA TABLE= (X++(${symbol}..${symbol})), XYDATA\n${lines(values)}\n`;
  return `${head.join('')}${page('R', re, 1)}${im ? page('I', im, 2) : ''}##END NTUPLES= ${name}\n##END=\n`;
}
