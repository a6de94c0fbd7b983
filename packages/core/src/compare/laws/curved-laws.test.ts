import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../fit/seeded-random.ts';
import { constants } from '../../physics/constants.ts';
import { chooseLaw } from './choose-law.ts';
import { fitQuadratic } from './fit-quadratic.ts';
import { fitSegmented } from './fit-segmented.ts';
import { fitVtf } from './fit-vtf.ts';
import type { LawData, LawFit } from './law-fit.ts';

const kelvinPerVolt = constants.e / constants.k;
const slow = Boolean(process.env['IONWALK_SLOW']);
const T14 = [298, 313, 333, 353, 373, 393, 423, 453, 493, 533, 573, 613, 653, 693];

/** 0.33 eV below and `high` above 450 K. */
const kinked = (T: number, high = 0.2): number => -25 - (T < 450 ? 0.33 : high) * kelvinPerVolt * (1 / T - 1 / 450);

function data(T: readonly number[], law: (T: number) => number, u = 1, noise: () => number = () => 0): LawData {
  const hotFirst = T.toSorted((a, b) => b - a);
  return {
    x: Float64Array.from(hotFirst, (t) => 1 / t),
    y: Float64Array.from(hotFirst, (t) => law(t) + u * noise()),
    w: Float64Array.from(hotFirst, () => 1 / u ** 2),
  };
}

/** Analytic weights against shifting each point in turn and fitting again. */
function expectWeights(fit: (data: LawData) => LawFit | undefined, input: LawData, places: readonly number[]): void {
  const base = fit(input) as LawFit;
  const step = 1e-5;
  for (const at of places) {
    const value = base.valueWeights(at);
    const slope = base.slopeWeights(at);
    input.y.forEach((_, i) => {
      const moved = (by: number): LawFit => fit({ ...input, y: input.y.map((v, j) => (j === i ? v + by : v)) }) as LawFit;
      const [up, down] = [moved(step), moved(-step)];
      expect(Math.abs((up.value(at) - down.value(at)) / (2 * step) - Number(value[i]))).toBeLessThan(1e-2);
      const scale = Math.max(...slope.map(Math.abs));
      expect(Math.abs((up.slope(at) - down.slope(at)) / (2 * step) - Number(slope[i])) / scale).toBeLessThan(1e-2);
    });
  }
}

describe('fitSegmented', () => {
  it('finds an exact hinge between two temperatures and both energies', () => {
    const fit = fitSegmented(data(T14, kinked), false);
    expect(1 / Number(fit?.hinge?.x)).toBeCloseTo(450, 3);
    expect(-Number(fit?.hinge?.slopeLowT) / kelvinPerVolt).toBeCloseTo(0.33, 5);
    expect(-Number(fit?.hinge?.slopeHighT) / kelvinPerVolt).toBeCloseTo(0.2, 5);
  });
  it('follows its data as its weights say, the moving hinge included', () => {
    const random = seededRandom(3);
    expectWeights(
      (input) => fitSegmented(input, false),
      data(T14, kinked, 0.02, () => random.normal()),
      [1 / 320, 1 / 600],
    );
  });
  it('returns undefined where no temperature lies inside', () => {
    expect(fitSegmented(data([300, 400, 500], kinked), false)).toBeUndefined();
  });
});

describe('fitVtf', () => {
  const vtf = (T: number): number => -18 - 900 / (T - 180);
  it('finds exact parameters', () => {
    const fit = fitVtf(data(T14, vtf));
    expect(Number(fit?.value(1 / 350))).toBeCloseTo(vtf(350), 6);
    expect(Number(fit?.slope(1 / 350))).toBeCloseTo(-900 * (350 / 170) ** 2, 1);
  });
  it('follows its data as its weights say', () => {
    const random = seededRandom(4);
    expectWeights(
      fitVtf,
      data(T14, vtf, 0.02, () => random.normal()),
      [1 / 320, 1 / 600],
    );
  });
  it('returns undefined for data that rise with 1/T', () => {
    expect(fitVtf(data(T14, (T) => 3000 / T))).toBeUndefined();
  });
});

describe('fitQuadratic', () => {
  it('reproduces an exact parabola in 1/T and follows its data as its weights say', () => {
    const parabola = (T: number): number => -20 - 3000 / T - 2e5 / T ** 2;
    const input = data(T14, parabola);
    expect(Number(fitQuadratic(input)?.value(1 / 400))).toBeCloseTo(parabola(400), 9);
    expectWeights(fitQuadratic, input, [1 / 320, 1 / 600]);
  });
});

describe('chooseLaw', () => {
  const rate = (count: number, law: (T: number) => number, u: number, unknown: boolean, hit: (chosen: LawFit) => boolean): number => {
    const random = seededRandom(11);
    let hits = 0;
    for (let i = 0; i < count; i++) {
      const input = data(T14, law, u, () => random.normal());
      const choice = chooseLaw(unknown ? { ...input, w: input.w.map(() => 1) } : input, unknown);
      if (choice && hit(choice.chosen)) hits++;
    }
    return hits / count;
  };
  const count = slow ? 2000 : 200;

  it.each([false, true])('keeps the line on straight data in 95 % of cases or more (scatter unknown: %s)', (unknown) => {
    expect(
      rate(
        count,
        (T) => kinked(T, 0.33),
        0.05,
        unknown,
        (chosen) => chosen.model === 'arrhenius',
      ),
    ).toBeGreaterThan(0.95);
  });
  it('finds a break of 0.13 eV at 5 % noise in 95 % of cases or more, as curved', () => {
    expect(rate(count, kinked, 0.05, false, (chosen) => chosen.model !== 'arrhenius')).toBeGreaterThan(0.95);
  });
  it('puts the break within 10 K of 450 K at 2 % noise in 95 % of cases or more', () => {
    const near = (chosen: LawFit): boolean => chosen.hinge !== undefined && Math.abs(1 / chosen.hinge.x - 450) < 10;
    expect(rate(count, kinked, 0.02, false, near)).toBeGreaterThan(0.95);
  });
  it('covers the break by two standard uncertainties in 87 % of cases or more (92 % in 2000)', () => {
    const inside = (chosen: LawFit): boolean => {
      if (chosen.hinge === undefined) return false;
      const { x, lo, hi } = chosen.hinge;
      return Math.abs(1 / x - 450) <= 1 / lo - 1 / hi;
    };
    expect(rate(count, kinked, 0.02, false, inside)).toBeGreaterThan(0.87);
  });
  it('tries no curve on fewer than six temperatures', () => {
    expect(chooseLaw(data(T14.slice(0, 5), kinked), false)?.tried.map((one) => one.model)).toEqual(['arrhenius']);
  });
  it('prefers the line for exact data of unknown scatter', () => {
    expect(
      chooseLaw(
        data(T14, (T) => kinked(T, 0.33)),
        true,
      )?.chosen.model,
    ).toBe('arrhenius');
  });
  it('counts dAICc from the chosen law and gives weights that sum to 1', () => {
    const random = seededRandom(1);
    const choice = chooseLaw(
      data(T14, kinked, 0.02, () => random.normal()),
      false,
    );
    expect(choice?.tried.find((one) => one.model === choice.chosen.model)?.dAICc).toBe(0);
    expect(choice?.tried.reduce((sum, one) => sum + one.weight, 0)).toBeCloseTo(1, 12);
  });
});
