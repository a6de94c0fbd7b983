import { impossible } from './dead-time.ts';

/** Corrected counts and their variances of every 16-bit number, for adding planes of them. */
export interface CorrectionTable {
  /**
   * Adds planes to running sums and gives their stored counts. `swapped`: the numbers are in the other byte order. Throws `sims/dead-time`.
   */
  add(planes: readonly Uint16Array[], swapped: boolean, sum: Float64Array, variance: Float64Array): number;
}

/**
 * What `addCorrected` computes, n = m/(1 - m tau/T) and var n = m/(1 - m tau/T)^2, looked up: counts are small integers.
 * @param ratio – tau/T, more than 0
 */
export function correctionTable(ratio: number): CorrectionTable {
  const n = new Float64Array(0x10000);
  const variance = new Float64Array(0x10000);
  // the first count that can't be: the dead time is as long as the dwell
  let most = 0;
  for (; most < 0x10000 && 1 - most * ratio > 0; most++) {
    const live = 1 - most * ratio;
    n[most] = most / live;
    variance[most] = most / live / live;
  }
  const check = (highest: number): void => {
    if (highest >= most) throw impossible(highest, ratio);
  };
  return {
    add(planes, swapped, sum, sumVariance) {
      let [total, p] = [0, 0];
      const read = swapped ? swap : same;
      for (; p + 4 <= planes.length; p += 4) {
        const [a, b, c, d] = planes.slice(p, p + 4).map(read) as [Uint16Array, Uint16Array, Uint16Array, Uint16Array];
        let highest = 0;
        for (let i = 0; i < sum.length; i++) {
          const j = a[i] as number;
          const k = b[i] as number;
          const l = c[i] as number;
          const m = d[i] as number;
          total += j + k + l + m;
          highest = Math.max(highest, j, k, l, m);
          sum[i] = (sum[i] as number) + ((n[j] as number) + (n[k] as number) + ((n[l] as number) + (n[m] as number)));
          sumVariance[i] =
            (sumVariance[i] as number) +
            ((variance[j] as number) + (variance[k] as number) + ((variance[l] as number) + (variance[m] as number)));
        }
        check(highest);
      }
      for (; p < planes.length; p++) {
        const plane = read(planes[p] as Uint16Array);
        let highest = 0;
        for (let i = 0; i < sum.length; i++) {
          const m = plane[i] as number;
          total += m;
          if (m > highest) highest = m;
          sum[i] = (sum[i] as number) + (n[m] as number);
          sumVariance[i] = (sumVariance[i] as number) + (variance[m] as number);
        }
        check(highest);
      }
      return total;
    },
  };
}

const same = (plane: Uint16Array): Uint16Array => plane;

/** In place: the planes were read for this and nothing else. */
function swap(plane: Uint16Array): Uint16Array {
  for (let i = 0; i < plane.length; i++) {
    const w = plane[i] as number;
    plane[i] = (w << 8) | (w >>> 8);
  }
  return plane;
}
