/** x = a + b with a on a grid of 1/16, so that a² is exact: exp of the rounded x² would be wrong by x² ε. */
const split = (x: number): number => Math.round(x * 16) / 16;

/** exp(−x²) to full relative accuracy. */
export const expMinusSquare = (x: number): number => {
  const a = split(x);
  return Math.exp(-a * a) * Math.exp(-(x - a) * (x + a));
};

/** exp(x²) to full relative accuracy; Infinity beyond x = 26.64. */
export const expSquare = (x: number): number => {
  if (Math.abs(x) > 27) return Infinity;
  const a = split(x);
  return Math.exp(a * a) * Math.exp((x - a) * (x + a));
};
