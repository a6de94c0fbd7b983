import { influence } from './influence.ts';
import { dot, mix, type LawData, type LawFit } from './law-fit.ts';
import { weightedLine } from './weighted-line.ts';

/** ln D = a + b t + c t², t = 1/T − 1/T_p: the neutral word for curvature. Undefined for fewer than three temperatures. */
export function fitQuadratic({ x, y, w }: LawData): LawFit | undefined {
  const centre = weightedLine(x, y, w).x;
  const t = x.map((value) => value - centre);
  const rows = influence([new Float64Array(x.length).fill(1), t, t.map((value) => value * value)], w);
  if (rows === undefined) return undefined;
  const [a, b, c] = rows.map((row) => dot(row, y)) as [number, number, number];
  let rss = 0;
  for (let i = 0; i < t.length; i++) {
    const s = t[i] as number;
    rss += (w[i] as number) * ((y[i] as number) - a - b * s - c * s * s) ** 2;
  }
  return {
    model: 'quadratic',
    size: 3,
    rss,
    value: (at) => a + (at - centre) * (b + c * (at - centre)),
    slope: (at) => b + 2 * c * (at - centre),
    valueWeights: (at) => mix(rows, [1, at - centre, (at - centre) ** 2]),
    slopeWeights: (at) => mix(rows, [0, 1, 2 * (at - centre)]),
  };
}
