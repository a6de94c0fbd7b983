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
    expect(parseLine(' 0,1.5:8,2 ')).toEqual({ x0: 0, y0: 1.5, x1: 8, y1: 2 });
    expect(parseLine('')).toBeUndefined();
  });
  it.each(['1,2', '1,2:1,2', 'a,b:c,d', '1,2:3', '1,2:3,4:5,6', '1,,2:3,4'])('refuses %s', (text) => {
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
});
