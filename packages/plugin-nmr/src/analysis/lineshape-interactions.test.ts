import { describe, expect, it } from 'vitest';
import type { Dataset, Fit } from '@ionwalk/core';
import { seededRandom, studentTQuantile } from '@ionwalk/core/fit';
import { testContext, type TestContext } from '@ionwalk/testkit';
import { LinewidthSeries, Spectrum } from '../kinds.ts';
import { csaLineshape } from '../lineshape/csa-lineshape.ts';
import { staticLineshape } from '../lineshape/static-lineshape.ts';
import { lineshape } from './lineshape.ts';
import { narrowing } from './narrowing.ts';

const N = 512;
const grid = (span: number): Float64Array => Float64Array.from({ length: N }, (_, i) => ((i - N / 2) / N) * span);
const OPTIONS = { interaction: 'quadrupole', spin: '3/2', transitions: 'all', broadening: 'gaussian', joint: false };

function noisy(
  shift: Float64Array,
  pattern: (out: Float64Array) => void,
  { noise = 0.004, seed = 1, T = 300 } = {},
): Dataset<typeof Spectrum> {
  const values = new Float64Array(shift.length);
  pattern(values);
  const level = noise * values.reduce((a, b) => Math.max(a, b));
  const random = seededRandom(seed);
  return {
    kind: Spectrum.id,
    title: `${T} K`,
    size: { point: shift.length },
    variables: { shift: { values: shift }, re: { values: values.map((value) => value + level * random.normal()) }, im: undefined },
    conditions: { temperature: T },
    meta: {},
  };
}
async function fitted(spectra: readonly Dataset[], options: Readonly<Record<string, unknown>>) {
  const ctx: TestContext = testContext();
  const outcome = await lineshape.run({ spectrum: spectra } as never, { ...OPTIONS, ...options } as never, ctx);
  return { ...outcome, codes: ctx.codes(), errors: ctx.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code) };
}
/** Deviation in units of the half width of the 95 % interval. */
const off = (fit: Fit | undefined, name: string, truth: number): number =>
  Math.abs((fit?.params[name]?.value as number) - truth) / (fit?.params[name]?.u as number) / studentTQuantile(0.975, fit?.dof as number);

describe('an anisotropic shift', () => {
  const truth = { anisotropy: 8000, eta: 0.4, offset: 700, width: 500, amplitude: 1e6, fractionLorentzian: 0 };
  it.each([
    ['static', undefined, 8000],
    ['static', undefined, -8000],
    ['spinning', 3000, 8000],
    ['spinning', 3000, -5000],
  ] as const)('of a %s sample is found with its sign, spinning %s Hz, δ = %s Hz', async (_, spinning, anisotropy) => {
    const shift = grid(40e3);
    const shape = { ...truth, anisotropy, width: spinning ? 200 : 500 };
    const data = noisy(shift, (out) => csaLineshape(shift, spinning).evaluate(shape, out));
    const { fits, errors } = await fitted([data], { interaction: 'csa', spinning });
    const fit = fits[0];
    expect(errors).toEqual([]);
    expect(fit?.model).toBe(spinning ? 'nmr/csa-mas' : 'nmr/csa-static');
    expect(Object.keys(fit?.params ?? {})).toEqual(['anisotropy', 'eta', 'offset', 'width', 'amplitude']);
    for (const [name, value] of Object.entries({ anisotropy, eta: 0.4, offset: 700 })) expect(off(fit, name, value), name).toBeLessThan(2);
    expect(Math.abs((fit?.params['anisotropy']?.value as number) / anisotropy - 1)).toBeLessThan(0.02);
  });
  it('has its edges at δ, −δ(1 − η)/2 and −δ(1 + η)/2 from the isotropic shift', () => {
    const shift = Float64Array.from({ length: 4096 }, (_, i) => ((i - 2048) / 4096) * 30e3);
    const out = new Float64Array(4096);
    csaLineshape(shift, undefined).evaluate({ ...truth, offset: 0, width: 60 }, out);
    const horn = shift[out.indexOf(out.reduce((a, b) => Math.max(a, b)))] as number;
    expect(Math.abs(horn + 4000 * (1 - 0.4))).toBeLessThan(40);
    const steepest = (low: number, high: number, sign: number): number => {
      let at = -1;
      for (let i = 1; i < 4095; i++) {
        const slope = (k: number): number => sign * ((out[k + 1] as number) - (out[k - 1] as number));
        if ((shift[i] as number) > low && (shift[i] as number) < high && (at < 0 || slope(i) > slope(at))) at = i;
      }
      return shift[at] as number;
    };
    expect(Math.abs(steepest(-6500, -4500, 1) + 4000 * 1.4)).toBeLessThan(20);
    expect(Math.abs(steepest(7000, 9000, -1) - 8000)).toBeLessThan(20);
  });
  it('that is not there is not identifiable', async () => {
    const shift = grid(40e3);
    const line = noisy(shift, (out) => csaLineshape(shift, undefined).evaluate({ ...truth, anisotropy: 1, width: 900 }, out));
    const { fits, errors } = await fitted([line], { interaction: 'csa' });
    expect(errors).toContain('nmr/not-identifiable');
    expect(fits[0]?.params['anisotropy']).toMatchObject({ value: null, bound: 'none' });
  });
});

