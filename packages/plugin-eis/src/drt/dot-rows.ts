/** Σ a[p + i] a[q + i] over n values: four sums, since one would wait for itself at every step. */
export function dotRows(a: Float64Array, p: number, q: number, n: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  const whole = n - (n & 3);
  for (let i = 0; i < whole; i += 4) {
    s0 += a[p + i]! * a[q + i]!;
    s1 += a[p + i + 1]! * a[q + i + 1]!;
    s2 += a[p + i + 2]! * a[q + i + 2]!;
    s3 += a[p + i + 3]! * a[q + i + 3]!;
  }
  for (let i = whole; i < n; i++) s0 += a[p + i]! * a[q + i]!;
  return s0 + s1 + (s2 + s3);
}
