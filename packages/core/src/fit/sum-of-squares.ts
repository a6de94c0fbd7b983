/** Σ v_i² over the first n values. */
export const sumOfSquares = (v: Float64Array, n: number): number => {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += v[i]! * v[i]!;
  return sum;
};