describe('satellites under magic-angle spinning', () => {
  it('give C_Q and eta from their sidebands', async () => {
    const shift = grid(160e3);
    const truth = {
      CQ: 60e3,
      eta: 0.3,
      offset: 200,
      widthCentral: 700,
      widthSatellite: 900,
      fractionCentral: 0.4,
      amplitude: 1e6,
      fractionLorentzian: 0,
    };
    const data = noisy(shift, (out) => staticLineshape(shift, { spin: 1.5, spinning: 8e3 }).evaluate(truth, out), { noise: 0.002 });
    const { fits, errors } = await fitted([data], { spinning: 8e3 });
    expect(errors).toEqual([]);
    expect(fits[0]?.model).toBe('nmr/quadrupole-mas');
    expect(Math.abs((fits[0]?.params['CQ']?.value as number) / 60e3 - 1)).toBeLessThan(0.02);
    for (const name of ['CQ', 'offset', 'widthCentral'] as const) expect(off(fits[0], name, truth[name]), name).toBeLessThan(2);
  });
  it('are not fitted together with a shift of second order', async () => {
    const data = noisy(grid(100e3), (out) => out.fill(1));
    await expect(fitted([data], { spinning: 8e3, larmor: 1e8 })).rejects.toMatchObject({ code: 'usage/choice' });
  });
});

