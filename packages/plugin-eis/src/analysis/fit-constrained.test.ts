import { describe, expect, test } from 'vitest';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';
import { circuitModel } from '../circuit/circuit-model.ts';
import { constrainedModel } from './constrained-model.ts';
import { parseConstraints } from './constraints.ts';

const CIRCUIT = 'p(R1,CPE1)-p(R2,CPE2)-CPE3';
const TRUTH = { R1: 1e4, 'CPE1.Q': 2e-9, 'CPE1.n': 0.88, R2: 4e4, 'CPE2.Q': 4e-8, 'CPE2.n': 0.88, 'CPE3.Q': 1e-5, 'CPE3.n': 0.88 };
const spectrum = (seed: number) =>
  simulate(CIRCUIT, Object.values(TRUTH), { noise: 0.005, seed, meta: { thickness: 1e-3, area: 1e-4 } }).dataset;
const tie = 'CPE2.n=CPE1.n\nCPE3.n=CPE1.n\nCPE2.Q=20*CPE1.Q';

describe('a circuit with ties', () => {
  test('has the derivatives of the impedance to its free parameters', () => {
    const data = spectrum(1);
    const model = circuitModel(CIRCUIT);
    const tied = constrainedModel(model, parseConstraints(model.circuit, tie, '')!);
    const names = ['R1', 'CPE1.Q', 'CPE1.n', 'R2', 'CPE3.Q'];
    expect(Object.keys(tied.params)).toEqual(names);
    const rows = 140;
    const jacobian = new Float64Array(rows * 5);
    tied.jacobian!(TRUTH, data, jacobian);
    const [up, down] = [new Float64Array(rows), new Float64Array(rows)];
    names.forEach((name, j) => {
      const value = TRUTH[name as keyof typeof TRUTH];
      const step = 1e-6 * value;
      tied.evaluate({ ...TRUTH, [name]: value + step }, data, up);
      tied.evaluate({ ...TRUTH, [name]: value - step }, data, down);
      for (let i = 0; i < rows; i++) {
        const numeric = (up[i]! - down[i]!) / (2 * step);
        expect(Math.abs(jacobian[i * 5 + j]! - numeric) * value).toBeLessThan(
          1e-6 * (Math.abs(up[i]!) + Math.hypot(up[i % 70]!, up[70 + (i % 70)]!)),
        );
      }
    });
  });

  test('is fitted to the truth, with the degrees of freedom of its free parameters, and says what was tied', async () => {
    const scaled: number[] = [];
    for (let seed = 1; seed <= 6; seed++) {
      const { fits, records, extra, ctx } = await runAnalysis('fit', spectrum(seed), { circuit: CIRCUIT, tie });
      const fit = fits[0]!;
      expect(fit).toMatchObject({ converged: true, circuit: CIRCUIT, dof: 140 - 5 });
      expect(fit.correlation).toHaveLength(5);
      for (const [name, truth] of Object.entries(TRUTH)) {
        const { value, u } = fit.params[name]!;
        scaled.push((value! - truth) / u!);
      }
      expect(fit.params['CPE2.Q']).toMatchObject({ derived: true, fixed: false });
      expect(fit.params['CPE2.Q']!.value).toBeCloseTo(20 * fit.params['CPE1.Q']!.value!, 20);
      const total = records.find((record) => record.kind === 'sigma' && record.region === 'total')!;
      expect(Math.abs(Math.log(total.value / (10 / 5e4)))).toBeLessThan(4 * total.u!);
      expect(total.model.fixed).toMatchObject({ ties: { 'CPE2.n': 'CPE1.n', 'CPE3.n': 'CPE1.n', 'CPE2.Q': '20*CPE1.Q' } });
      expect(Object.keys(total.model.free)).toEqual(['R1', 'CPE1.Q', 'CPE1.n', 'R2', 'CPE3.Q']);
      expect(extra).toMatchObject({ constraints: { ties: { 'CPE2.n': 'CPE1.n' } } });
      expect(ctx.diagnostics.filter(({ code }) => code.startsWith('fit/'))).toEqual([]);
    }
    expect(Math.max(...scaled.map(Math.abs))).toBeLessThan(4);
    const rms = Math.sqrt(scaled.reduce((sum, z) => sum + z * z, 0) / scaled.length);
    expect(rms).toBeGreaterThan(0.5);
    expect(rms).toBeLessThan(1.5);
  });

  test('knows more of the rest than the free circuit does', async () => {
    const u = async (options: { [name: string]: string }) =>
      (await runAnalysis('fit', spectrum(1), { circuit: CIRCUIT, ...options })).fits[0]!.params['R2']!.u!;
    expect(await u({ tie })).toBeLessThan(0.8 * (await u({})));
  });

  test('tells the arcs apart by a tie, whichever is the faster one', async () => {
    const { dataset } = simulate('p(R1,C1)-p(R2,C2)', [3e4, 1e-7, 1e4, 1e-9], { noise: 0.002, seed: 3 });
    const { fits } = await runAnalysis('fit', dataset, { circuit: 'p(R1,C1)-p(R2,C2)', tie: 'C2=0.01*C1' });
    expect(fits[0]!.converged).toBe(true);
    expect(fits[0]!.params['R1']!.value! / 3e4).toBeCloseTo(1, 2);
    expect(fits[0]!.params['C2']!.value! / 1e-9).toBeCloseTo(1, 1);
  });
});

describe('a circuit with bounds', () => {
  test('keeps an arc in its range, whichever is the faster one', async () => {
    const { fits, ctx } = await runAnalysis('fit', spectrum(2), { circuit: CIRCUIT, bound: 'R1=20000..1e6' });
    const { params, converged, dof } = fits[0]!;
    expect(converged).toBe(true);
    expect(dof).toBe(132);
    expect(Math.abs(params['R1']!.value! - 4e4)).toBeLessThan(4 * params['R1']!.u!);
    expect(Math.abs(params['R2']!.value! - 1e4)).toBeLessThan(4 * params['R2']!.u!);
    expect(ctx.diagnostics.map(({ code }) => code)).not.toContain('eis/at-bound');
  });
  test('says what ends at its bound, which is never passed', async () => {
    const { fits, ctx, extra } = await runAnalysis('fit', spectrum(2), { circuit: CIRCUIT, bound: 'CPE3.n=0.5..0.8' });
    const { value, bound } = fits[0]!.params['CPE3.n']!;
    expect(value!).toBeLessThanOrEqual(0.8);
    expect(bound).toBe('lower');
    expect(extra).toMatchObject({ constraints: { bounds: { 'CPE3.n': [0.5, 0.8] } } });
    expect(ctx.diagnostics.find(({ code }) => code === 'eis/at-bound')?.message).toContain('upper end of its range, 0.8:');
  });
  test('gives profile intervals that stay inside', async () => {
    const { extra } = await runAnalysis('fit', spectrum(2), {
      circuit: CIRCUIT,
      tie: 'CPE2.n=CPE1.n',
      bound: 'R2=1e4..5e4',
      intervals: 'profile',
    });
    const found = (extra!['intervals'] as { name: string; low: number; high: number }[]).find(({ name }) => name === 'R2')!;
    expect(found.low).toBeLessThan(4.05e4);
    expect(found.high).toBeLessThanOrEqual(5e4);
  });
});

test.each([[{ circuit: 'auto', tie: 'R2=R1' }, 'option --tie']])('constraints are refused with %j', async (options, where) => {
  await expect(runAnalysis('fit', spectrum(1), options)).rejects.toMatchObject({ code: 'eis/constraint', where });
});
