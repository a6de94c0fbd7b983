import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseCircuit } from '../circuit/parse-circuit.ts';
import { spectrumData } from '../circuit/spectrum-data.ts';
import { circuitProblem } from './circuit-problem.ts';
import { searchFit } from './search-fit.ts';
import { readBytes } from '../../test/read-bytes.ts';

const root = fileURLToPath(new URL('../../../../../shared/data/eis/', import.meta.url));

interface ReferenceFit {
  readonly file: string;
  readonly tool: string;
  readonly chi2_modulus?: number;
  readonly n_points?: number;
  readonly [more: string]: unknown;
}

const REFERENCES: readonly ReferenceFit[] = existsSync(root)
  ? (JSON.parse(readFileSync(`${root}reference-fits.json`, 'utf8')) as { fits: ReferenceFit[] }).fits
  : [];
const keyOf = ({ file, tool }: Pick<ReferenceFit, 'file' | 'tool'>): string => `${file} by ${tool.split(' ')[0]}`;
const SAMPLE = 'p(R1,CPE1)-p(R2,CPE2)-CPE3';

/** Circuits of the fits whose χ² is known, by file and program. */
const CIRCUITS: { readonly [key: string]: string } = {
  'eisfitpython/s04147-140deg.txt by EISFitpython': SAMPLE,
  'eisfitpython/s04147-160deg.txt by EISFitpython': SAMPLE,
  'eisfitpython/s04147-180deg.txt by EISFitpython': SAMPLE,
  'eisfitpython/s04147-200deg.txt by EISFitpython': SAMPLE,
  'eisfitpython/s04147-140deg.txt by scipy': SAMPLE,
  'eisfitpython/s04147-160deg.txt by scipy': SAMPLE,
  'eisfitpython/s04147-180deg.txt by scipy': SAMPLE,
  'eisfitpython/s04147-200deg.txt by scipy': SAMPLE,
  'eisfitpython/CSV_Example.csv by scipy': SAMPLE,
  'hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.mpr by scipy': 'L0-p(R1,CPE1)-CPE2',
  'impedance.py/Circuit1_EIS_1.z by scipy': 'R0-p(R1,C1)',
  'impedance.py/Circuit1_EIS_2.z by scipy': 'R0-p(R1,C1)',
  'impedance.py/exampleDataZPlot.z by scipy': 'R0-p(R1,C1)',
  'pydrttools/zarc_data.txt by scipy': 'R(RQ)',
  'pydrttools/2ZARC0.csv by scipy': 'R(RQ)(RQ)',
  'eisart/eis_rq_1e-2s.csv by scipy': 'R0-p(R1,CPE1)',
  'zahner/rc-data.ism by scipy': 'p(R1,C1)',
};
/** Fits of which the parameters are known: each has its own test below. */
const BY_PARAMETERS = [
  'impedance.py/exampleData.csv by impedance.py',
  'zahner/li-ion-battery.ism by Zahner',
  'zahner/rc-data.ism by Zahner',
];

const open = async (file: string) => (await readBytes(file, new Uint8Array(readFileSync(root + file))))!.datasets[0]!;

/** Every point of a Zahner file with its start sweep, which the reader leaves out and the reference took in. */
async function withStartSweep(file: string) {
  const bytes = readFileSync(root + file);
  const points = bytes.readUInt16BE(10) + 1;
  const column = (k: number): Float64Array =>
    Float64Array.from({ length: points }, (_, i) => bytes.readDoubleBE(12 + 8 * (k * points + i)));
  const [frequency, modulus, phase] = [column(0), column(1), column(2)];
  const { variables: _, ...rest } = await open(file);
  return {
    ...rest,
    size: { frequency: points },
    variables: {
      frequency: { values: frequency },
      re: { values: modulus.map((size, i) => size * Math.cos(phase[i]!)) },
      im: { values: modulus.map((size, i) => size * Math.sin(phase[i]!)) },
    },
  };
}

