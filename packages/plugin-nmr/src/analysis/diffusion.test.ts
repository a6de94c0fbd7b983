import { describe, expect, it } from 'vitest';
import { dawson, erf, fitModel, studentTQuantile } from '@ionwalk/core/fit';
import type { Dataset } from '@ionwalk/core';
import { Coverage, slow } from '../../test/support/coverage.ts';
import { madeDecay } from '../../test/support/echo-decay.ts';
import { run } from '../../test/support/run-analysis.ts';
import { GradientDecay, NO_DIRECTION } from '../kinds.ts';
import { powder2d } from '../models/powder-2d.ts';
import { diffusion } from './diffusion.ts';

/** The LLTO study's tensor at 393 K and its largest b. */
const Dxy = 6.1e-11;
const Dz = 3.3e-12;
const bMax = 6.19e11;
const layers =
  (a: number, c: number) =>
  (b: number): number => {
    const v = Math.sqrt(b * (a - c));
    return v < 1e-6 ? Math.exp(-b * c) : (Math.exp(-b * c) * dawson(v)) / v;
  };
const chains =
  (a: number, c: number) =>
  (b: number): number => {
    const v = Math.sqrt(b * (c - a));
    return v < 1e-6 ? 1 : (Math.exp(-b * a) * (Math.sqrt(Math.PI) / 2) * erf(v)) / v;
  };
const exponential =
  (D: number) =>
  (b: number): number =>
    Math.exp(-b * D);