describe('spectra over temperature', () => {
  const temperatures = [180, 220, 260, 300, 340, 380, 420];
  const shift = grid(160e3);
  const widthAt = (T: number): number => 6000 / (1 + Math.exp((20e3 / 8.314462618) * (1 / 280 - 1 / T))) + 300;
  const spectra = temperatures.map((T, i) =>
    noisy(
      shift,
      (out) =>
        staticLineshape(shift, { spin: 1.5 }).evaluate(
          {
            CQ: 60e3 - 20 * (T - 300),
            eta: 0.3,
            offset: 0,
            widthCentral: widthAt(T),
            widthSatellite: 3000,
            fractionCentral: 0.4,
            amplitude: 1e6,
            fractionLorentzian: 0,
          },
          out,
        ),
      { noise: 0.002, seed: i + 1, T },
    ),
  );
  it('give C_Q(T) as a line, and the activation energy of the narrowing of the central line', async () => {
    // Given in any order: the answer is coldest first.
    const { fits, tables, figures, errors } = await fitted([...spectra].reverse(), { joint: true });
    expect(errors).toEqual([]);
    expect(fits).toHaveLength(9);
    const [line, narrow] = [fits[7], fits[8]];
    expect(line).toMatchObject({ model: 'nmr/coupling-line', derived: { T_ref: 300 } });
    expect(off(line, 'slope', -20)).toBeLessThan(2);
    expect(off(line, 'CQ', 60e3)).toBeLessThan(2);
    expect(narrow?.model).toBe('nmr/motional-narrowing');
    for (const [name, value] of Object.entries({ Ea: 20e3, T_half: 280, rigid: 6000 }))
      expect(off(narrow, name, value), name).toBeLessThan(2.5);
    expect(tables?.[0]?.id).toBe('nmr-cq');
    expect(tables?.[0]?.columns.find(({ name }) => name === 'T')?.values).toEqual(temperatures);
    expect(figures.slice(0, 2).map(({ id }) => id)).toEqual(['nmr-cq', 'nmr-narrowing']);
  });
  it('say where widths follow no law of narrowing', async () => {
    const straight = temperatures.map((T, i) =>
      noisy(
        shift,
        (out) =>
          staticLineshape(shift, { spin: 1.5 }).evaluate(
            {
              CQ: 60e3,
              eta: 0.3,
              offset: 0,
              widthCentral: 6000 - 12 * T,
              widthSatellite: 3000,
              fractionCentral: 0.4,
              amplitude: 1e6,
              fractionLorentzian: 0,
            },
            out,
          ),
        { noise: 0.0005, seed: i + 1, T },
      ),
    );
    const { codes } = await fitted(straight, { joint: true });
    expect(codes).toContain('nmr/law-contradicted');
    expect((await fitted(spectra, { joint: true })).codes).not.toContain('nmr/law-contradicted');
  });
  it('need --joint to be one answer, and a temperature each', async () => {
    await expect(fitted(spectra, {})).rejects.toMatchObject({ code: 'nmr/joint' });
    await expect(fitted([{ ...(spectra[0] as Dataset), conditions: {} }, spectra[1] as Dataset], { joint: true })).rejects.toMatchObject({
      code: 'nmr/joint',
    });
  });
});

describe('nmr narrowing', () => {
  const series = (T: readonly number[], noise: number, seed = 1): Dataset<typeof LinewidthSeries> => {
    const random = seededRandom(seed);
    const width = Float64Array.from(
      T,
      (t) => (9000 / (1 + Math.exp((25e3 / 8.314462618) * (1 / 320 - 1 / t))) + 200) * Math.exp(noise * random.normal()),
    );
    return {
      kind: LinewidthSeries.id,
      title: 'widths',
      size: { point: T.length },
      conditions: {},
      meta: {},
      variables: { temperature: { values: Float64Array.from(T) }, width: { values: width } },
    };
  };
  const T = Array.from({ length: 14 }, (_, i) => 180 + 25 * i);
  it('finds the rigid width, the activation energy and where half is gone', async () => {
    const ctx = testContext();
    const { fits, figures } = await narrowing.run({ data: series(T, 0.03) } as never, {}, ctx);
    for (const [name, value] of Object.entries({ rigid: 9000, Ea: 25e3, T_half: 320, floor: 200 }))
      expect(off(fits[0], name, value), name).toBeLessThan(2);
    expect((fits[0]?.derived?.['tau'] as number) * 2 * Math.PI * (fits[0]?.params['rigid']?.value as number)).toBeCloseTo(1, 12);
    expect(figures[0]?.id).toBe('nmr-narrowing');
    expect(ctx.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
  it('says what widths that have not begun to narrow leave open, and refuses four of them', async () => {
    const ctx = testContext();
    await narrowing.run(
      {
        data: series(
          T.slice(0, 5).map((t) => t - 80),
          0.03,
        ),
      } as never,
      {},
      ctx,
    );
    expect(ctx.codes().some((code) => code === 'nmr/not-identifiable' || code === 'nmr/bound')).toBe(true);
    await expect(narrowing.run({ data: series(T.slice(0, 4), 0) } as never, {}, testContext())).rejects.toMatchObject({
      code: 'nmr/too-few-points',
    });
  });
});
