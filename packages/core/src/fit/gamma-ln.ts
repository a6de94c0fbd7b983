const HALF_LN_TWO_PI = 0.9189385332046728;

/**
 * ln Γ(x) for x > 0, error below 1e-14 (absolute near its zeros at 1 and 2, relative elsewhere). NaN for x < 0, Infinity at 0.
 */
export const gammaLn = (x: number): number => {
  if (!(x >= 0)) return NaN;
  if (x === 0 || x === Infinity) return Infinity;
  if (x === 1 || x === 2) return 0;
  // Γ(x) = Γ(x + n) / (x (x+1) … (x+n−1)): Stirling's series is exact enough from 12 on.
  let product = 1;
  let y = x;
  while (y < 12) product *= y++;
  const z = 1 / (y * y);
  const series =
    (1 / 12 +
      z * (-1 / 360 + z * (1 / 1260 + z * (-1 / 1680 + z * (1 / 1188 + z * (-691 / 360360 + z * (1 / 156 - (z * 3617) / 122400))))))) /
    y;
  return (y - 0.5) * Math.log(y) - y + HALF_LN_TWO_PI + series - Math.log(product);
};
