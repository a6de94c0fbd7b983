import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../test/read-bytes.ts';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';
import { selectCircuit } from './select-circuit.ts';

const GEOMETRY = { thickness: 2e-3, area: 2e-5 };
const q = (R: number, C: number, n: number): number => C ** n * R ** (n - 1);
const of = (found: Awaited<ReturnType<typeof runAnalysis>>, code: string) => found.ctx.diagnostics.filter((said) => said.code === code);
const column = ({ tables }: Awaited<ReturnType<typeof runAnalysis>>, name: string) =>
  tables!.find(({ id }) => id === 'eis-arcs')!.columns.find((found) => found.name === name)!.values;

const LEADS = 'R0-p(R1,CPE1)-CPE2';
const withLeads = (R0: number) =>
  simulate(LEADS, [R0, 1250, q(1250, 3e-12, 0.95), 0.95, 1e-5, 0.85], { noise: 0.002, seed: 2, fMax: 1e9, temperature: 300 }).dataset;

describe('what the total leaves out', () => {
  test('a series resistance above 2 % is said, with the --assign that takes it in', async () => {
    const found = await runAnalysis('fit', withLeads(154), { circuit: LEADS, ...GEOMETRY });
    const [said] = of(found, 'eis/series-resistance');
    expect(said).toMatchObject({ severity: 'warning', where: 'option --assign' });
    expect(said!.message).toMatch(/^R0 = 15\d Ω is taken as leads and contacts and left out of total \(12 %\): give --assign bulk=R0\+R1,/);
    expect(found.records.find(({ region }) => region === 'total')!.value).toBeCloseTo(100 / 1250, 2);
  });
  test('a small one, an assigned one and an undetermined one are not', async () => {
    expect(of(await runAnalysis('fit', withLeads(20), { circuit: LEADS, ...GEOMETRY }), 'eis/series-resistance')).toEqual([]);
    const assigned = await runAnalysis('fit', withLeads(154), { circuit: LEADS, ...GEOMETRY, assign: 'bulk=R0+R1' });
    expect(of(assigned, 'eis/series-resistance')).toEqual([]);
    expect(assigned.records.find(({ region }) => region === 'total')!.value).toBeCloseTo(100 / 1404, 2);
  });
  const THREE = 'p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)';
  const three = (C3: number) =>
    simulate(THREE, [1e5, q(1e5, 3e-12, 0.95), 0.95, 4e5, q(4e5, 2e-10, 0.9), 0.9, 2e5, q(2e5, C3, 0.9), 0.9], {
      noise: 0.002,
      fMax: 1e7,
      fMin: 0.01,
      temperature: 300,
    }).dataset;
  test('an arc that --assign forgets is said, an electrode only noted, and gb needs a grain size', async () => {
    const forgotten = await runAnalysis('fit', three(8e-9), { circuit: THREE, ...GEOMETRY, assign: 'bulk=R1 gb=R2' });
    expect(of(forgotten, 'eis/left-out')).toMatchObject([{ severity: 'warning' }]);
    expect(of(forgotten, 'eis/left-out')[0]!.message).toContain('give --assign bulk=R1 gb=R2+R3');
    expect(of(forgotten, 'eis/left-out')[0]!.message).toMatch(/\(40 % of its resistance\)/);
    expect(of(forgotten, 'eis/brick-layer')).toMatchObject([
      { severity: 'info', message: expect.stringContaining('--grain-size') as string },
    ]);
    const electrode = await runAnalysis('fit', three(1e-5), { circuit: THREE, ...GEOMETRY, assign: 'bulk=R1 gb=R2', 'grain-size': 1e-6 });
    expect(of(electrode, 'eis/left-out')).toMatchObject([
      { severity: 'info', message: expect.stringContaining('class electrode') as string },
    ]);
    expect(of(electrode, 'eis/brick-layer')).toEqual([]);
    const all = await runAnalysis('fit', three(8e-9), { circuit: THREE, ...GEOMETRY, assign: 'bulk=R1 gb=R2+R3' });
    expect(of(all, 'eis/left-out')).toEqual([]);
  });
});

