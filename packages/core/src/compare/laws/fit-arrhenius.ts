import type { LawData, LawFit } from './law-fit.ts';
import { lineWeights, weightedLine } from './weighted-line.ts';

/** ln D = ln D_p − (E_a/k)(1/T − 1/T_p): the straight line; undefined where all temperatures are equal. */
export function fitArrhenius({ x, y, w }: LawData): LawFit | undefined {
  const line = weightedLine(x, y, w);
  if (!Number.isFinite(line.slope)) return undefined;
  return {
    model: 'arrhenius',
    size: 2,
    rss: line.rss,
    value: (at) => line.y + line.slope * (at - line.x),
    slope: () => line.slope,
    valueWeights: (at) => lineWeights(line, x, w, at),
    slopeWeights: () => x.map((value, i) => ((w[i] as number) * (value - line.x)) / line.sxx),
  };
}
