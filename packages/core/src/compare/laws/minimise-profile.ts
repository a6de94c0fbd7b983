/** Least value of a function of one variable that may have several minima: a grid, then golden section about its best node. */
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
  let c = hi - GOLDEN * (hi - lo);
  let d = lo + GOLDEN * (hi - lo);
  let [fc, fd] = [f(c), f(d)];
  // A minimum is known to the root of the rounding error, so closer is pointless.
  const enough = 1e-9 * (hi - lo);
  while (hi - lo > enough) {
    if (fc < fd) {
      [hi, d, fd] = [d, c, fc];
      c = hi - GOLDEN * (hi - lo);
      fc = f(c);
    } else {
      [lo, c, fc] = [c, d, fd];
      d = lo + GOLDEN * (hi - lo);
      fd = f(d);
    }
  }
  const middle = (lo + hi) / 2;
  const value = f(middle);
  // The grid holds the data points, where a profile has its kinks: one of them may be the least of all.
  return value < least ? { at: middle, value } : { at: grid[best] as number, value: least };
}

const GOLDEN = (Math.sqrt(5) - 1) / 2;
