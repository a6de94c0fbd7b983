import { describe, expect, it } from 'vitest';
import { dawson, seededRandom } from '@ionwalk/core/fit';
import type { Dataset } from '@ionwalk/core';
import { madeDecay } from '../../test/support/echo-decay.ts';
import { run } from '../../test/support/run-analysis.ts';
import { EchoDecay, GradientDecay, NO_DIRECTION } from '../kinds.ts';
import { diffusion } from './diffusion.ts';

const [Dxy, Dz, bMax] = [6.1e-11, 3.3e-12, 6.19e11];
const layers = (b: number): number => {
  const v = Math.sqrt(b * (Dxy - Dz));
  return v < 1e-6 ? Math.exp(-b * Dz) : (Math.exp(-b * Dz) * dawson(v)) / v;
};
const exponential = (b: number): number => Math.exp(-b * 4e-11);

/** Magnitudes of a decay with noise in both channels. */
function magnitudes(signal: (b: number) => number, noise: number, seed: number, points = 40, reach = bMax): Dataset<typeof EchoDecay> {
  const plain = madeDecay({ signal, bMax: reach, noise: 0, points });
  const random = seededRandom(seed);
  const values = plain.variables.signal.values.map((value) => Math.hypot(value + noise * random.normal(), noise * random.normal()));
  return { ...plain, variables: { ...plain.variables, signal: { values } } };
}
const off = (
  fit: { params: Readonly<Record<string, { value: number | null; u: number | null }>> } | undefined,
  name: string,
  truth: number,
): number => Math.abs((fit?.params[name]?.value as number) - truth) / (fit?.params[name]?.u as number);

describe('magnitudes', () => {
  it('are recognised by their floor and fitted with it: one exponential stays one', async () => {
    let right = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const { outcome, ctx } = await run(diffusion, magnitudes(exponential, 0.02, seed, 40, 3e11));
      const fit = outcome.fits[0];
      expect(ctx.codes()).toContain('nmr/magnitude');
      if (fit?.model === 'nmr/stejskal-tanner' && off(fit, 'D', 4e-11) < 3) right++;
      expect((fit?.params['noise']?.value as number) / 0.02).toBeCloseTo(1, 0);
    }
    expect(right).toBeGreaterThanOrEqual(9);
  });
  it('taken as signed give coefficients that are too low', async () => {
    let sum = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const { outcome } = await run(diffusion, magnitudes(exponential, 0.04, seed, 40, 1.5e11), {
        model: 'stejskal-tanner',
        signal: 'signed',
      });
      expect(outcome.fits[0]?.params).not.toHaveProperty('noise');
      sum += ((outcome.fits[0]?.params['D']?.value as number) - 4e-11) / (outcome.fits[0]?.params['D']?.u as number) / 10;
    }
    // Mean of ten deviations in units of u: it would scatter by 0.3 about 0.
    expect(sum).toBeLessThan(-1);
  });
  it('are not seen in the weak tail of a powder', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { outcome } = await run(diffusion, madeDecay({ signal: layers, bMax, noise: 1e-3, seed }), { model: 'powder-2d' });
      expect(outcome.fits[0]?.params).not.toHaveProperty('noise');
    }
  });
  it('of a powder give its mean, also where Dz is only a bound', async () => {
    for (const seed of [1, 2, 3]) {
      const { outcome } = await run(diffusion, magnitudes(layers, 0.01, seed), { model: 'powder-2d', signal: 'magnitude' });
      const record = outcome.records[0];
      expect(Math.abs(Math.log((record?.value as number) / ((2 * Dxy + Dz) / 3))) / (record?.u as number)).toBeLessThan(4);
    }
  });
});

