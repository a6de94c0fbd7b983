/** S0 and the mean D of the first part of a decay. */
export interface InitialDecay {
  readonly S0: number;
  readonly D: number;
}

/**
 * Start values from any decay: a straight line through ln S against b over the points above 30 % of the largest signal (at least the three
 * of the lowest b); where that doesn't fall, 1/b of the largest weighting.
 * @param b – length n [s/m2], any order
 */
export function initialDecay(b: Float64Array, signal: Float64Array): InitialDecay {
  const order = ascending(b);
  let [largest, bMax] = [0, 0];
  for (let i = 0; i < b.length; i++) {
    largest = Math.max(largest, signal[i] as number);
    bMax = Math.max(bMax, b[i] as number);
  }
  bMax ||= 1;
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (let rank = 0; rank < b.length; rank++) {
    const i = order ? (order[rank] as number) : rank;
    const s = signal[i] as number;
    if (!(s > (rank < 3 ? 0.05 : 0.3) * largest)) {
      if (rank >= 3) break;
      continue;
    }
    const scaled = (b[i] as number) / bMax;
    const weight = s * s;
    const ln = Math.log(s);
    n += weight;
    x += weight * scaled;
    y += weight * ln;
    xx += weight * scaled * scaled;
    xy += weight * scaled * ln;
  }
  const slope = n * xx - x * x > 0 ? (n * xy - x * y) / (n * xx - x * x) : 0;
  const S0 = Math.exp((y - slope * x) / n);
  if (!(slope < 0) || !Number.isFinite(S0)) return { S0: largest || 1, D: 0.1 / bMax };
  return { S0, D: -slope / bMax };
}

/** Indices by rising b; undefined where the points are in that order already, as most decays are. */
function ascending(b: Float64Array): Int32Array | undefined {
  for (let i = 1; i < b.length; i++)
    if ((b[i] as number) < (b[i - 1] as number))
      return new Int32Array(b.length).map((_, k) => k).sort((j, k) => (b[j] as number) - (b[k] as number));
  return undefined;
}
