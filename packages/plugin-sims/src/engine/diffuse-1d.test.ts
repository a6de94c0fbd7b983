import { erf, erfc, erfcx, gaussLegendre } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { diffuseRow, type DiffusionRow } from './diffuse-1d.ts';

const CELLS = 2000;
const CLOSED = { type: 'closed' } as const;
const HELD = { type: 'held', value: 1 } as const;
const D = 1e-12;
const time = 1e4;
const L = 2 * Math.sqrt(D * time);

const row = (length: number, ends: Partial<DiffusionRow>, diffusivity: (i: number) => number = () => D): DiffusionRow => ({
  size: new Float64Array(CELLS).fill(length / CELLS),
  diffusivity: Float64Array.from({ length: CELLS }, (_, i) => diffusivity(i)),
  left: CLOSED,
  right: CLOSED,
  ...ends,
});

/** Greatest difference from c(x), x at the cells' centres. */
function worst(c: Float64Array, length: number, exact: (x: number) => number): number {
  return c.reduce((most, v, i) => Math.max(most, Math.abs(v - exact(((i + 0.5) * length) / CELLS))), 0);
}
const run = (r: DiffusionRow, steps = CELLS, start = new Float64Array(CELLS)): Float64Array => diffuseRow(r, start, { time, steps });

describe('diffuseRow against closed forms at 2000 cells', () => {
  it('follows erfc at a held face to 2e-6', () => {
    const length = 6 * L;
    expect(worst(run(row(length, { left: HELD })), length, (x) => erfc(x / L))).toBeLessThan(2e-6);
  });

  it.each([0.1, 1, 10])('follows surface exchange with k sqrt(t/D) = %d to 2e-6', (h) => {
    const length = 6 * L;
    const k = h * Math.sqrt(D / time);
    const c = run(row(length, { left: { type: 'exchange', k, value: 1 } }));
    expect(worst(c, length, (x) => Math.exp(-((x / L) ** 2)) * (erfcx(x / L) - erfcx(x / L + h)))).toBeLessThan(2e-6);
  });

  it.each([0.02, 0.3, 1])('follows a plate with held faces at Dt/l2 = %d to 2e-6', (tau) => {
    const half = Math.sqrt((D * time) / tau);
    const exact = (x: number): number => {
      let c = 1;
      for (let n = 0; n < 60; n++) {
        const odd = 2 * n + 1;
        const k = (odd * Math.PI) / 2;
        c -= ((4 / Math.PI) * (n % 2 === 0 ? 1 : -1) * Math.exp(-k * k * tau) * Math.cos((k * (x - half)) / half)) / odd;
      }
      return c;
    };
    expect(worst(run(row(2 * half, { left: HELD, right: HELD })), 2 * half, exact)).toBeLessThan(2e-6);
  });

  it.each([0.5, 5])('follows a plate with exchange at both faces, l k/D = %d, to 2e-6', (bigL) => {
    const tau = 0.2;
    const half = Math.sqrt((D * time) / tau);
    const exact = (x: number): number => {
      let c = 1;
      for (let n = 0; n < 40; n++) {
        const b = plateRoot(bigL, n);
        c -= (2 * bigL * Math.cos((b * (x - half)) / half) * Math.exp(-b * b * tau)) / ((b * b + bigL * bigL + bigL) * Math.cos(b));
      }
      return c;
    };
    const end = { type: 'exchange', k: (bigL * D) / half, value: 1 } as const;
    expect(worst(run(row(2 * half, { left: end, right: end })), 2 * half, exact)).toBeLessThan(2e-6);
  });

  it('follows an extended source to 2e-6', () => {
    const [length, width] = [8 * L, 2 * L];
    const start = Float64Array.from({ length: CELLS }, (_, i) => (i < CELLS / 4 ? 1 : 0));
    const c = run(row(length, {}), CELLS, start);
    expect(worst(c, length, (x) => 0.5 * (erf((width - x) / L) + erf((width + x) / L)))).toBeLessThan(2e-6);
  });

  it('follows a held step and then a sealed one (Smith) to 2e-6', () => {
    const length = 10 * L;
    const then = 2 * time;
    const sealed = diffuseRow(row(length, {}), run(row(length, { left: HELD })), { time: then, steps: CELLS });
    const end = Math.atan(Math.sqrt(time / then));
    const { nodes, weights } = gaussLegendre(60);
    const exact = (x: number): number => {
      const b = (x * x) / (4 * D * (time + then));
      let sum = 0;
      for (let i = 0; i < 60; i++) sum += (weights[i] as number) * Math.exp(-b / Math.cos(0.5 * end * (1 + (nodes[i] as number))) ** 2);
      return (sum * end) / Math.PI;
    };
    expect(worst(sealed, length, exact)).toBeLessThan(2e-6);
  });

  it('follows two half spaces that meet at an interface of permeance P to 2e-6', () => {
    const length = 12 * L;
    const permeance = 0.7 * Math.sqrt(D / time);
    const resistance = new Float64Array(CELLS - 1);
    resistance[CELLS / 2 - 1] = 1 / permeance;
    const start = Float64Array.from({ length: CELLS }, (_, i) => (i < CELLS / 2 ? 1 : 0));
    const c = run(row(length, { resistance }), CELLS, start);
    const right = (x: number): number => {
      const z = x / L;
      return 0.5 * Math.exp(-z * z) * (erfcx(z) - erfcx(z + 1.4));
    };
    expect(worst(c, length, (x) => (x > length / 2 ? right(x - length / 2) : 1 - right(length / 2 - x)))).toBeLessThan(2e-6);
  });

  it('follows two half spaces of unlike D to 7e-6', () => {
    const D2 = D / 4;
    const length = 9 * L;
    const start = Float64Array.from({ length: CELLS }, (_, i) => (i < CELLS / 2 ? 1 : 0));
    const c = run(
      row(length, {}, (i) => (i < CELLS / 2 ? D : D2)),
      CELLS,
      start,
    );
    const s = Math.sqrt(D2 / D);
    const exact = (x: number): number =>
      x < length / 2 ? (1 + s * erf((length / 2 - x) / L)) / (1 + s) : erfc((x - length / 2) / (2 * Math.sqrt(D2 * time))) / (1 + s);
    expect(worst(c, length, exact)).toBeLessThan(7e-6);
  });
});

