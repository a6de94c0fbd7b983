import type { IsotopeSums } from '../analysis/isotope-sums.ts';
import { cutLine } from '../line/cut-line.ts';
import type { PixelLine } from '../line/parse-line.ts';
import type { RowBackground } from './count-rows.ts';

/** Background counts in each bin of a line, as many as it has pixels; their errors are one and the same, so they add up before they are squared. */
export function backgroundAlong(sums: IsotopeSums, line: PixelLine, band: number): RowBackground | undefined {
  const { background, mask, width, height } = sums;
  if (!background) return undefined;
  const pixels = mask ? Float64Array.from(mask.chosen) : new Float64Array(width * height).fill(1);
  const plane = { stored: 0, counts: pixels, variance: pixels };
  const n = cutLine(plane, plane, width, height, line, band).tracer;
  const of = (mean: number, u: number) => ({ counts: n.map((k) => k * mean), variance: n.map((k) => (k * u) ** 2) });
  return { tracer: of(background.tracer, background.uTracer), matrix: of(background.matrix, background.uMatrix) };
}