describe('the table of arcs', () => {
  test('is there with --assign, says what became of each resistance, and has at most eight columns', async () => {
    const found = await runAnalysis('fit', withLeads(154), { circuit: LEADS, ...GEOMETRY, assign: 'bulk=R1' });
    expect(found.tables![0]!.columns.length).toBeLessThanOrEqual(8);
    expect(column(found, 'element')).toEqual(['R1, CPE1', 'R0']);
    expect(column(found, 'class')).toEqual(['bulk', 'series']);
    expect(column(found, 'region')).toEqual(['bulk', null]);
    expect(column(found, 'total')).toEqual(['in', 'left out']);
    expect(column(found, 'C')[0] as number).toBeCloseTo(3e-12, 12);
    expect((column(found, 'C·t/A')[0] as number) / (column(found, 'C')[0] as number)).toBeCloseTo(1, 9);
  });
  test('is there without geometry, with no class, and once for a joint fit', async () => {
    const bare = await runAnalysis('fit', withLeads(154), { circuit: LEADS });
    expect(column(bare, 'element')).toEqual(['R1, CPE1', 'R0']);
    expect(column(bare, 'class')[0]).toBe(null);
    expect(column(bare, 'total')).toEqual([null, null]);
    const joint = await runAnalysis('fit', [withLeads(154), { ...withLeads(154), conditions: { temperature: 310 } }], {
      circuit: LEADS,
      ...GEOMETRY,
      joint: true,
    });
    expect(joint.tables).toHaveLength(1);
    expect(joint.tables![0]!.columns).toHaveLength(8);
    expect(column(joint, 'spectrum')).toEqual(['300', '300', '310', '310']);
  });
});

describe('no conductivity has a reason', () => {
  test('arcs of class electrode alone are named with the way out', async () => {
    const { dataset } = simulate('R0-p(R1,CPE1)', [60, 48, 0.009, 0.9], { noise: 0.002, fMax: 1e4, fMin: 1e-3 });
    const found = await runAnalysis('fit', dataset, { circuit: 'R0-p(R1,CPE1)', ...GEOMETRY });
    expect(found.records).toEqual([]);
    const [said] = of(found, 'eis/region-undetermined');
    expect(said).toMatchObject({ severity: 'warning' });
    expect(said!.message).toMatch(/R1 with \d\.\de-3 F\/cm is of class electrode\); give --assign bulk=R1 if it is the sample/);
    expect(found.ctx.codes()).not.toContain('eis/temperature-missing');
  });
  test('a circuit without an arc says so', async () => {
    const { dataset } = simulate('R0-CPE1', [60, 1e-5, 0.9], { noise: 0.002 });
    const found = await runAnalysis('fit', dataset, { circuit: 'R0-CPE1', ...GEOMETRY });
    expect(of(found, 'eis/region-undetermined')[0]!.message).toContain('the circuit has no arc; give --assign bulk=R0');
  });
});

