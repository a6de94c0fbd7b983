import { fft, twiddles } from '../processing/fft.ts';

/** Lag, in points, at which a pattern correlates best with `y`, and the sum of products there. */
export function correlation(y: Float64Array): (pattern: Float64Array) => { lag: number; value: number } {
  const n = 2 * 2 ** Math.ceil(Math.log2(y.length));
  const twiddle = twiddles(n);
  const [yr, yi, pr, pi] = [new Float64Array(n), new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  yr.set(y);
  fft(yr, yi, n, twiddle);
  return (pattern) => {
    pr.fill(0);
    pi.fill(0);
    pr.set(pattern);
    fft(pr, pi, n, twiddle);
    // conj(Y) P, transformed forward, is n times the correlation at the lag of its index.
    for (let k = 0; k < n; k++) {
      const [a, b, c, d] = [yr[k] as number, -(yi[k] as number), pr[k] as number, pi[k] as number];
      pr[k] = a * c - b * d;
      pi[k] = a * d + b * c;
    }
    fft(pr, pi, n, twiddle);
    let at = 0;
    for (let k = 1; k < n; k++) if ((pr[k] as number) > (pr[at] as number)) at = k;
    return { lag: at < n / 2 ? at : at - n, value: (pr[at] as number) / n };
  };
}
