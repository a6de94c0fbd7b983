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
  const largest = signal.reduce((max, value) => Math.max(max, value), 0);
  const bMax = b.reduce((max, value) => Math.max(max, value), 0) || 1;
  let [n, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (let rank = 0; rank < order.length; rank++) {
    const i = order[rank] as number;
    const s = signal[i] as number;
    if (!(s > (rank < 3 ? 0.05 : 0.3) * largest)) {
      if (rank >= 3) break;
      continue;
    }
    const scaled = (b[i] as number) / bMax;
    const weight = s * s;
    n += weight;
    x += weight * scaled;
    y += weight * Math.log(s);
    xx += weight * scaled * scaled;
    xy += weight * scaled * Math.log(s);
  }
  const slope = n * xx - x * x > 0 ? (n * xy - x * y) / (n * xx - x * x) : 0;
  const S0 = Math.exp((y - slope * x) / n);
  if (!(slope < 0) || !Number.isFinite(S0)) return { S0: largest || 1, D: 0.1 / bMax };
  return { S0, D: -slope / bMax };
}

/** Indices by rising b; most decays are in that order already. */
function ascending(b: Float64Array): Int32Array {
  const order = new Int32Array(b.length).map((_, i) => i);
  for (let i = 1; i < b.length; i++)
    if ((b[i] as number) < (b[i - 1] as number)) return order.sort((j, k) => (b[j] as number) - (b[k] as number));
  return order;
}
