import type { SeededRandom } from '@ionwalk/core/fit';

/** Counts on the move: what one mass gains and what leaves the field. */
export interface MovedSums {
  readonly counts: Float64Array;
  readonly variance: Float64Array;
  /** Stored counts that fell outside. */
  outside: number;
}

/**
 * Adds a frame's counts where they belong, `dx`, `dy` pixels back. Between pixels each whole count goes to one of the four around its place, at
 * random in proportion to the overlap: a Poisson process that is split so stays one, its pixels independent, and no count is lost or made.
 * Fractions of counts (float images) are shared out by the overlap instead.
 * @param stored – counts of the frame; @param corrected – [n, var n] of a stored count, by turns
 */
export function moveCounts(
  stored: Float64Array,
  width: number,
  height: number,
  shift: { readonly dx: number; readonly dy: number },
  correct: (m: number, out: Float64Array) => void,
  random: SeededRandom,
  sums: MovedSums,
): void {
  const [ix, iy] = [Math.floor(-shift.dx), Math.floor(-shift.dy)];
  const [fx, fy] = [-shift.dx - ix, -shift.dy - iy];
  const pair = new Float64Array(2);
  const put = (x: number, y: number, part: number, m: number): void => {
    if (part === 0) return;
    if (x < 0 || y < 0 || x >= width || y >= height) {
      sums.outside += part;
      return;
    }
    const at = y * width + x;
    sums.counts[at] = (sums.counts[at] as number) + ((pair[0] as number) * part) / m;
    sums.variance[at] = (sums.variance[at] as number) + ((pair[1] as number) * part) / m;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const m = stored[y * width + x] as number;
      if (!(m > 0)) continue;
      correct(m, pair);
      const whole = Number.isInteger(m);
      const below = whole ? binomial(m, fy, random) : m * fy;
      const [left, right] = [m - below, below].map((part) => (whole ? binomial(part, fx, random) : part * fx)) as [number, number];
      put(x + ix, y + iy, m - below - left, m);
      put(x + ix + 1, y + iy, left, m);
      put(x + ix, y + iy + 1, below - right, m);
      put(x + ix + 1, y + iy + 1, right, m);
    }
  }
}

/** A binomial variate: counted one by one where it is small, from the normal distribution (rounded) where both outcomes are many. */
function binomial(n: number, p: number, random: SeededRandom): number {
  if (p <= 0 || n === 0) return 0;
  const variance = n * p * (1 - p);
  if (variance > 25) return Math.min(n, Math.max(0, Math.round(n * p + Math.sqrt(variance) * random.normal())));
  let hits = 0;
  if (n > 1000) {
    // few of very many, or all but few: gaps between the rarer outcome are geometric
    const rare = Math.min(p, 1 - p);
    for (let at = gap(rare, random); at <= n; at += gap(rare, random)) hits++;
    return p <= 0.5 ? hits : n - hits;
  }
  for (let i = 0; i < n; i++) if (random.uniform() < p) hits++;
  return hits;
}

const gap = (p: number, random: SeededRandom): number => 1 + Math.floor(Math.log1p(-random.uniform()) / Math.log1p(-p));