describe('nmr diffusion', () => {
  it('gives Dxy, Dz and their mean back from a noiseless decay, under auto', async () => {
    const { outcome } = await run(diffusion, madeDecay({ signal: layers(Dxy, Dz), bMax, noise: 1e-9 }), { nucleus: '7Li', Delta: 0.1 });
    expect(outcome.fits[0]?.model).toBe('nmr/powder-2d');
    expect((outcome.fits[0]?.params['Dxy']?.value as number) / Dxy).toBeCloseTo(1, 6);
    expect((outcome.fits[0]?.params['Dz']?.value as number) / Dz).toBeCloseTo(1, 5);
    const record = outcome.records[0];
    expect((record?.value as number) / ((2 * Dxy + Dz) / 3)).toBeCloseTo(1, 6);
    expect(record).toMatchObject({
      kind: 'D_NMR',
      region: 'bulk',
      unit: 'm2/s',
      ion: { element: 'Li', isotope: 7, z: 1 },
      direction: { type: 'mean' },
    });
    expect((record?.direction as { tensor?: number[] } | undefined)?.tensor?.[0]).toBeCloseTo(Dxy, 15);
    expect(record?.scale?.t).toBe(0.1);
    expect((record?.scale?.l as number) / Math.sqrt((6 * 0.1 * (2 * Dxy + Dz)) / 3)).toBeCloseTo(1, 6);
  });

  it('lists every model tried, the preferred one first with dAICc 0, weights that sum to 1', async () => {
    const { outcome } = await run(diffusion, madeDecay({ signal: layers(Dxy, Dz), bMax, noise: 0.002 }));
    expect(outcome.alternatives).toHaveLength(6);
    expect(outcome.alternatives?.[0]).toMatchObject({ model: 'nmr/powder-2d', dAICc: 0 });
    expect(outcome.alternatives?.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    expect(outcome.fits.map((fit) => fit.model)).toEqual(outcome.alternatives?.map(({ model }) => model));
  });

  it(
    'covers Dxy, Dz and the mean with 95 % intervals at several signal-to-noise ratios, and always converges',
    { timeout: 300_000 },
    async () => {
      const sets = slow ? 3000 : 60;
      for (const noise of [1 / 1000, 1 / 500, 1 / 200]) {
        const coverage = new Coverage(`powder-2d, noise ${100 * noise} %`, sets);
        let converged = 0;
        for (let seed = 1; seed <= sets; seed++) {
          const { outcome } = await run(diffusion, madeDecay({ signal: layers(Dxy, Dz), bMax, noise, seed }), { model: 'powder-2d' });
          const fit = outcome.fits[0];
          const t = studentTQuantile(0.975, fit?.dof as number);
          const within = (name: string, truth: number): boolean => {
            const param = fit?.params[name];
            if (param?.bound === 'upper') return truth <= (param.value as number);
            return Math.abs((param?.value as number) - truth) < t * (param?.u as number);
          };
          coverage.add('Dxy', within('Dxy', Dxy));
          coverage.add('Dz', within('Dz', Dz));
          const record = outcome.records[0];
          coverage.add('mean', Math.abs(Math.log((record?.value as number) / ((2 * Dxy + Dz) / 3))) < t * (record?.u as number));
          converged += fit?.converged ? 1 : 0;
        }
        coverage.check();
        expect(converged).toBeGreaterThanOrEqual(Math.floor(0.998 * sets));
      }
    },
  );

  it('ends at or below 1.01 times the chi-square of the truth in 99.8 % of noisy decays', () => {
    const trials = slow ? 2000 : 300;
    let good = 0;
    for (let seed = 1; seed <= trials; seed++) {
      // From nearly isotropic to extreme anisotropy, from too little to ample b.
      const c = Dxy * 10 ** (-3 + 2.9 * ((seed * 0.618) % 1));
      const data = madeDecay({ signal: layers(Dxy, c), bMax: 2e10 * 60 ** ((seed * 0.382) % 1), noise: 0.005, seed, points: 32 });
      const { fit } = fitModel(powder2d, data, {}, { bounds: false });
      const out = new Float64Array(32);
      powder2d.evaluate({ S0: 1, Dxy, Dz: c }, data, out);
      const truth = out.reduce((sum, value, i) => sum + (value - (data.variables.signal.values[i] as number)) ** 2, 0);
      if (fit.chi2 <= 1.01 * truth) good++;
    }
    if (slow) console.log(`powder-2d: ${good} of ${trials} fits at or below 1.01 times the chi-square of the truth`);
    expect(good).toBeGreaterThanOrEqual(Math.ceil(0.998 * trials));
  });

  it('bounds Dz from above, gates, and gives the mean without a tensor where b_max can not reach it', async () => {
    const { outcome, ctx } = await run(diffusion, madeDecay({ signal: layers(Dxy, Dz), bMax: 3e10, noise: 0.02, seed: 1 }), {
      model: 'powder-2d',
    });
    expect(outcome.fits[0]?.params['Dz']).toMatchObject({ bound: 'upper', u: null });
    expect(outcome.fits[0]?.params['Dz']?.value).toBeGreaterThan(Dz);
    expect(ctx.codes()).toContain('nmr/bound');
    expect(outcome.records[0]?.direction).toEqual({ type: 'mean', d: 3, tensor: null });
    expect(
      Math.abs(Math.log((outcome.records[0]?.value as number) / ((2 * Dxy + Dz) / 3))) / (outcome.records[0]?.u as number),
    ).toBeLessThan(3);
  });

  it('bounds Dz in all but a few of many decays that can not reach it, and gives a limit above the truth', async () => {
    const sets = slow ? 1000 : 40;
    let [bounded, holds] = [0, 0];
    for (let seed = 1; seed <= sets; seed++) {
      // b_max Dz = 0.03 at a noise of 1 %: Dz is not told from 0.
      const { outcome } = await run(diffusion, madeDecay({ signal: layers(Dxy, Dz), bMax: 0.03 / Dz, noise: 0.01, seed }), {
        model: 'powder-2d',
      });
      const param = outcome.fits[0]?.params['Dz'];
      if (param?.bound !== 'upper') continue;
      bounded++;
      if ((param.value as number) >= Dz) holds++;
    }
    if (slow)
      console.log(
        `Dz out of reach: bounded in ${bounded} of ${sets} decays, ${((100 * holds) / bounded).toFixed(1)} % of the limits above the truth`,
      );
    expect(bounded / sets).toBeGreaterThan(0.85);
    expect(holds / bounded).toBeGreaterThan(0.9);
  }, 300_000);

  it('keeps the mean, and only bounds, of a powder fit to isotropic data', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const { outcome } = await run(diffusion, madeDecay({ signal: exponential(4e-11), bMax: 1e11, noise: 0.005, seed }), {
        model: 'powder-2d',
      });
      const record = outcome.records[0];
      expect(Math.abs(Math.log((record?.value as number) / 4e-11)) / (record?.u as number)).toBeLessThan(4);
      const { Dxy: a, Dz: c } = (outcome.fits[0] as (typeof outcome.fits)[number]).params as Record<
        string,
        { value: number | null; bound: string | null }
      >;
      // Both values, in order, or neither.
      if (a?.bound === null && c?.bound === null) expect(a.value).toBeGreaterThan(c.value as number);
      else expect(record?.direction).toMatchObject({ tensor: null });
    }
  });

  it('prefers the single exponential for data that are one', async () => {
    let right = 0;
    for (let seed = 1; seed <= 20; seed++) {
      const { outcome } = await run(diffusion, madeDecay({ signal: exponential(4e-11), bMax: 1e11, noise: 0.005, seed }));
      if (outcome.fits[0]?.model === 'nmr/stejskal-tanner') right++;
    }
    expect(right).toBeGreaterThanOrEqual(18);
  });

  it('prefers the simplest exact model for data without noise', async () => {
    const { outcome } = await run(diffusion, madeDecay({ signal: exponential(4e-11), bMax: 1e11 }));
    expect(outcome.fits[0]?.model).toBe('nmr/stejskal-tanner');
    expect(outcome.alternatives?.every(({ dAICc }) => dAICc >= 0)).toBe(true);
  });

  it('recovers chains, two components, stretched and log-normal decays by name', async () => {
    const cases = [
      ['powder-1d', chains(2e-12, 6e-11), { Dxy: 2e-12, Dz: 6e-11 }],
      ['two-component', (b: number) => 0.7 * Math.exp(-b * 8e-11) + 0.3 * Math.exp(-b * 6e-12), { D1: 8e-11, D2: 6e-12, f1: 0.7 }],
      ['stretched', (b: number) => Math.exp(-((b * 3e-11) ** 0.7)), { D: 3e-11, beta: 0.7 }],
    ] as const;
    for (const [model, signal, truth] of cases) {
      const { outcome } = await run(diffusion, madeDecay({ signal, bMax: 4e11, noise: 0.001, points: 32 }), { model });
      const fit = outcome.fits[0];
      expect(fit?.model).toBe(`nmr/${model}`);
      for (const [name, value] of Object.entries(truth))
        expect(Math.abs((fit?.params[name]?.value as number) - value) / (fit?.params[name]?.u as number), `${model} ${name}`).toBeLessThan(
          4,
        );
    }
  });

  it('orders two components fast first', async () => {
    const { outcome } = await run(
      diffusion,
      madeDecay({ signal: (b) => 0.2 * Math.exp(-b * 8e-11) + 0.8 * Math.exp(-b * 6e-12), bMax: 4e11, noise: 0.001, points: 32 }),
      { model: 'two-component' },
    );
    const { D1, D2, f1 } = (outcome.fits[0] as (typeof outcome.fits)[number]).params as Record<string, { value: number }>;
    expect(D1?.value).toBeGreaterThan(D2?.value as number);
    expect(f1?.value).toBeCloseTo(0.2, 1);
  });

  it('says that one diffusion time does not decide between a powder and two components, when it does not', async () => {
    const { outcome, ctx } = await run(diffusion, madeDecay({ signal: layers(Dxy, Dz), bMax: 2e11, noise: 0.01, seed: 1 }), {
      model: 'powder-2d',
    });
    expect(ctx.codes()).toContain('nmr/one-delta');
    expect(outcome.records[0]?.model.alternatives?.[0]?.model).toBe('nmr/two-component');
  });

  it('uses stated uncertainties as they stand and gates a poor fit', async () => {
    const data = madeDecay({ signal: layers(Dxy, Dz), bMax, noise: 0.002, stated: true });
    const good = await run(diffusion, data, { model: 'powder-2d' });
    expect(good.ctx.codes()).not.toContain('nmr/poor-fit');
    expect(good.outcome.records[0]?.nu).toBeNull();
    const poor = await run(diffusion, data, { model: 'stejskal-tanner' });
    expect(poor.ctx.diagnostics.find(({ code }) => code === 'nmr/poor-fit')?.severity).toBe('error');
  });

  it('makes b from a table of gradients, delta, Delta and the nucleus', async () => {
    const g = Float64Array.from({ length: 16 }, (_, i) => (i + 0.5) * 0.75);
    const factor = (1.03977013e8 * 2e-3) ** 2 * (0.1 - 2e-3 / 3);
    const signal = g.map((value) => layers(Dxy, Dz)(factor * value * value));
    const data: Dataset<typeof GradientDecay> = {
      kind: GradientDecay.id,
      title: 'g',
      size: { point: 16 },
      conditions: { temperature: 393.15 },
      meta: {},
      variables: { ...NO_DIRECTION, gradient: { values: g }, signal: { values: signal } },
    };
    const { outcome } = await run(diffusion, data, { model: 'powder-2d', delta: 2e-3, Delta: 0.1, nucleus: '7Li' });
    expect((outcome.fits[0]?.params['Dxy']?.value as number) / Dxy).toBeCloseTo(1, 6);
    expect(outcome.records[0]).toMatchObject({ T: 393.15, scale: { t: 0.1 } });
    const typed = await run(
      diffusion,
      { ...data, variables: { ...data.variables, gradient: { values: new Float64Array(16) } } } as Dataset,
      { model: 'powder-2d', delta: 2e-3, Delta: 0.1, nucleus: '7Li', gradients: [...g].join(', ') },
    );
    expect(typed.outcome.fits[0]?.params['Dxy']?.value).toBeCloseTo(outcome.fits[0]?.params['Dxy']?.value as number, 20);
    for (const [options, code] of [
      [{ Delta: 0.1, nucleus: '7Li' }, 'nmr/timing'],
      [{ delta: 2e-3, Delta: 1e-3, nucleus: '7Li' }, 'nmr/timing'],
      [{ delta: 2e-3, Delta: 0.1 }, 'nmr/nucleus'],
      [{ delta: 2e-3, Delta: 0.1, nucleus: '9Xx' }, 'nmr/nucleus'],
      [{ delta: 2e-3, Delta: 0.1, nucleus: '7Li', shape: 'trapezoid' }, 'nmr/ramp'],
      [{ delta: 2e-3, Delta: 0.1, nucleus: '7Li', shape: 'trapezoid', ramp: 2e-3 }, 'nmr/ramp'],
      [{ delta: 2e-3, Delta: 0.1, nucleus: '7Li', gradients: '1,2,3' }, 'nmr/gradients'],
    ] as const) {
      await expect(run(diffusion, data, options), code).rejects.toMatchObject({ code, kind: 'usage' });
    }
  });

  it('flags a diffusion length beyond the stated domain size', async () => {
    const data = madeDecay({ signal: layers(Dxy, Dz), bMax, noise: 0.002 });
    const { outcome, ctx } = await run(diffusion, data, { model: 'powder-2d', Delta: 0.1, domain: 0.4e-6 });
    expect(outcome.records[0]?.model.flags).toContain('length>domain');
    expect(ctx.codes()).toContain('nmr/length-scale');
  });

  it('refuses fewer points than parameters', async () => {
    await expect(
      run(diffusion, madeDecay({ signal: exponential(4e-11), bMax: 1e11, points: 2 }), { model: 'powder-2d' }),
    ).rejects.toMatchObject({ code: 'nmr/too-few-points', kind: 'input' });
  });

  it('draws finite figures with a data layer', async () => {
    const { outcome } = await run(diffusion, madeDecay({ signal: layers(Dxy, Dz), bMax, noise: 0.01 }));
    const figure = outcome.figures[0];
    expect(figure?.id).toBe('nmr-echo-decay');
    expect(figure?.layers.filter((layer) => layer.kind === 'points' && layer.role === 'data')).toHaveLength(1);
    for (const layer of figure?.layers ?? []) {
      if (layer.kind !== 'points' && layer.kind !== 'line') continue;
      expect((layer.x as ArrayLike<number>).length).toBe((layer.y as ArrayLike<number>).length);
      for (const value of Array.from(layer.y as ArrayLike<number | null>)) expect(value === null || Number.isFinite(value)).toBe(true);
    }
  });
});