describe('diffuseRow', () => {
  it('is of second order in the cell and the time step', () => {
    const error = (n: number): number => {
      const length = 8 * L;
      const r = { size: new Float64Array(n).fill(length / n), diffusivity: new Float64Array(n).fill(D), left: HELD, right: CLOSED };
      const c = diffuseRow(r, new Float64Array(n), { time, steps: n });
      return c.reduce((most, v, i) => Math.max(most, Math.abs(v - erfc(((i + 0.5) * length) / n / L))), 0);
    };
    const [coarse, fine] = [error(100), error(400)];
    expect(Math.log(coarse / fine) / Math.log(4)).toBeGreaterThan(1.95);
  });

  it('keeps the amount in a closed row to rounding', () => {
    const start = Float64Array.from({ length: CELLS }, (_, i) => (i % 7) / 7);
    const total = (c: Float64Array): number => c.reduce((sum, v) => sum + v, 0);
    const c = run(row(8 * L, { resistance: new Float64Array(CELLS - 1).fill(1e7) }), 100, start);
    expect(Math.abs(total(c) / total(start) - 1)).toBeLessThan(1e-12);
  });

  it('lets nothing through a face of infinite resistance', () => {
    const resistance = new Float64Array(CELLS - 1);
    resistance[9] = Infinity;
    const c = run(row(8 * L, { left: HELD, resistance }), 200);
    expect(c[9]).toBeGreaterThan(0.99);
    expect(c.subarray(10).every((v) => v === 0)).toBe(true);
  });
});

/** n-th root of b tan b = L by bisection. */
function plateRoot(bigL: number, n: number): number {
  let [low, high] = [n * Math.PI, (n + 0.5) * Math.PI];
  for (let i = 0; i < 100; i++) {
    const b = 0.5 * (low + high);
    if (b * Math.sin(b) * (n % 2 === 0 ? 1 : -1) > bigL * Math.cos(b) * (n % 2 === 0 ? 1 : -1)) high = b;
    else low = b;
  }
  return 0.5 * (low + high);
}
