import type { Dataset } from '@ionwalk/core';
import { describe, expect, test } from 'vitest';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';
import { circuitModel } from '../circuit/circuit-model.ts';
import type { EisSpectrum } from '../kinds.ts';
import { jointModel } from './joint-model.ts';
import { jointPlan } from './joint-plan.ts';
import { parseConstraints } from './constraints.ts';

const CIRCUIT = 'p(R1,CPE1)-p(R2,CPE2)-CPE3';
const R1 = (T: number): number => 1e5 * Math.exp(6000 * (1 / T - 1 / 400));
const R2 = (T: number): number => 5e5 * Math.exp(9000 * (1 / T - 1 / 400));
const TEMPERATURES = [390, 410, 430];
const series = (seed: number, temperatures: readonly number[] = TEMPERATURES): Dataset<typeof EisSpectrum>[] =>
  temperatures.map(
    (temperature, i) =>
      simulate(CIRCUIT, [R1(temperature), 2e-10, 0.9, R2(temperature), 1e-8, 0.9, 2e-6, 0.8], {
        noise: 0.005,
        seed: seed * 100 + i,
        points: 45,
        temperature,
        meta: { thickness: 1e-3, area: 1e-4 },
      }).dataset,
  );
const LAST = 44;
const joint = { circuit: CIRCUIT, joint: true, share: 'CPE1.Q,CPE1.n' };

describe('ties and ranges in a joint fit', () => {
  test('hold in every spectrum: fewer parameters, the truth within its uncertainty, and the tied ones reported', async () => {
    const { fits, records, extra } = await runAnalysis('fit', series(1), { ...joint, tie: 'CPE2.n=CPE1.n' });
    const { params, dof, converged, derived } = fits[0]!;
    expect(converged).toBe(true);
    expect(dof).toBe(3 * 90 - (2 + 3 * 5));
    expect(Object.keys(params)).not.toContain('CPE2.n@390');
    expect(derived).toMatchObject({ ties: { 'CPE2.n': 'CPE1.n' } });
    expect(extra).toMatchObject({ constraints: { ties: { 'CPE2.n': 'CPE1.n' } } });
    for (const T of TEMPERATURES) {
      const { value, u } = params[`R2@${T}`]!;
      expect(Math.abs(value! - R2(T))).toBeLessThan(4 * u!);
    }
    const fixed = records.find(({ kind, region }) => kind === 'sigma' && region === 'total')!.model.free;
    expect(fixed['CPE1.n']).toBe(params['CPE1.n']!.value);
  });
  test('what follows a linked resistance is on its line, with its uncertainty', async () => {
    const spectra = TEMPERATURES.map(
      (temperature, i) =>
        simulate('p(R1,CPE1)-p(R2,CPE2)', [R1(temperature), 2e-10, 0.9, 3 * R1(temperature), 1e-8, 0.9], {
          noise: 0.005,
          seed: i + 7,
          points: 45,
          temperature,
          meta: { thickness: 1e-3, area: 1e-4 },
        }).dataset,
    );
    const { fits, records } = await runAnalysis('fit', spectra, {
      circuit: 'p(R1,CPE1)-p(R2,CPE2)',
      joint: true,
      link: 'R1=arrhenius',
      tie: 'R2=3*R1',
      assign: 'bulk=R1 gb=R2',
    });
    const { params, converged, dof } = fits[0]!;
    expect(converged).toBe(true);
    expect(dof).toBe(3 * 90 - (2 + 3 * 4));
    expect(params['R1.Ea']!.value).toBeGreaterThan(0);
    for (const T of TEMPERATURES) {
      const total = records.find(({ kind, region, T: at }) => kind === 'sigma' && region === 'total' && at === T)!;
      expect(Math.abs(Math.log(total.value / (10 / (4 * R1(T)))))).toBeLessThan(4 * total.u!);
    }
  });
  test('a range that cuts off the truth is said with its spectrum, and fails no gate by itself', async () => {
    const { fits, ctx } = await runAnalysis('fit', series(2), { ...joint, bound: `R1=..${0.9 * R1(390)}` });
    expect(fits[0]!.params['R1@390']!.value).toBeLessThanOrEqual(0.9 * R1(390));
    const said = ctx.diagnostics.filter(({ code }) => code === 'eis/at-bound').map(({ message }) => message);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('R1 of 390');
    expect(ctx.diagnostics.some(({ code, where }) => code === 'fit/not-identifiable' && where === 'R1@390')).toBe(false);
  });
  test.each([
    [{ share: 'CPE2.n', tie: 'CPE2.n=CPE1.n' }, 'eis/joint', 'follows CPE1.n'],
    [{ share: '', link: 'R1=arrhenius', bound: 'R1=1..1e9' }, 'eis/joint', "linked and can't be bounded"],
    [{ tie: 'CPE2.n=CPE2.n' }, 'eis/constraint', 'circle'],
  ])('%o is wrong usage', async (options, code, message) => {
    await expect(runAnalysis('fit', series(1), { ...joint, ...options })).rejects.toMatchObject({
      code,
      kind: 'usage',
      message: expect.stringContaining(message) as string,
    });
  });
  test('the Jacobian of linked and tied parameters is that of differences', () => {
    const model = circuitModel(CIRCUIT);
    const [data] = series(3) as [Dataset<typeof EisSpectrum>];
    const constraints = parseConstraints(model.circuit, 'R2=3*R1 CPE2.n=CPE1.n', '');
    const plan = jointPlan(model.circuit, series(3), { share: '', link: 'R1=arrhenius' }, constraints);
    const part = jointModel(model, plan, 390, []);
    const names = Object.keys(part.params);
    expect(names).toEqual(['R1.Ea', 'R1.pre', 'CPE1.Q', 'CPE1.n', 'CPE2.Q', 'CPE3.Q', 'CPE3.n']);
    const at: Record<string, number> = {
      'R1.Ea': 5e4,
      'R1.pre': 1e-5,
      'CPE1.Q': 2e-10,
      'CPE1.n': 0.9,
      'CPE2.Q': 1e-8,
      'CPE3.Q': 2e-6,
      'CPE3.n': 0.8,
    };
    const rows = 90;
    const out = new Float64Array(rows * names.length);
    part.jacobian!(at, data, out);
    const [up, down] = [new Float64Array(rows), new Float64Array(rows)];
    names.forEach((name, j) => {
      const step = 1e-6 * at[name]!;
      part.evaluate({ ...at, [name]: at[name]! + step }, data, up);
      part.evaluate({ ...at, [name]: at[name]! - step }, data, down);
      for (let i = 0; i < rows; i++) {
        const difference = (up[i]! - down[i]!) / (2 * step);
        expect(Math.abs(out[i * names.length + j]! - difference) * at[name]!).toBeLessThan(
          1e-5 * Math.hypot(up[i % 45]!, up[45 + (i % 45)]!),
        );
      }
    });
  });
});

