/** A straight line through weighted points, written about its own centre so that value and slope are uncorrelated. */
export interface WeightedLine {
  /** Weighted means of x and y. */
  readonly x: number;
  readonly y: number;
  readonly slope: number;
  /** Σw and Σw(x − x̄)². */
  readonly sumW: number;
  readonly sxx: number;
  /** Σw r² */
  readonly rss: number;
}

/**
 * Least squares y = ȳ + b(x − x̄). Means are taken first and sums formed about them, which keeps 1e-12 where x spans a per mille.
 * The slope is NaN where all x are equal; all is NaN without points.
 */
export function weightedLine(x: ArrayLike<number>, y: ArrayLike<number>, w: ArrayLike<number>): WeightedLine {
  const n = x.length;
  let sumW = 0;
  let meanX = 0;
  let meanY = 0;
  for (let i = 0; i < n; i++) sumW += at(w, i);
  for (let i = 0; i < n; i++) {
    meanX += (at(w, i) / sumW) * at(x, i);
    meanY += (at(w, i) / sumW) * at(y, i);
  }
  let dx = 0;
  let dy = 0;
  let sxx = 0;
  let sxy = 0;
  for (let i = 0; i < n; i++) {
    // A second pass takes out what rounding left of the means.
    dx += (at(w, i) / sumW) * (at(x, i) - meanX);
    dy += (at(w, i) / sumW) * (at(y, i) - meanY);
  }
  meanX += dx;
  meanY += dy;
  for (let i = 0; i < n; i++) {
    const u = at(x, i) - meanX;
    sxx += at(w, i) * u * u;
    sxy += at(w, i) * u * (at(y, i) - meanY);
  }
  const slope = sxx > 0 ? sxy / sxx : NaN;
  let rss = 0;
  for (let i = 0; i < n; i++) {
    const r = at(y, i) - meanY - (sxx > 0 ? slope * (at(x, i) - meanX) : 0);
    rss += at(w, i) * r * r;
  }
  return { x: meanX, y: meanY, slope, sumW, sxx, rss };
}

/** What each y contributes to the line's value at `x0`: the line there is Σ out_i y_i. */
export function lineWeights(line: WeightedLine, x: ArrayLike<number>, w: ArrayLike<number>, x0: number): Float64Array {
  const out = new Float64Array(x.length);
  for (let i = 0; i < out.length; i++) out[i] = at(w, i) / line.sumW + ((x0 - line.x) * at(w, i) * (at(x, i) - line.x)) / line.sxx;
  return out;
}

const at = (values: ArrayLike<number>, i: number): number => values[i] as number;
