export type LawModel = 'arrhenius' | 'segmented' | 'vtf' | 'quadratic';

/** Where two straight lines meet; `x` is 1/T, slopes are d ln D/d(1/T) [K]. `lo`, `hi`: the range of x with Δχ² ≤ 1. */
export interface Hinge {
  readonly x: number;
  readonly lo: number;
  readonly hi: number;
  /** On the side of low temperature (large x), and of high temperature. */
  readonly slopeLowT: number;
  readonly slopeHighT: number;
}

/** A law ln D(1/T) fitted to one series. Weights: what each point contributes to the value or the slope at a place. */
export interface LawFit {
  readonly model: LawModel;
  /** Free parameters. */
  readonly size: number;
  /** Σw r² */
  readonly rss: number;
  value(x: number): number;
  slope(x: number): number;
  valueWeights(x: number): Float64Array;
  slopeWeights(x: number): Float64Array;
  readonly hinge?: Hinge;
}

/** Points of one series to be fitted: x = 1/T ascending, y = ln D, w the weights. */
export interface LawData {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly w: Float64Array;
}

/** Σ_k factors_k rows_k */
export function mix(rows: readonly Float64Array[], factors: readonly number[]): Float64Array {
  const out = new Float64Array((rows[0] as Float64Array).length);
  for (let k = 0; k < rows.length; k++) {
    const row = rows[k] as Float64Array;
    const factor = factors[k] as number;
    for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) + factor * (row[i] as number);
  }
  return out;
}

/** Σ_i a_i b_i */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}