describe('further intervals of a joint fit', () => {
  test.each(['profile', 'bootstrap'])('%s gives every free parameter one, near those of the covariance', async (intervals) => {
    const { extra, tables, ctx, fits } = await runAnalysis('fit', series(4, [400, 430]), { ...joint, intervals, draws: 200 });
    const found = extra!['intervals'] as { name: string; low: number; high: number; covariance: [number, number] }[];
    expect(found.map(({ name }) => name)).toEqual(Object.keys(fits[0]!.params));
    expect(tables!.map(({ id }) => id)).toContain('eis-intervals');
    expect(ctx.codes()).toContain('eis/intervals');
    for (const name of ['R1@430', 'R2@430', 'CPE1.n']) {
      const { low, high, covariance } = found.find((one) => one.name === name)!;
      const width = (high - low) / (covariance[1] - covariance[0]);
      expect(width).toBeGreaterThan(0.75);
      expect(width).toBeLessThan(1.3);
    }
  });
});

describe('points that pull a fit with ties, or of several spectra', () => {
  const spoilt = (data: Dataset<typeof EisSpectrum>, index: number, factor: number): Dataset<typeof EisSpectrum> => {
    const { frequency, re, im } = data.variables;
    const spoil = (values: Float64Array): Float64Array => values.with(index, factor * values[index]!);
    return { ...data, variables: { frequency, re: { values: spoil(re.values) }, im: { values: spoil(im.values) } } };
  };
  test('are named with their spectrum, and no clean series has one', async () => {
    const clean = await runAnalysis('fit', series(5), joint);
    expect(clean.ctx.codes()).not.toContain('eis/influence');
    const spectra = series(5).map((data, s) => (s === 1 ? spoilt(data, LAST, 1.06) : data));
    const { extra, ctx } = await runAnalysis('fit', spectra, joint);
    const frequency = spectra[1]!.variables.frequency.values[LAST]!;
    expect(extra!['influence']).toEqual([expect.objectContaining({ frequency, spectrum: '410' })]);
    expect(ctx.diagnostics.find(({ code }) => code === 'eis/influence')!.message).toContain('Hz of 410');
  });
  test('under a tie are those of the circuit with its ties, and a mask is offered', async () => {
    const [data] = series(6) as [Dataset<typeof EisSpectrum>];
    const options = { circuit: CIRCUIT, tie: 'CPE2.n=CPE1.n' };
    expect((await runAnalysis('fit', data, options)).ctx.codes()).not.toContain('eis/influence');
    const { extra, ctx } = await runAnalysis('fit', spoilt(data, LAST, 1.06), options);
    expect(extra!['influence']).toEqual([expect.objectContaining({ frequency: data.variables.frequency.values[LAST] })]);
    expect(ctx.diagnostics.find(({ code }) => code === 'eis/influence')!.message).toContain('--mask');
  });
  test('blame no point where the circuit is wrong, though its ends stand out', async () => {
    const truth = [1e4, 2.5e-10, 0.9, 2e4, 5e-9, 0.85, 1e-6, 0.8];
    for (let seed = 0; seed < 6; seed++) {
      const { dataset } = simulate(CIRCUIT, truth, { noise: 0.004, seed, points: 45 });
      const { ctx } = await runAnalysis('fit', dataset, { circuit: 'p(R1,CPE1)-CPE3', bound: 'CPE1.n=0.5..0.99' });
      expect(ctx.codes()).toContain('fit/systematic-residuals');
      expect(ctx.codes()).not.toContain('eis/influence');
    }
  });
});
