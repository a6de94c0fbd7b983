import { minimiseProfile } from '../laws/minimise-profile.ts';

/** A straight law ln D = value + slope (x − pivot) with x = 1/T [1/K]; at the pivot the two are uncorrelated. */
export interface PivotLine {
  readonly pivot: number;
  readonly value: number;
  readonly u: number;
  /** d ln D/d(1/T) [K] */
  readonly slope: number;
  readonly uSlope: number;
  /** What one standard uncertainty of each error that isn't common to all lines makes of value and slope. */
  readonly shifts: readonly (readonly [value: number, slope: number])[];
}

/** Where all lines meet: x = 1/T and the range of it with Δχ² ≤ 1; χ² has n − 2 degrees of freedom. */
export interface IsokineticPoint {
  readonly x: number;
  readonly lo: number;
  readonly hi: number;
  readonly chi2: number;
  /** By how much χ² is larger at 1/T = 0, where one D0 for all would make them meet. */
  readonly rise: number;
}

/** Looked for from 1/T = 0 to 50 K. */
const COLDEST = 1 / 50;
/** Nodes are spaced evenly in ln(x + this): closely where temperatures are high. */
const CLOSE = 1 / 10_000;
const NODES = 64;

/**
 * The one place 1/T where all lines may have the same ln D: the least of χ²(x) = Σ (y_i(x) − ȳ)²/(u_i² + u_slope,i² (x − x_i)²), the mean weighted.
 * That is the likelihood with each line's own slope free, so the correlation of D0 with E_a is in it and needs no regression of one on the other.
 * Undefined for fewer than three lines.
 */
export function isokineticPoint(lines: readonly PivotLine[]): IsokineticPoint | undefined {
  if (lines.length < 3) return undefined;
  const at = (x: number): number => spreadAt(lines, x);
  const grid = Float64Array.from({ length: NODES }, (_, i) => CLOSE * ((1 + COLDEST / CLOSE) ** (i / (NODES - 1)) - 1));
  const best = minimiseProfile(at, grid);
  if (best === undefined) return undefined;
  const limit = best.value + 1;
  return { x: best.at, chi2: best.value, rise: at(0) - best.value, lo: edge(at, best.at, 0, limit), hi: edge(at, best.at, COLDEST, limit) };
}

/** χ² of the lines' values at x about their weighted mean. */
function spreadAt(lines: readonly PivotLine[], x: number): number {
  let [sum, mean] = [0, 0];
  const weight = ({ pivot, u, uSlope, shifts }: PivotLine): number => {
    const t = x - pivot;
    return 1 / shifts.reduce((sum, [value, slope]) => sum + (value + slope * t) ** 2, u ** 2 + (uSlope * t) ** 2);
  };
  for (const line of lines) {
    const w = weight(line);
    sum += w;
    mean += (w / sum) * (line.value + line.slope * (x - line.pivot) - mean);
  }
  return lines.reduce((chi2, line) => chi2 + weight(line) * (line.value + line.slope * (x - line.pivot) - mean) ** 2, 0);
}

/** Where the profile rises above `limit` on the way from the best place to `end`; `end` where it never does. */
function edge(f: (x: number) => number, best: number, end: number, limit: number): number {
  if (f(end) <= limit) return end;
  let [inside, outside] = [best, end];
  for (let step = 0; step < 30; step++) {
    const middle = (inside + outside) / 2;
    if (f(middle) <= limit) inside = middle;
    else outside = middle;
  }
  return inside;
}
