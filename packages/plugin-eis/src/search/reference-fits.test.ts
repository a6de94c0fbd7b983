import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parseCircuit } from '../circuit/parse-circuit.ts';
import { spectrumData } from '../circuit/spectrum-data.ts';
import { circuitProblem } from './circuit-problem.ts';
import { searchFit } from './search-fit.ts';
import { readBytes } from '../../test/read-bytes.ts';

const root = fileURLToPath(new URL('../../../../../shared/data/eis/', import.meta.url));

const CASES: readonly (readonly [file: string, circuit: string, chi2: number])[] = [
  ['eisfitpython/s04147-140deg.txt', 'p(R1,CPE1)-p(R2,CPE2)-CPE3', 7.332255e-3],
  ['eisfitpython/s04147-160deg.txt', 'p(R1,CPE1)-p(R2,CPE2)-CPE3', 2.615951e-3],
  ['eisfitpython/s04147-180deg.txt', 'p(R1,CPE1)-p(R2,CPE2)-CPE3', 1.213739e-3],
  ['eisfitpython/s04147-200deg.txt', 'p(R1,CPE1)-p(R2,CPE2)-CPE3', 1.731865e-3],
  ['eisfitpython/CSV_Example.csv', 'p(R1,CPE1)-p(R2,CPE2)-CPE3', 1.393553e-2],
  ['hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.txt', 'L0-p(R1,CPE1)-CPE2', 4.808239e-2],
  ['impedance.py/Circuit1_EIS_1.z', 'R0-p(R1,C1)', 2.827866e-3],
  ['impedance.py/Circuit1_EIS_2.z', 'R0-p(R1,C1)', 2.764555e-3],
  ['impedance.py/exampleDataZPlot.z', 'R0-p(R1,C1)', 3.846579e-3],
  ['pydrttools/zarc_data.txt', 'R(RQ)', 3.813798e-3],
  ['pydrttools/2ZARC0.csv', 'R(RQ)(RQ)', 8.290807e-2],
  ['eisart/eis_rq_1e-2s.csv', 'R0-p(R1,CPE1)', 1e-15],
];

describe.skipIf(!existsSync(root))('real files (../shared/data)', () => {
  test.each(CASES)('%s with %s reaches the reference without a guess', async (file, text, chi2) => {
    const read = await readBytes(file, new Uint8Array(readFileSync(root + file)));
    const data = spectrumData(read!.datasets[0]!, 'modulus');
    const result = searchFit(parseCircuit(text), data);
    expect(result.chi2).toBeLessThanOrEqual(1.01 * chi2);
    expect(result.confirmed).toBe(true);
  });
  test('impedance.py’s example, a Warburg element before a wall, is at its published optimum or below', async () => {
    const { variables, ...rest } = (await readBytes(
      'exampleData.csv',
      new Uint8Array(readFileSync(`${root}impedance.py/exampleData.csv`)),
    ))!.datasets[0]!;
    const keep = Array.from(variables.im.values, (_, i) => i).filter((i) => variables.im.values[i]! < 0);
    const pick = (values: Float64Array): { values: Float64Array } => ({ values: Float64Array.from(keep, (i) => values[i]!) });
    const dataset = {
      ...rest,
      size: { frequency: keep.length },
      variables: { frequency: pick(variables.frequency.values), re: pick(variables.re.values), im: pick(variables.im.values) },
    };
    const circuit = parseCircuit('R0-p(R1,C1)-p(R2-Wo1,C2)');
    const data = spectrumData(dataset, 'modulus');
    const published = circuitProblem(circuit, data).chi2([0.0164, 0.00906, 3.06, 0.00529, 0.145, 1320, 0.202]);
    const found = searchFit(circuit, data);
    expect(found.chi2).toBeLessThanOrEqual(published);
    expect(found.confirmed).toBe(true);
    const value = (name: string): number => found.parameters[circuit.parameters.findIndex((parameter) => parameter.name === name)]!;
    expect(value('R0') / 0.0164).toBeCloseTo(1, 1);
    expect(value('R1') + value('R2')).toBeCloseTo(0.00906 + 0.00529, 3);
  });
});
