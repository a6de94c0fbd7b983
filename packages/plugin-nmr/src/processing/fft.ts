/**
 * In-place forward transform Σ s_t exp(−2πi k t/n) of one complex row of n points; n a power of two.
 * `twiddle` comes from `twiddles(n)` and holds the working memory: one transform at a time may use it.
 * Passes of radix 4 that sort as they go (Stockham): no bit reversal, memory read and written in order.
 */
export function fft(re: Float64Array, im: Float64Array, n: number, twiddle: Twiddles): void {
  if (n === 1) return;
  let from: Row = { re, im };
  let to: Row = twiddle.work;
  let s = 1;
  for (; 4 * s <= n; s *= 4) {
    if (s === 1) firstPass(from, to, n, twiddle);
    else middlePass(from, to, n, s, twiddle);
    [from, to] = [to, from];
  }
  if (s < n) {
    lastPair(from, to, n);
    [from, to] = [to, from];
  }
  if (from.re === re) return;
  re.set(from.re);
  im.set(from.im);
}

interface Row {
  readonly re: Float64Array;
  readonly im: Float64Array;
}

export interface Twiddles {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
  readonly work: Row;
}

/** cos and sin of 2πt/n for t < n, and working memory of n points. */
export function twiddles(n: number): Twiddles {
  const cos = new Float64Array(n);
  const sin = new Float64Array(n);
  for (let t = 0; t < n; t++) {
    cos[t] = Math.cos((2 * Math.PI * t) / n);
    sin[t] = Math.sin((2 * Math.PI * t) / n);
  }
  return { cos, sin, work: { re: new Float64Array(n), im: new Float64Array(n) } };
}

/** Butterflies of four points a quarter apart; those of one pass share their twiddle in groups of s, here of one. */
function firstPass({ re: xr, im: xi }: Row, { re: yr, im: yi }: Row, n: number, { cos, sin }: Twiddles): void {
  const quarter = n >> 2;
  for (let p = 0, o = 0; p < quarter; p++, o += 4) {
    const ar = xr[p] as number;
    const ai = xi[p] as number;
    const br = xr[p + quarter] as number;
    const bi = xi[p + quarter] as number;
    const cr = xr[p + 2 * quarter] as number;
    const ci = xi[p + 2 * quarter] as number;
    const dr = xr[p + 3 * quarter] as number;
    const di = xi[p + 3 * quarter] as number;
    const sumR = ar + cr;
    const sumI = ai + ci;
    const gapR = ar - cr;
    const gapI = ai - ci;
    // −i (b − d)
    const pairR = br + dr;
    const pairI = bi + di;
    const turnR = bi - di;
    const turnI = dr - br;
    const c1 = cos[p] as number;
    const s1 = sin[p] as number;
    const c2 = cos[2 * p] as number;
    const s2 = sin[2 * p] as number;
    const c3 = cos[3 * p] as number;
    const s3 = sin[3 * p] as number;
    yr[o] = sumR + pairR;
    yi[o] = sumI + pairI;
    const ur = gapR + turnR;
    const ui = gapI + turnI;
    const vr = sumR - pairR;
    const vi = sumI - pairI;
    const wr = gapR - turnR;
    const wi = gapI - turnI;
    yr[o + 1] = ur * c1 + ui * s1;
    yi[o + 1] = ui * c1 - ur * s1;
    yr[o + 2] = vr * c2 + vi * s2;
    yi[o + 2] = vi * c2 - vr * s2;
    yr[o + 3] = wr * c3 + wi * s3;
    yi[o + 3] = wi * c3 - wr * s3;
  }
}

function middlePass({ re: xr, im: xi }: Row, { re: yr, im: yi }: Row, n: number, s: number, { cos, sin }: Twiddles): void {
  const quarter = n >> 2;
  for (let t = 0, k = 0; t < quarter; t += s) {
    const c1 = cos[t] as number;
    const s1 = sin[t] as number;
    const c2 = cos[2 * t] as number;
    const s2 = sin[2 * t] as number;
    const c3 = cos[3 * t] as number;
    const s3 = sin[3 * t] as number;
    for (let q = 0, o = 4 * t; q < s; q++, k++, o++) {
      const ar = xr[k] as number;
      const ai = xi[k] as number;
      const br = xr[k + quarter] as number;
      const bi = xi[k + quarter] as number;
      const cr = xr[k + 2 * quarter] as number;
      const ci = xi[k + 2 * quarter] as number;
      const dr = xr[k + 3 * quarter] as number;
      const di = xi[k + 3 * quarter] as number;
      const sumR = ar + cr;
      const sumI = ai + ci;
      const gapR = ar - cr;
      const gapI = ai - ci;
      const pairR = br + dr;
      const pairI = bi + di;
      const turnR = bi - di;
      const turnI = dr - br;
      yr[o] = sumR + pairR;
      yi[o] = sumI + pairI;
      const ur = gapR + turnR;
      const ui = gapI + turnI;
      const vr = sumR - pairR;
      const vi = sumI - pairI;
      const wr = gapR - turnR;
      const wi = gapI - turnI;
      yr[o + s] = ur * c1 + ui * s1;
      yi[o + s] = ui * c1 - ur * s1;
      yr[o + 2 * s] = vr * c2 + vi * s2;
      yi[o + 2 * s] = vi * c2 - vr * s2;
      yr[o + 3 * s] = wr * c3 + wi * s3;
      yi[o + 3 * s] = wi * c3 - wr * s3;
    }
  }
}

/** What is left of an odd power of two. */
function lastPair({ re: xr, im: xi }: Row, { re: yr, im: yi }: Row, n: number): void {
  const half = n >> 1;
  for (let k = 0; k < half; k++) {
    const ar = xr[k] as number;
    const ai = xi[k] as number;
    const br = xr[k + half] as number;
    const bi = xi[k + half] as number;
    yr[k] = ar + br;
    yi[k] = ai + bi;
    yr[k + half] = ar - br;
    yi[k + half] = ai - bi;
  }
}
