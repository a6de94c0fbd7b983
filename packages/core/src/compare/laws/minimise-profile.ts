/** A minimum is known to the root of the rounding error, so closer than this part of the bracket is pointless. */
const ENOUGH = 1e-9;
const GOLDEN = (3 - Math.sqrt(5)) / 2;
const MOST_STEPS = 100;

/**
 * Least value of a function of one variable that may have several minima: a grid, then parabolas about its best node, with golden sections
 * where a parabola would not do (at a kink, or where the function is infinite).
 * Source: R. P. Brent, Algorithms for Minimization without Derivatives (1973), chapter 5.
 */
export function minimiseProfile(
  f: (at: number) => number,
  grid: Float64Array,
): { readonly at: number; readonly value: number } | undefined {
  let best = -1;
  let least = Infinity;
  for (let i = 0; i < grid.length; i++) {
    const value = f(grid[i] as number);
    if (value < least) {
      least = value;
      best = i;
    }
  }
  if (best < 0) return undefined;
  let lo = grid[Math.max(0, best - 1)] as number;
  let hi = grid[Math.min(grid.length - 1, best + 1)] as number;
  const enough = ENOUGH * (hi - lo);
  // The best place, the second best and the one before; the grid holds the data points, where a profile has its kinks.
  let [x, second, third] = [grid[best] as number, grid[best] as number, grid[best] as number];
  let [fx, fSecond, fThird] = [least, least, least];
  let [step, before] = [0, 0];
  for (let count = 0; count < MOST_STEPS && Math.max(x - lo, hi - x) > enough; count++) {
    const wider = x - lo > hi - x ? lo - x : hi - x;
    const half = before;
    before = step;
    step = parabolaStep(x - second, fx - fSecond, x - third, fx - fThird);
    const within = x + step > lo + enough / 2 && x + step < hi - enough / 2;
    if (!(within && Math.abs(step) < Math.abs(half) / 2)) {
      before = wider;
      step = GOLDEN * wider;
    }
    // So near the vertex the wider side is closed.
    if (Math.abs(step) < enough / 2) step = wider > 0 ? enough / 2 : -enough / 2;
    const at = x + step;
    const value = f(at);
    if (value <= fx) {
      if (at > x) lo = x;
      else hi = x;
      [third, fThird, second, fSecond, x, fx] = [second, fSecond, x, fx, at, value];
    } else {
      if (at < x) lo = at;
      else hi = at;
      if (value <= fSecond || second === x) [third, fThird, second, fSecond] = [second, fSecond, at, value];
      else if (value <= fThird || third === x || third === second) [third, fThird] = [at, value];
    }
  }
  return { at: x, value: fx };
}

/** From the best place to the vertex of the parabola through it and two others, `p` and `q` before it and `fp`, `fq` above. NaN where there is none. */
function parabolaStep(p: number, fp: number, q: number, fq: number): number {
  const [a, b] = [p * fq, q * fp];
  return -(p * a - q * b) / (2 * (a - b));
}