describe('a constant background', () => {
  it('is a parameter where it is asked for, with the coefficient of the decay above it', async () => {
    const data = madeDecay({ signal: (b) => 0.9 * exponential(b) + 0.1, bMax: 2e11, noise: 0.002, points: 32 });
    const { outcome } = await run(diffusion, data, { model: 'stejskal-tanner', offset: true });
    expect(off(outcome.fits[0], 'offset', 0.1)).toBeLessThan(4);
    expect(off(outcome.fits[0], 'D', 4e-11)).toBeLessThan(4);
    expect(outcome.records[0]?.model.free).toHaveProperty('offset');
  });
  it('of nothing fails no gate, and a joint fit takes none', async () => {
    const data = madeDecay({ signal: exponential, bMax: 2e11, noise: 0.002, points: 32, conditions: { temperature: 300 } });
    const { ctx } = await run(diffusion, data, { model: 'stejskal-tanner', offset: true });
    expect(ctx.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    await expect(run(diffusion, [data, data], { model: 'stejskal-tanner', offset: true, joint: true })).rejects.toMatchObject({
      code: 'nmr/joint',
    });
  });
});

describe('a single crystal', () => {
  const tensor = [
    [6e-11, 1e-11, 0],
    [1e-11, 4e-11, -5e-12],
    [0, -5e-12, 1e-11],
  ] as const;
  const DIRECTIONS = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
    [1, 1, 0],
    [1, 0, 1],
    [0, 1, 1],
  ] as const;
  const crystal = (directions: readonly (readonly [number, number, number])[], seed: number): Dataset<typeof EchoDecay> => {
    const random = seededRandom(seed);
    const points = directions.flatMap((d) =>
      Array.from({ length: 10 }, (_, i) => ({ d: d.map((x) => x / Math.hypot(...d)) as [number, number, number], b: 6e9 * i })),
    );
    const pick = (f: (point: (typeof points)[number]) => number): { values: Float64Array } => ({ values: Float64Array.from(points, f) });
    return {
      kind: EchoDecay.id,
      title: 'crystal',
      size: { point: points.length },
      conditions: {},
      meta: {},
      variables: {
        b: pick(({ b }) => b),
        signal: pick(({ b, d }) => {
          let sum = 0;
          tensor.forEach((row, k) => row.forEach((value, l) => (sum += value * (d[k] as number) * (d[l] as number))));
          return Math.exp(-b * sum) + 0.003 * random.normal();
        }),
        na: pick(({ d }) => d[0]),
        nb: pick(({ d }) => d[1]),
        nc: pick(({ d }) => d[2]),
      },
    };
  };
  it('gives all six elements of the tensor, its mean and the diagonal in the record', async () => {
    const { outcome, ctx } = await run(diffusion, crystal(DIRECTIONS, 1), { nucleus: '7Li' });
    const fit = outcome.fits[0];
    expect(fit?.model).toBe('nmr/tensor');
    for (const [name, value] of Object.entries({ Daa: 6e-11, Dbb: 4e-11, Dcc: 1e-11, Dab: 1e-11, Dac: 0, Dbc: -5e-12 }))
      expect(off(fit, name, value)).toBeLessThan(4);
    expect(ctx.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const record = outcome.records[0];
    expect((record?.value as number) / 3.667e-11).toBeCloseTo(1, 1);
    const { tensor: diagonal } = { tensor: [], ...record?.direction } as { tensor: number[] };
    expect(diagonal.map((value) => Math.round(value * 1e11))).toEqual([6, 4, 1]);
    expect(record?.model.flags).toContain('single-crystal');
  });
  it('along its axes alone has no mixed elements to give', async () => {
    const { outcome } = await run(diffusion, crystal(DIRECTIONS.slice(0, 3), 2), { model: 'tensor' });
    expect(Object.keys(outcome.fits[0]?.params ?? {})).toEqual(['S0', 'Daa', 'Dbb', 'Dcc']);
    expect(off(outcome.fits[0], 'Dcc', 1e-11)).toBeLessThan(4);
  });
  it('says what two directions leave open, and asks for directions where there are none', async () => {
    const { ctx } = await run(diffusion, crystal(DIRECTIONS.slice(0, 2), 3), { model: 'tensor' });
    expect(ctx.codes()).toContain('nmr/not-identifiable');
    const none = madeDecay({ signal: exponential, bMax, noise: 0.01 });
    await expect(run(diffusion, none, { model: 'tensor' })).rejects.toMatchObject({ code: 'nmr/directions', kind: 'usage' });
  });
});

it('refuses gradients no coil makes, and says what they may be', async () => {
  const g = Float64Array.from({ length: 8 }, (_, i) => 20 * i);
  const data: Dataset<typeof GradientDecay> = {
    kind: GradientDecay.id,
    title: 'g',
    size: { point: 8 },
    conditions: {},
    meta: {},
    variables: { ...NO_DIRECTION, gradient: { values: g }, signal: { values: g.map((x) => Math.exp(-x / 50)) } },
  };
  await expect(run(diffusion, data, { delta: 2e-3, Delta: 0.05, nucleus: '7Li' })).rejects.toMatchObject({
    code: 'nmr/gradient-size',
    kind: 'input',
    fix: expect.stringContaining('G/cm') as string,
  });
});
