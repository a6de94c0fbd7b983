import { influence } from './influence.ts';
import { mix, type LawData, type LawFit } from './law-fit.ts';
import { minimiseProfile } from './minimise-profile.ts';
import { weightedLine } from './weighted-line.ts';

const NODES = 24;

/**
 * Vogel-Tammann-Fulcher: ln D = a − B/(T − T0), T0 profiled in (0, 0.97 T_min), B > 0. Undefined where no such curve fits,
 * as for data that bend the other way.
 */
export function fitVtf({ x, y, w }: LawData): LawFit | undefined {
  const n = x.length;
  const coldest = 1 / (x[n - 1] as number);
  const warped = new Float64Array(n);
  // 1/(T − T0) = x/(1 − T0 x)
  const warp = (T0: number): Float64Array => {
    for (let i = 0; i < n; i++) warped[i] = (x[i] as number) / (1 - T0 * (x[i] as number));
    return warped;
  };
  const level = weightedLine(x, y, w);
  const profile = (T0: number): number => fallingRss(warp(T0), y, w, level.y, level.sumW);
  const grid = Float64Array.from({ length: NODES }, (_, i) => (0.97 * coldest * (i + 1)) / NODES);
  const best = minimiseProfile(profile, grid);
  if (best === undefined) return undefined;
  const T0 = best.at;
  const line = weightedLine(warp(T0), y, w);
  const B = -line.slope;
  const a = line.y + B * line.x;
  const g = Float64Array.from(warp(T0));
  const rows = influence([new Float64Array(n).fill(1), g.map((v) => -v), g.map((v) => -B * v * v)], w);
  if (rows === undefined) return undefined;
  const at = (place: number): number => place / (1 - T0 * place);
  // d/dx of x/(1 − T0 x) is (T/(T − T0))²
  const rate = (place: number): number => 1 / (1 - T0 * place) ** 2;
  return {
    model: 'vtf',
    size: 3,
    rss: line.rss,
    value: (place) => a - B * at(place),
    slope: (place) => -B * rate(place),
    valueWeights: (place) => mix(rows, [1, -at(place), -B * at(place) ** 2]),
    slopeWeights: (place) => mix(rows, [0, -rate(place), -2 * B * at(place) * rate(place)]),
  };
}

/** Σw r² of the line of y over g, Infinity where it doesn't fall; ȳ and Σw are given, so that nothing is allocated. */
function fallingRss(g: Float64Array, y: Float64Array, w: Float64Array, meanY: number, sumW: number): number {
  let meanG = 0;
  for (let i = 0; i < g.length; i++) meanG += (w[i] as number) * (g[i] as number);
  meanG /= sumW;
  let sgg = 0;
  let sgy = 0;
  for (let i = 0; i < g.length; i++) {
    const along = (w[i] as number) * ((g[i] as number) - meanG);
    sgg += along * ((g[i] as number) - meanG);
    sgy += along * ((y[i] as number) - meanY);
  }
  const slope = sgy / sgg;
  if (!(slope < 0)) return Infinity;
  let rss = 0;
  for (let i = 0; i < g.length; i++) rss += (w[i] as number) * ((y[i] as number) - meanY - slope * ((g[i] as number) - meanG)) ** 2;
  return rss;
}
