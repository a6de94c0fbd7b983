import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { constants, isIonwalkError } from '@ionwalk/core';
import { studentTQuantile } from '@ionwalk/core/fit';
import { describe, expect, test } from 'vitest';
import { readBytes } from '../../test/read-bytes.ts';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';

const TWO_ARCS = 'p(R1,CPE1)-p(R2,CPE2)-CPE3';
/** l/A = 100 1/m: 3 pF is 3e-12 F/cm, a bulk; 3 nF a boundary. */
const GEOMETRY = { thickness: 2e-3, area: 2e-5 };
const LLTO = { formula: 'Li0.29La0.57TiO3', cell: '3.87A' };
const q = (R: number, C: number, n: number): number => C ** n * R ** (n - 1);
const TRUTH = [1e5, q(1e5, 3e-12, 0.95), 0.95, 4e5, q(4e5, 3e-9, 0.88), 0.88, 2e-6, 0.85];
const pellet = (seed = 1, noise = 0.003) => simulate(TWO_ARCS, TRUTH, { noise, seed, fMax: 1e7, temperature: 300 }).dataset;

describe('eis fit', () => {
  test('gives conductivities of bulk and total with D_sigma from the known truth', async () => {
    const { records, fits, ctx } = await runAnalysis('fit', pellet(), { circuit: TWO_ARCS, ...GEOMETRY, ...LLTO });
    expect(records.map(({ kind, region }) => `${kind} ${region}`)).toEqual(['sigma bulk', 'D_sigma bulk', 'sigma total', 'D_sigma total']);
    expect(fits[0]).toMatchObject({ circuit: TWO_ARCS, converged: true, weighting: 'modulus', dof: 140 - 8 });
    expect(ctx.codes()).toEqual(['eis/sample-missing']);
    const [bulk, dBulk, total] = records;
    for (const [record, R] of [
      [bulk!, 1e5],
      [total!, 5e5],
    ] as const) {
      expect(Math.abs(Math.log(record.value / (100 / R)))).toBeLessThan(4 * record.u!);
      expect(record).toMatchObject({ unit: 'S/m', T: 300, bound: null, scale: { t: null }, direction: null, ion: { element: 'Li', z: 1 } });
    }
    const c = 0.29 / 3.87e-10 ** 3;
    expect(dBulk!.carrier).toMatchObject({ count: 'all' });
    expect(dBulk!.carrier!.c / c).toBeCloseTo(1, 12);
    expect(dBulk!.value / ((bulk!.value * constants.k * 300) / (c * constants.e ** 2))).toBeCloseTo(1, 12);
    expect(dBulk!.u).toBe(bulk!.u);
    expect(dBulk!.parents).toEqual([0]);
    expect(bulk!.model.fixed['circuit']).toBe(TWO_ARCS);
  });
  test('u of the total follows the correlation of the two resistances', async () => {
    // Arcs half a decade apart: R1 and R2 are hardly known, their sum is.
    const { dataset } = simulate('p(R1,CPE1)-p(R2,CPE2)', [1e5, q(1e5, 1e-9, 0.9), 0.9, 1e5, q(1e5, 4e-9, 0.9), 0.9], {
      noise: 0.002,
      seed: 4,
    });
    const { records, fits } = await runAnalysis('fit', dataset, {
      circuit: 'p(R1,CPE1)-p(R2,CPE2)',
      ...GEOMETRY,
      assign: 'bulk=R1\ngb=R2',
    });
    const { R1, R2 } = fits[0]!.params as Record<string, { value: number; u: number }>;
    const uncorrelated = Math.hypot(R1!.u, R2!.u) / (R1!.value + R2!.value);
    const total = records.find(({ region }) => region === 'total')!;
    expect(total.u!).toBeLessThan(uncorrelated / 5);
    expect(Math.abs(Math.log(total.value / (100 / 2e5)))).toBeLessThan(4 * total.u!);
  });
  test('without temperature there is no D_sigma, without geometry no record', async () => {
    const noT = { ...pellet(), conditions: {} };
    const one = await runAnalysis('fit', noT, { circuit: TWO_ARCS, ...GEOMETRY, ...LLTO });
    expect(one.records.map(({ kind, T }) => [kind, T])).toEqual([
      ['sigma', null],
      ['sigma', null],
    ]);
    expect(one.ctx.codes()).toEqual(['eis/sample-missing', 'eis/temperature-missing']);
    const two = await runAnalysis('fit', pellet(), { circuit: TWO_ARCS, thickness: 1e-3 });
    expect(two.records).toEqual([]);
    expect(two.fits).toHaveLength(1);
    expect(two.ctx.codes()).toEqual(['eis/geometry-missing']);
  });
  test('geometry may come from the file, and a diameter is a disc', async () => {
    const dataset = { ...pellet(), meta: { thickness: 1e-3, diameter: 1e-2 } };
    const { records } = await runAnalysis('fit', dataset, { circuit: TWO_ARCS });
    expect(records[0]!.model.fixed['area']).toBeCloseTo((Math.PI * 1e-4) / 4, 12);
    await expect(runAnalysis('fit', dataset, { circuit: TWO_ARCS, area: 1, diameter: 1 })).rejects.toMatchObject({
      code: 'eis/geometry',
      kind: 'usage',
    });
  });
  test('a bracketed uncertainty of the geometry is a signed effect, with those of the call', async () => {
    const { records } = await runAnalysis(
      'fit',
      pellet(),
      { circuit: TWO_ARCS, thickness: 2e-3, diameter: 5e-3 },
      {
        uncertainties: { thickness: 0.02, diameter: 0.01 },
        effects: [{ tag: 'furnace', u: 0.05 }],
      },
    );
    for (const { effects } of records)
      expect(effects).toEqual([
        { tag: 'geometry:thickness', u: 0.02 },
        { tag: 'geometry:area', u: -0.02 },
        { tag: 'furnace', u: 0.05 },
      ]);
  });
  test('grain boundaries by the brick layer, from a width or from the capacitances', async () => {
    const width = await runAnalysis('fit', pellet(), { circuit: TWO_ARCS, ...GEOMETRY, 'grain-size': 5e-6, 'gb-width': 5e-9 });
    const gb = width.records.find(({ region }) => region === 'gb')!;
    expect(Math.abs(Math.log(gb.value / ((100 / 4e5) * 1e-3)))).toBeLessThan(4 * gb.u!);
    expect(gb.model.flags).toContain('brick-layer:width');
    const ratio = await runAnalysis('fit', pellet(), { circuit: TWO_ARCS, ...GEOMETRY, 'grain-size': 5e-6 });
    const byRatio = ratio.records.find(({ region }) => region === 'gb')!;
    expect(Math.abs(Math.log(byRatio.value / ((100 / 4e5) * 1e-3)))).toBeLessThan(4 * byRatio.u!);
    expect(byRatio.u!).toBeGreaterThan(gb.u!);
    expect(byRatio.model.flags).toContain('brick-layer:capacitance');
  });
  test('a high-frequency intercept is the bulk when assigned so, and no doubt is left', async () => {
    const { dataset } = simulate('L1-R0-p(R1,CPE1)-CPE2', [1e-7, 111, 500, q(500, 8.85e-9, 0.92), 0.92, 2.4e-6, 0.9], {
      noise: 0.003,
      seed: 2,
      temperature: 400,
      fMax: 1e7,
      fMin: 1,
    });
    const options = { circuit: 'L1-R0-p(R1,CPE1)-CPE2', ...GEOMETRY, ...LLTO };
    const { records, ctx, fits } = await runAnalysis('fit', dataset, { ...options, assign: 'bulk=R0\ngb=R1' });
    expect(fits[0]!.circuit).toBe('L1-R0-p(R1,CPE1)-CPE2');
    const sigma = (region: string) => records.find((record) => record.kind === 'sigma' && record.region === region)!;
    expect(Math.abs(Math.log(sigma('bulk').value / (100 / 111)))).toBeLessThan(4 * sigma('bulk').u!);
    expect(Math.abs(Math.log(sigma('total').value / (100 / 611)))).toBeLessThan(4 * sigma('total').u!);
    expect(ctx.codes()).not.toContain('eis/assignment-doubtful');
    const unassigned = await runAnalysis('fit', dataset, options);
    expect(unassigned.ctx.codes()).toContain('eis/assignment-doubtful');
    expect(
      unassigned.records.filter(({ region }) => region !== 'total').every(({ model }) => model.flags.includes('assignment-doubtful')),
    ).toBe(true);
  });
  test.each([
    ['bulk=R9', 'no resistance R9'],
    ['core=R1', 'assigns nothing'],
    ['bulk=R1 gb=R1', 'assigned twice'],
  ])('--assign %s is wrong usage', async (assign, message) => {
    await expect(runAnalysis('fit', pellet(), { circuit: TWO_ARCS, ...GEOMETRY, assign })).rejects.toMatchObject({
      code: 'eis/assign',
      kind: 'usage',
      message: expect.stringContaining(message) as string,
    });
  });
  test('a series resistance that isn’t there is bounded from above and gates', async () => {
    const { fits, ctx, records } = await runAnalysis('fit', pellet(), {
      circuit: `R0-${TWO_ARCS}`,
      ...GEOMETRY,
      assign: 'bulk=R0+R1 gb=R2',
    });
    const R0 = fits[0]!.params['R0']!;
    expect(R0.bound === 'upper' || R0.u! > 0.5 * R0.value!).toBe(true);
    expect(ctx.codes()).toContain('fit/not-identifiable');
    expect(fits[0]!.converged).toBe(true);
    if (R0.bound === 'upper') expect(records.find(({ region }) => region === 'bulk')?.bound).toBe('lower');
  });
  test('the flank of an arc gives a conductivity bounded from above', async () => {
    // R = 1e9 Ohm with τ = 3000 s: down to 0.1 Hz it is a capacitor.
    const { dataset } = simulate('p(R1,C1)', [1e9, 3e-6], { noise: 0.005, seed: 3, temperature: 300 });
    const { fits, records, ctx } = await runAnalysis('fit', dataset, { circuit: 'p(R1,C1)', ...GEOMETRY, assign: 'bulk=R1' });
    expect(fits[0]!.params['R1']).toMatchObject({ bound: 'lower', u: null });
    expect(fits[0]!.params['R1']!.value!).toBeLessThan(1e9);
    expect(records[0]).toMatchObject({ kind: 'sigma', region: 'bulk', bound: 'upper', u: null });
    expect(records[0]!.value).toBeGreaterThan(100 / 1e9);
    expect(ctx.diagnostics.find(({ code }) => code === 'fit/not-identifiable')?.severity).toBe('error');
  });
  test('a circuit with too few arcs leaves systematic residuals', async () => {
    const { ctx } = await runAnalysis('fit', pellet(), { circuit: 'p(R1,CPE1)-CPE2', ...GEOMETRY });
    expect(ctx.diagnostics.find(({ code }) => code === 'fit/systematic-residuals')?.severity).toBe('error');
  });
  test('a guess that leads astray is left for the minimum of the search', async () => {
    const dataset = pellet();
    const astray = { R1: 1.8e3, 'CPE1.Q': 1e-4, 'CPE1.n': 0.3, R2: 8e9, 'CPE2.Q': 1e-4, 'CPE2.n': 0.3, 'CPE3.Q': 1e-12, 'CPE3.n': 0.99 };
    const base = await runAnalysis('fit', dataset, { circuit: TWO_ARCS });
    const { ctx } = base;
    const { default: plugin } = await import('../index.ts');
    const guided = {
      ...ctx,
      fit: ((model, data, _overrides, options) =>
        ctx.fit(
          model,
          data,
          Object.fromEntries(Object.entries(astray).map(([name, value]) => [name, { default: value }])) as never,
          options,
        )) as typeof ctx.fit,
    };
    const values = Object.fromEntries(Object.entries(plugin.analyses![0]!.options).map(([key, param]) => [key, param.default]));
    const outcome = await plugin.analyses![0]!.run({ spectrum: [dataset] } as never, { ...values, circuit: TWO_ARCS } as never, guided);
    expect(outcome.fits[0]!.chi2 / base.fits[0]!.chi2).toBeCloseTo(1, 4);
    expect(ctx.codes()).toContain('eis/guess-left');
  });
  test('fewer points than parameters is an error with a way out', async () => {
    const { dataset } = simulate('R0-p(R1,C1)', [10, 100, 1e-6], { points: 6, noise: 0.01 });
    const error = await runAnalysis('fit', dataset, { circuit: TWO_ARCS }).catch((caught: unknown) => caught);
    expect(isIonwalkError(error)).toBe(true);
    expect(error).toMatchObject({ code: 'fit/too-few-points', kind: 'input' });
  });
  test('auto finds the circuit and lists the rejected ones', async () => {
    const { fits, alternatives } = await runAnalysis('fit', pellet(3), { circuit: 'auto', ...GEOMETRY });
    expect(fits[0]!.circuit).toBe(TWO_ARCS);
    expect(alternatives!.length).toBeGreaterThan(5);
    expect(alternatives!.every(({ model }) => model !== TWO_ARCS)).toBe(true);
    expect(alternatives!.find(({ model }) => model === 'p(R1,CPE1)-CPE2')!.dAICc).toBeGreaterThan(10);
  });
  test.each([1, 2, 3])('auto: one arc with intercept and spike, seed %i', async (seed) => {
    const { dataset } = simulate('R0-p(R1,CPE1)-CPE2', [30, 500, q(500, 1e-8, 0.9), 0.9, 1e-5, 0.85], { noise: 0.005, seed });
    const { fits } = await runAnalysis('fit', dataset, { circuit: 'auto' });
    expect(fits[0]!.circuit).toBe('R0-p(R1,CPE1)-CPE2');
  });
  test('stated uncertainties are taken as they stand', async () => {
    const dataset = pellet();
    const n = dataset.size['frequency']!;
    const sigma = Float64Array.from(
      { length: n },
      (_, i) => 0.003 * Math.hypot(dataset.variables.re.values[i]!, dataset.variables.im.values[i]!),
    );
    const stated = {
      ...dataset,
      variables: { ...dataset.variables, re: { ...dataset.variables.re, sigma }, im: { ...dataset.variables.im, sigma } },
    };
    const { fits } = await runAnalysis('fit', stated, { circuit: TWO_ARCS, weighting: 'sigma' });
    expect(fits[0]!.reducedChi2).toBeGreaterThan(0.6);
    expect(fits[0]!.reducedChi2).toBeLessThan(1.5);
    await expect(runAnalysis('fit', dataset, { circuit: TWO_ARCS, weighting: 'sigma' })).rejects.toMatchObject({ code: 'eis/sigma' });
  });
  test.each(['modulus', 'proportional', 'unit'])('weighting %s converges', async (weighting) => {
    const { fits } = await runAnalysis('fit', pellet(2), { circuit: TWO_ARCS, weighting });
    expect(fits[0]).toMatchObject({ converged: true, weighting });
  });
  test('figures: data and fit, equal scales, finite', async () => {
    const { figures } = await runAnalysis('fit', pellet(), { circuit: TWO_ARCS });
    expect(figures.map(({ id }) => id)).toEqual(['eis-nyquist', 'eis-bode', 'eis-bode-phase', 'eis-residuals']);
    expect(figures[0]!.aspect).toBe('equal');
    for (const { layers, description } of figures) {
      expect(description).not.toBe('');
      expect(layers.some((layer) => layer.kind === 'points' && layer.role === 'data')).toBe(true);
      for (const layer of layers)
        if (layer.kind === 'points' || layer.kind === 'line')
          expect([...(layer.x as Float64Array), ...(layer.y as Float64Array)].every(Number.isFinite)).toBe(true);
    }
    expect(figures[0]!.layers.filter(({ kind }) => kind === 'note').length).toBeGreaterThan(3);
  });
  test('the same input gives the same answer', async () => {
    const [a, b] = [
      await runAnalysis('fit', pellet(), { circuit: 'auto', ...GEOMETRY }),
      await runAnalysis('fit', pellet(), { circuit: 'auto', ...GEOMETRY }),
    ];
    expect(JSON.stringify([a.fits, a.records, a.alternatives])).toBe(JSON.stringify([b.fits, b.records, b.alternatives]));
  });
  test('95 % intervals of R1, R2 and the total cover the truth as often as they say', async () => {
    const runs = process.env['IONWALK_SLOW'] ? 1000 : 60;
    const t = studentTQuantile(0.975, 132);
    let [r1, r2, total] = [0, 0, 0];
    for (let seed = 0; seed < runs; seed++) {
      const { fits, records } = await runAnalysis('fit', pellet(100 + seed, 0.01), { circuit: TWO_ARCS, ...GEOMETRY });
      const { R1, R2 } = fits[0]!.params as Record<string, { value: number; u: number }>;
      if (Math.abs(R1!.value - 1e5) < t * R1!.u) r1++;
      if (Math.abs(R2!.value - 4e5) < t * R2!.u) r2++;
      const record = records.find(({ region }) => region === 'total')!;
      if (Math.abs(Math.log(record.value / (100 / 5e5))) < t * record.u!) total++;
    }
    // Four standard deviations of the binomial below 0.95.
    const least = 0.95 - 4 * Math.sqrt((0.95 * 0.05) / runs);
    for (const share of [r1, r2, total]) expect(share / runs).toBeGreaterThan(least);
  }, 300_000);
});

const root = fileURLToPath(new URL('../../../../../shared/data/eis/', import.meta.url));

describe.skipIf(!existsSync(root))('real files (../shared/data)', () => {
  test.each([140, 160, 180, 200])('s04147 at %i degC: the total stands, the assignment is in doubt', async (degC) => {
    const file = `eisfitpython/s04147-${degC}deg.txt`;
    const read = await readBytes(file, new Uint8Array(readFileSync(root + file)));
    const { records, ctx, fits } = await runAnalysis('fit', read!.datasets[0]!, { circuit: TWO_ARCS, thickness: 2.1e-3, diameter: 8e-3 });
    expect(fits[0]!.converged).toBe(true);
    expect(ctx.codes()).toContain('eis/assignment-doubtful');
    const bulk = records.find(({ region }) => region === 'bulk')!;
    const total = records.find(({ region }) => region === 'total')!;
    expect(bulk.model.flags).toContain('assignment-doubtful');
    expect(total.model.flags).not.toContain('assignment-doubtful');
    expect(total.T).toBeCloseTo(degC + 273.15, 9);
  });
});
