import { weightedLine } from './laws/weighted-line.ts';
import type { BrokenGap } from './series.ts';

const WIDE = 3;
const SIGNIFICANT = 2;

/**
 * Gaps in 1/T wider than three median spacings whose two sides differ in slope by more than two standard uncertainties.
 * `x` ascending, `w` weights 1/u², or one where `unknownScatter`: s² then comes from both sides together. A side of one temperature has no slope.
 */
export function brokenGaps(x: Float64Array, y: Float64Array, w: Float64Array, unknownScatter: boolean): BrokenGap[] {
  const places = [...new Set(x)];
  const spacings = places.slice(1).map((place, i) => place - (places[i] as number));
  const median = medianOf(spacings);
  const gaps: BrokenGap[] = [];
  for (let i = 0; i < spacings.length; i++) {
    if (!((spacings[i] as number) > WIDE * median)) continue;
    const hot = places[i] as number;
    const cold = places[i + 1] as number;
    const split = x.findIndex((value) => value >= cold);
    const [left, right] = [
      [0, split],
      [split, x.length],
    ].map(([from, to]) => weightedLine(x.subarray(from, to), y.subarray(from, to), w.subarray(from, to)));
    if (left === undefined || right === undefined || !(left.sxx > 0 && right.sxx > 0)) continue;
    const s2 = unknownScatter ? (left.rss + right.rss) / (x.length - 4) : 1;
    const u = Math.sqrt(s2 * (1 / left.sxx + 1 / right.sxx));
    if (Math.abs(left.slope - right.slope) > SIGNIFICANT * u) gaps.push({ cold: 1 / cold, hot: 1 / hot });
  }
  return gaps;
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[half] as number) : ((sorted[half - 1] as number) + (sorted[half] as number)) / 2;
}
