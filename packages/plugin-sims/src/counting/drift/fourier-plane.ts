/** A complex plane of n x n numbers, n a power of two, transformed in place: forward with sign -1, back with +1 (not divided by n^2). */
export function fourierPlane(re: Float64Array, im: Float64Array, n: number, sign: 1 | -1): void {
  const [cosines, sines] = [new Float64Array(n / 2), new Float64Array(n / 2)];
  for (let i = 0; i < n / 2; i++) {
    cosines[i] = Math.cos((2 * Math.PI * i) / n);
    sines[i] = sign * Math.sin((2 * Math.PI * i) / n);
  }
  for (let i = 0; i < n; i++) line(re, im, i * n, 1, n, cosines, sines);
  for (let i = 0; i < n; i++) line(re, im, i, n, n, cosines, sines);
}

/** Radix-2 transform of n numbers from `start`, `stride` apart. */
function line(
  re: Float64Array,
  im: Float64Array,
  start: number,
  stride: number,
  n: number,
  cosines: Float64Array,
  sines: Float64Array,
): void {
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const [a, b] = [start + i * stride, start + j * stride];
    [re[a], re[b]] = [re[b] as number, re[a] as number];
    [im[a], im[b]] = [im[b] as number, im[a] as number];
  }
  for (let size = 2; size <= n; size *= 2) {
    const [half, step] = [size / 2, n / size];
    for (let from = 0; from < n; from += size) {
      for (let k = 0; k < half; k++) {
        const [c, s] = [cosines[k * step] as number, sines[k * step] as number];
        const [a, b] = [start + (from + k) * stride, start + (from + k + half) * stride];
        const [br, bi] = [re[b] as number, im[b] as number];
        const [tr, ti] = [br * c - bi * s, br * s + bi * c];
        const [ar, ai] = [re[a] as number, im[a] as number];
        re[b] = ar - tr;
        im[b] = ai - ti;
        re[a] = ar + tr;
        im[a] = ai + ti;
      }
    }
  }
}
