import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { frameShifts } from './frame-shifts.ts';
import { moveCounts, type MovedSums } from './move-counts.ts';
import { phaseCorrelation } from './phase-correlation.ts';

/** A field of grains with sharp edges and a gradient, as a function of place, so that any shift is exact; integrated over the pixel by 2 x 2 points. */
function scene(seed: number, grains: number, size: number) {
  const random = seededRandom(seed);
  const seeds = Array.from(
    { length: grains },
    () => [random.uniform() * (size + 20) - 10, random.uniform() * (size + 20) - 10, 0.3 + random.uniform()] as const,
  );
  const at = (x: number, y: number): number => {
    let [best, value] = [Infinity, 0];
    for (const [gx, gy, level] of seeds) {
      const d = (x - gx) ** 2 + (y - gy) ** 2;
      if (d < best) [best, value] = [d, level];
    }
    return value * (1 + x / size);
  };
  return (dx: number, dy: number, mean: number): Float64Array => {
    const out = new Float64Array(size * size);
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        let sum = 0;
        for (let b = 0; b < 2; b++) for (let a = 0; a < 2; a++) sum += at(x - dx + (a + 0.5) / 2, y - dy + (b + 0.5) / 2);
        out[y * size + x] = (sum / 4) * mean;
      }
    return out;
  };
}
const drift = (i: number): [number, number] => [0.37 * i - 0.004 * i * i, -0.21 * i];

describe('frameShifts', () => {
  it('recovers simulated shifts to 0.1 px and knows how well', async () => {
    const [size, frames, random] = [96, 6, seededRandom(7)];
    const field = scene(3, 60, size);
    const planes = Array.from({ length: frames }, (_, i) => field(...drift(i), 60).map((v) => random.poisson(v)));
    const parts: number[] = [];
    const found = await frameShifts(
      (i) => Promise.resolve(planes[i] as Float64Array),
      frames,
      size,
      size,
      (done) => parts.push(done),
    );
    let [worst, ratio] = [0, 0];
    found.forEach((shift, i) => {
      const [ex, ey] = [(shift?.dx ?? NaN) - drift(i)[0], (shift?.dy ?? NaN) - drift(i)[1]];
      worst = Math.max(worst, Math.abs(ex), Math.abs(ey));
      ratio += (ex * ex + ey * ey) / (4 * (frames - 1) * (shift?.u ?? NaN) ** 2);
    });
    expect(found[0]).toMatchObject({ dx: 0, dy: 0 });
    expect(worst).toBeLessThan(0.1);
    // the first frame's own error is in every difference
    expect(ratio).toBeGreaterThan(0.2);
    expect(ratio).toBeLessThan(2);
    expect(parts.every((part, i) => part >= (parts[i - 1] ?? 0) && part <= 1)).toBe(true);
  });

  it('finds a jump of many pixels, and the shift of an image of more than 512 pixels', async () => {
    const random = seededRandom(2);
    const field = scene(5, 40, 80);
    const planes = [field(0, 0, 40), field(-14.4, 9.7, 40)].map((plane) => plane.map((v) => random.poisson(v)));
    expect(phaseCorrelation(planes[0]!, planes[1]!, 80, 80).map((d, i) => Math.abs(d - [-14.4, 9.7][i]!) < 1)).toEqual([true, true]);
    const [, jump] = await frameShifts(
      (i) => Promise.resolve(planes[i]!),
      2,
      80,
      80,
      () => undefined,
    );
    expect([jump?.dx, jump?.dy]).toEqual([expect.closeTo(-14.4, 0), expect.closeTo(9.7, 0)]);
    expect(Math.hypot(jump!.dx + 14.4, jump!.dy - 9.7)).toBeLessThan(0.15);
    const wide = planes.map((plane) => {
      const out = new Float64Array(640 * 640);
      for (let i = 0; i < out.length; i++) out[i] = plane[Math.floor(Math.floor(i / 640) / 8) * 80 + Math.floor((i % 640) / 8)]! / 64;
      return out;
    });
    const [, large] = await frameShifts(
      (i) => Promise.resolve(wide[i]!),
      2,
      640,
      640,
      () => undefined,
    );
    expect(Math.hypot(large!.dx + 8 * 14.4, large!.dy - 8 * 9.7)).toBeLessThan(2);
  });

  it('claims no shift where there is nothing to see', async () => {
    const flat = [0, 1, 2].map(() => new Float64Array(32 * 32).fill(7));
    expect(
      (
        await frameShifts(
          (i) => Promise.resolve(flat[i]!),
          3,
          32,
          32,
          () => undefined,
        )
      ).slice(1),
    ).toEqual([null, null]);
    const random = seededRandom(1);
    const noise = [0, 1, 2, 3].map(() => Float64Array.from({ length: 48 * 48 }, () => random.poisson(0.02)));
    const found = await frameShifts(
      (i) => Promise.resolve(noise[i]!),
      4,
      48,
      48,
      () => undefined,
    );
    expect(found.every((shift) => shift === null || Number.isFinite(shift.dx + shift.dy + shift.u))).toBe(true);
  });
});

