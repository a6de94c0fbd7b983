import { describe, expect, it } from 'vitest';
import { cutLine } from './cut-line.ts';
import { parseLine } from './parse-line.ts';
import type { MassSums } from '../counting/image-sums.ts';

const plane = (width: number, height: number, value: (x: number, y: number) => number): MassSums => {
  const counts = Float64Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));
  return { stored: 0, counts, variance: counts.map((c) => 2 * c) };
};
const line = (text: string) => parseLine(text) as NonNullable<ReturnType<typeof parseLine>>;

describe('parseLine', () => {
  it('reads two points and nothing from an empty text', () => {
    expect(parseLine(' 0,1.5:8,2 ')).toEqual({
      points: [
        { x: 0, y: 1.5 },
        { x: 8, y: 2 },
      ],
    });
    expect(parseLine('')).toBeUndefined();
  });
  it.each(['1,2', '1,2:1,2', 'a,b:c,d', '1,2:3', '1,2:3,4:3,4', '1,2:3,4:5', '1,,2:3,4', '1,2,3:4,5'])('refuses %s', (text) => {
    expect(() => parseLine(text)).toThrow(/isn't a line/);
  });
});

describe('cutLine', () => {
  const tracer = plane(6, 5, (x, y) => 100 * y + x);
  const matrix = plane(6, 5, () => 1);

  it('takes one row of pixels per bin along a horizontal line through pixel centres', () => {
    const cut = cutLine(tracer, matrix, 6, 5, line('0,2.5:6,2.5'), 1);
    expect(Array.from(cut.position)).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5]);
    expect(Array.from(cut.mean)).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5].map((v) => expect.closeTo(v, 9) as number));
    expect(Array.from(cut.tracer)).toEqual([200, 201, 202, 203, 204, 205]);
    expect(Array.from(cut.tracerVariance)).toEqual([400, 402, 404, 406, 408, 410]);
  });

  it('sums the band across the line, whichever way it runs', () => {
    expect(Array.from(cutLine(tracer, matrix, 6, 5, line('0,2.5:6,2.5'), 3).matrix)).toEqual([3, 3, 3, 3, 3, 3]);
    expect(Array.from(cutLine(tracer, matrix, 6, 5, line('6,2.5:0,2.5'), 3).tracer)).toEqual([615, 612, 609, 606, 603, 600]);
    expect(Array.from(cutLine(tracer, matrix, 6, 5, line('3,0:3,5'), 2).tracer)).toEqual([5, 205, 405, 605, 805]);
    expect(Array.from(cutLine(tracer, matrix, 6, 5, line('0,2:6,2'), 2).matrix)).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('puts a band of even width on an edge, and one of odd width on one side of it, without losing or doubling pixels', () => {
    expect(Array.from(cutLine(tracer, matrix, 6, 5, line('0,2:6,2'), 1).matrix)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('keeps every pixel once along an oblique line', () => {
    const wide = plane(40, 40, () => 1);
    const cut = cutLine(wide, wide, 40, 40, line('5,5:35,25'), 7);
    const total = cut.tracer.reduce((s, v) => s + v, 0);
    expect(total / (7 * Math.hypot(30, 20))).toBeCloseTo(1, 1);
    cut.mean.forEach((m, i) => expect(Math.abs(m - (cut.position[i] as number))).toBeLessThan(0.5));
  });

  it('says where pixels are when the line runs from centre to centre', () => {
    expect(Array.from(cutLine(tracer, matrix, 6, 5, line('0.5,2.5:5.5,2.5'), 1).mean)).toEqual(
      [0, 1, 2, 3, 4].map((v) => expect.closeTo(v, 9) as number),
    );
  });

  it('refuses a line that leaves the image and a band without width', () => {
    expect(() => cutLine(tracer, matrix, 6, 5, line('0,2:7,2'), 1)).toThrow(/leaves the image/);
    expect(() => cutLine(tracer, matrix, 6, 5, line('0,2:6,2'), 0)).toThrow(/no width/);
  });

  it('keeps the counts of a bent line: every pixel within the band once, at the place that is nearest', () => {
    const ones = plane(60, 50, () => 1);
    const bent = line('5,40:25,10:40,12:52,44');
    for (const band of [1, 4, 9]) {
      const cut = cutLine(ones, ones, 60, 50, bent, band);
      // by every place of the line, a hundredth of a pixel apart
      let [pixels, worst] = [0, 0];
      const places = walk(bent.points);
      for (let y = 0; y < 50; y++) {
        for (let x = 0; x < 60; x++) {
          const near = places.reduce((best, p) =>
            Math.hypot(p.x - x - 0.5, p.y - y - 0.5) < Math.hypot(best.x - x - 0.5, best.y - y - 0.5) ? p : best,
          );
          const distance = Math.hypot(near.x - x - 0.5, near.y - y - 0.5);
          const inner = near.at > 0.02 && near.at < (places.at(-1) as { at: number }).at - 0.02;
          if (inner && distance < band / 2) pixels++;
        }
      }
      const total = cut.tracer.reduce((s, v) => s + v, 0);
      worst = Math.abs(total - pixels);
      // those whose centre lies on the rim of the band or at its ends
      expect(worst, `band ${band}`).toBeLessThanOrEqual(3);
      expect(total / (band * cut.position.length)).toBeCloseTo(1, 0);
    }
  });

  it('is the straight line where all points lie on one', () => {
    const wide = plane(40, 40, (x, y) => 1 + x + 100 * y);
    const [two, many] = [line('5,5:35,25'), line('5,5:14,11:20,15:35,25')];
    for (const band of [1, 6]) {
      const [a, b] = [cutLine(wide, wide, 40, 40, two, band), cutLine(wide, wide, 40, 40, many, band)];
      expect(Array.from(b.tracer)).toEqual(Array.from(a.tracer));
      b.mean.forEach((m, i) => expect(m).toBeCloseTo(a.mean[i] as number, 9));
    }
    const smooth = parseLine('5,5:14,11:20,15:35,25', 'spline') as NonNullable<ReturnType<typeof parseLine>>;
    const [a, c] = [cutLine(wide, wide, 40, 40, two, 6), cutLine(wide, wide, 40, 40, smooth, 6)];
    expect(c.tracer.reduce((s, v) => s + v, 0)).toBe(a.tracer.reduce((s, v) => s + v, 0));
  });

  it('runs smoothly through its points and counts lengths along the curve', () => {
    const radius = 30;
    const on = (angle: number): string => `${40 + radius * Math.cos(angle)},${40 + radius * Math.sin(angle)}`;
    const arc = parseLine(Array.from({ length: 9 }, (_, i) => on((Math.PI * i) / 8)).join(':'), 'spline') as NonNullable<
      ReturnType<typeof parseLine>
    >;
    for (const { x, y } of arc.points) expect(Math.abs(Math.hypot(x - 40, y - 40) - radius)).toBeLessThan(0.1);
    // a plane that holds the length along the arc: each bin gives its own back
    const length = (x: number, y: number): number => radius * Math.atan2(y + 0.5 - 40, x + 0.5 - 40);
    const values = plane(80, 80, length);
    const ones = plane(80, 80, () => 1);
    const cut = cutLine(values, ones, 80, 80, arc, 5);
    expect(Math.abs(cut.position.length - Math.PI * radius)).toBeLessThan(1);
    cut.mean.forEach((m, i) => {
      const n = cut.matrix[i] as number;
      expect(n).toBeGreaterThan(0);
      expect(Math.abs((cut.tracer[i] as number) / n - m)).toBeLessThan(0.25);
    });
  });
});

function walk(points: readonly { readonly x: number; readonly y: number }[]): { x: number; y: number; at: number }[] {
  const out: { x: number; y: number; at: number }[] = [];
  let before = 0;
  for (let s = 1; s < points.length; s++) {
    const [a, b] = [points[s - 1]!, points[s]!];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const steps = Math.ceil(20 * length);
    for (let k = 0; k <= steps; k++) {
      const part = k / steps;
      out.push({ x: a.x + part * (b.x - a.x), y: a.y + part * (b.y - a.y), at: before + part * length });
    }
    before += length;
  }
  return out;
}