describe.skipIf(!existsSync(root))('real files (../shared/data)', () => {
  test('every fit of the reference has a case here', () => {
    expect(REFERENCES.map(keyOf).toSorted()).toEqual([...Object.keys(CIRCUITS), ...BY_PARAMETERS].toSorted());
    for (const reference of REFERENCES)
      expect(reference.chi2_modulus !== undefined, keyOf(reference)).toBe(CIRCUITS[keyOf(reference)] !== undefined);
  });
  test.each(Object.entries(CIRCUITS))('%s with %s is reached without a guess, on the same points', async (key, text) => {
    const { file, chi2_modulus: chi2, n_points: points } = REFERENCES.find((one) => keyOf(one) === key)!;
    const data = spectrumData(await (file.startsWith('zahner/') ? withStartSweep(file) : open(file)), 'modulus');
    if (points !== undefined) expect(data.frequency).toHaveLength(points);
    const result = searchFit(parseCircuit(text), data);
    // The one exact spectrum ends in rounding.
    expect(result.chi2).toBeLessThanOrEqual(Math.max(1.01 * chi2!, 1e-15));
    expect(result.confirmed).toBe(true);
  });
  test.each([
    ['modulus', [0.0164, 0.00906, 3.06, 0.00529, 0.145, 1320, 0.202]],
    ['unit', [0.0165, 0.00868, 3.32, 0.00539, 0.0631, 233, 0.22]],
  ] as const)(
    'impedance.py’s example, a Warburg element before a wall, is at its published optimum or below (%s)',
    async (weighting, at) => {
      const { variables, ...rest } = await open('impedance.py/exampleData.csv');
      const keep = Array.from(variables.im.values, (_, i) => i).filter((i) => variables.im.values[i]! < 0);
      const pick = (values: Float64Array): { values: Float64Array } => ({ values: Float64Array.from(keep, (i) => values[i]!) });
      const dataset = {
        ...rest,
        size: { frequency: keep.length },
        variables: { frequency: pick(variables.frequency.values), re: pick(variables.re.values), im: pick(variables.im.values) },
      };
      const circuit = parseCircuit('R0-p(R1,C1)-p(R2-Wo1,C2)');
      const data = spectrumData(dataset, weighting);
      const published = circuitProblem(circuit, data).chi2(at);
      const found = searchFit(circuit, data);
      expect(found.chi2).toBeLessThanOrEqual(published);
      expect(found.confirmed).toBe(true);
      const value = (name: string): number => found.parameters[circuit.parameters.findIndex((parameter) => parameter.name === name)]!;
      expect(value('R0') / at[0]).toBeCloseTo(1, 1);
      expect(value('R1') + value('R2')).toBeCloseTo(at[1] + at[3], 3);
    },
  );
  test('Zahner’s resistor and capacitor are within the errors its own program states', async () => {
    const { parameters } = searchFit(parseCircuit('p(R1,C1)'), spectrumData(await open('zahner/rc-data.ism'), 'modulus'));
    expect(Math.abs(parameters[0]! / 98_865_833.091_199_38 - 1)).toBeLessThan(0.006_95);
    expect(Math.abs(parameters[1]! / 1.478_386_875_429_157e-10 - 1)).toBeLessThan(0.017_8);
  });
  test('Zahner’s battery is fitted better than by its own program, to the same parameters where the data have a say', async () => {
    // Its result names no circuit: with its parameters this arrangement of its elements leaves a tenth of the χ² of any other that was tried.
    const circuit = parseCircuit('L0-R1-p(R2,CPE0)-p(R0-Wo0,C0)');
    const data = spectrumData(await open('zahner/li-ion-battery.ism'), 'modulus');
    const [W, k] = [0.040_581_895_263_924_1, 0.001_396_863_053_587_407];
    const theirs = {
      L0: 7.940_633_788_866_345e-7,
      R1: 0.026_818_653_294_174_526,
      R2: 0.036_055_095_675_730_82,
      'CPE0.Q': 0.680_726_942_343_663_4,
      'CPE0.n': 0.734_696_731_928_719_8,
      R0: 0.003_575_809_005_027_500_2,
      'Wo0.R': W / Math.sqrt(k),
      'Wo0.tau': 1 / k,
      C0: 0.050_427_975_478_533_824,
    };
    const at = circuit.parameters.map(({ name }) => theirs[name as keyof typeof theirs]);
    const found = searchFit(circuit, data);
    expect(found.chi2).toBeLessThan(circuitProblem(circuit, data).chi2(at));
    expect(found.confirmed).toBe(true);
    const index = (name: string): number => circuit.parameters.findIndex((parameter) => parameter.name === name);
    for (const [name, within] of [
      ['R1', 0.01],
      ['R2', 0.01],
      ['L0', 0.03],
      ['CPE0.n', 0.0065],
      ['R0', 0.02],
    ] as const)
      expect(Math.abs(found.parameters[index(name)]! / at[index(name)]! - 1), name).toBeLessThan(within);
  });
});