describe('moveCounts', () => {
  const plain = (m: number, out: Float64Array): void => void out.fill(m);
  const moved = (plane: Float64Array, dx: number, dy: number, seed = 1): MovedSums => {
    const sums = { counts: new Float64Array(plane.length), variance: new Float64Array(plane.length), outside: 0 };
    moveCounts(plane, 20, plane.length / 20, { dx, dy }, plain, seededRandom(seed), sums);
    return sums;
  };
  const random = seededRandom(8);
  const plane = Float64Array.from({ length: 400 }, (_, i) => random.poisson(i % 7 === 0 ? 4000 : 30));

  it.each([
    [0.3, -0.7],
    [3, -2],
    [-19.5, 0.01],
    [100, 0],
  ])('keeps every count, moved by %d, %d, in the field or outside', (dx, dy) => {
    const { counts, outside } = moved(plane, dx, dy);
    expect(counts.reduce((s, n) => s + n, 0) + outside).toBe(plane.reduce((s, n) => s + n, 0));
    expect(counts.every((n) => Number.isInteger(n) && n >= 0)).toBe(true);
  });

  it('moves by whole pixels without chance, and the same way each time', () => {
    const { counts } = moved(plane, 2, 1);
    for (let y = 0; y < 19; y++) for (let x = 0; x < 18; x++) expect(counts[y * 20 + x]).toBe(plane[(y + 1) * 20 + x + 2]);
    expect(moved(plane, 0.5, 0.5).counts).toEqual(moved(plane, 0.5, 0.5).counts);
  });

  it('leaves Poisson counts Poisson counts, independent of their neighbours', () => {
    const [trials, mean] = [150, 40];
    const inner = Array.from({ length: 400 }, (_, i) => i).filter((i) => i % 20 > 1 && i % 20 < 18 && i > 40 && i < 360);
    let [s, s2, pairs, n] = [0, 0, 0, 0];
    for (let trial = 0; trial < trials; trial++) {
      const { counts } = moved(
        Float64Array.from({ length: 400 }, () => random.poisson(mean)),
        0.5,
        0.4,
        trial,
      );
      for (const i of inner) {
        const d = counts[i]! - mean;
        s += d;
        s2 += d * d;
        pairs += d * (counts[i + 1]! - mean);
        n++;
      }
    }
    // means, variances and covariances of 35 000 pixels are known to 0.03, 0.3 and 0.2
    expect(Math.abs(s / n)).toBeLessThan(0.1);
    expect(Math.abs(s2 / n - mean)).toBeLessThan(1);
    expect(Math.abs(pairs / n)).toBeLessThan(0.7);
  });

  it('shares out fractions of counts by the overlap', () => {
    const sums = moved(
      plane.map((v) => v + 0.5),
      0.25,
      0,
    );
    expect(sums.counts[21]).toBeCloseTo(0.75 * (plane[21]! + 0.5) + 0.25 * (plane[22]! + 0.5), 9);
  });
});