describe('auto', () => {
  test.each([1, 2, 4])('refuses %i points', async (points) => {
    const { dataset } = simulate('p(R1,C1)', [1e5, 1e-9], { points: 5, noise: 0.002 });
    const cut = (values: Float64Array) => ({ values: values.slice(0, points) });
    const { frequency, re, im } = dataset.variables;
    const few = {
      ...dataset,
      size: { frequency: points },
      variables: { frequency: cut(frequency.values), re: cut(re.values), im: cut(im.values) },
    };
    await expect(runAnalysis('fit', few)).rejects.toMatchObject({ code: 'fit/too-few-points', kind: 'input' });
    if (points < 4)
      await expect(runAnalysis('fit', few, { circuit: 'R0-p(R1,CPE1)' })).rejects.toMatchObject({
        code: 'fit/too-few-points',
        kind: 'input',
      });
  });
  test('a joint fit needs as many points as parameters', async () => {
    const few = (temperature: number) => simulate('R0-p(R1,C1)', [10, 1e3, 1e-9], { points: 2, noise: 0.01, temperature }).dataset;
    const joint = { circuit: 'R0-p(R1,C1)', joint: true };
    await expect(runAnalysis('fit', [few(300), few(310)], joint)).rejects.toMatchObject({ code: 'fit/too-few-points', kind: 'input' });
    const { fits } = await runAnalysis('fit', [few(300), few(310)], { ...joint, share: 'R0,R1' });
    expect(fits[0]!.dof).toBe(4);
  });
  test('takes no circuit of more parameters than points', async () => {
    const { dataset } = simulate('R0-p(R1,CPE1)', [50, 1e5, q(1e5, 1e-10, 0.9), 0.9], { noise: 0.004, points: 5 });
    const { fits, alternatives } = await runAnalysis('fit', dataset);
    expect(Object.keys(fits[0]!.params).length).toBeLessThanOrEqual(5);
    expect(alternatives!.map(({ model }) => model)).not.toContain('p(R1,CPE1)-p(R2,CPE2)');
  });
  const close = (seed: number) =>
    simulate(
      'p(R1,CPE1)-p(R2,CPE2)-p(R3,CPE3)',
      [1e5, q(1e5, 1e-10, 0.9), 0.9, 4e4, q(4e4, 1e-9, 0.85), 0.85, 1e5, q(1e5, 4e-9, 0.9), 0.9],
      { noise: 0.004, seed, points: 40 },
    ).dataset;
  test('says why the circuit of the lowest AICc is not the one given; alternatives are sorted', async () => {
    const found = await runAnalysis('fit', close(4));
    expect(found.fits[0]!.circuit).toBe('p(R1,CPE1)-p(R2,CPE2)');
    const steps = found.alternatives!.map(({ dAICc }) => dAICc);
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(steps[0]!).toBeLessThan(-10);
    const [said] = of(found, 'eis/circuit-choice');
    expect(said).toMatchObject({ severity: 'info' });
    expect(said!.message).toBe(
      `p(R1,CPE1)-p(R2,CPE2) is kept: ${found.alternatives![0]!.model} lies ${(-steps[0]!).toPrecision(2)} lower in AICc, but its R2 is uncertain by more than a third`,
    );
  });
  test('has nothing to say where the lowest AICc was taken', () => {
    const { alternatives, reason } = selectCircuit(close(1), 'modulus');
    expect(alternatives[0]!.dAICc).toBeGreaterThan(0);
    expect(reason).toBeUndefined();
  });
  test('a doubtful assignment says how to fit a series; a circuit that was given does not', async () => {
    const { dataset } = simulate('p(R1,CPE1)-CPE2', [500, q(500, 1e-9, 0.9), 0.9, 1e-5, 0.85], { noise: 0.005, temperature: 300 });
    const auto = of(await runAnalysis('fit', dataset, GEOMETRY), 'eis/assignment-doubtful')[0]!.message;
    expect(auto).toMatch(/fit the series with one circuit \(--circuit "[^"]+"\), or with --joint$/);
    const given = of(await runAnalysis('fit', dataset, { ...GEOMETRY, circuit: 'p(R1,CPE1)-CPE2' }), 'eis/assignment-doubtful')[0]!.message;
    expect(given).not.toContain('--joint');
  });
});

describe('a turned sign', () => {
  test('is what the fit ends with', async () => {
    const dataset = withLeads(154);
    const { im } = dataset.variables;
    const turned = { ...dataset, variables: { ...dataset.variables, im: { values: im.values.map((value) => -value) } } };
    const [said] = of(await runAnalysis('fit', turned, { circuit: LEADS }), 'fit/systematic-residuals');
    expect(said!.message).toContain('--reader-option im=negative');
    expect(said!.message).not.toContain('the circuit is wrong');
    const [wrong] = of(await runAnalysis('fit', dataset, { circuit: 'R0-CPE1' }), 'fit/systematic-residuals');
    expect(wrong!.message).toContain('the circuit is wrong');
  });
});

const root = fileURLToPath(new URL('../../../../../shared/data/eis/', import.meta.url));

describe.skipIf(!existsSync(root))('real files (../shared/data)', () => {
  test('the battery of impedance.py has only an electrode', async () => {
    const file = 'impedance.py/exampleDataBioLogic.mpt';
    const read = await readBytes(file, new Uint8Array(readFileSync(root + file)));
    const found = await runAnalysis('fit', read!.datasets[0]!, GEOMETRY);
    expect(of(found, 'eis/region-undetermined')[0]!.message).toContain('is of class electrode');
  });
});
