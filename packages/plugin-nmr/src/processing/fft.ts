/**
 * In-place forward transform Σ s_t exp(−2πi k t/n) of one complex row; n a power of two.
 * `offset`: where the row begins in `re` and `im`. Twiddles come from `twiddles(n)`.
 */
export function fft(re: Float64Array, im: Float64Array, n: number, twiddle: Twiddles, offset = 0): void {
  for (let i = 0, j = 0; i < n; i++) {
    if (i < j) {
      const a = offset + i;
      const b = offset + j;
      const r = re[a] as number;
      const s = im[a] as number;
      re[a] = re[b] as number;
      im[a] = im[b] as number;
      re[b] = r;
      im[b] = s;
    }
    let bit = n >> 1;
    while (bit > 0 && j & bit) {
      j ^= bit;
      bit >>= 1;
    }
    j |= bit;
  }
  const { cos, sin } = twiddle;
  for (let half = 1; half < n; half *= 2) {
    const stride = n / 2 / half;
    for (let start = offset; start < offset + n; start += 2 * half) {
      for (let k = 0, t = 0; k < half; k++, t += stride) {
        const a = start + k;
        const b = a + half;
        const c = cos[t] as number;
        const s = sin[t] as number;
        const xr = (re[b] as number) * c + (im[b] as number) * s;
        const xi = (im[b] as number) * c - (re[b] as number) * s;
        re[b] = (re[a] as number) - xr;
        im[b] = (im[a] as number) - xi;
        re[a] = (re[a] as number) + xr;
        im[a] = (im[a] as number) + xi;
      }
    }
  }
}

export interface Twiddles {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** cos and sin of 2πt/n for t < n/2. */
export function twiddles(n: number): Twiddles {
  const cos = new Float64Array(n / 2);
  const sin = new Float64Array(n / 2);
  for (let t = 0; t < n / 2; t++) {
    cos[t] = Math.cos((2 * Math.PI * t) / n);
    sin[t] = Math.sin((2 * Math.PI * t) / n);
  }
  return { cos, sin };
}
