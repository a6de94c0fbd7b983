import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import type { Harrison } from './harrison.ts';

/** The product s delta D_gb by Le Claire's relation, or why it isn't given and what would help. */
export type LeClaire =
  | {
      /** s delta D_gb and its standard uncertainty [m3/s]: of the slope and of the relation itself, D taken as it is. */
      readonly value: number;
      readonly u: number;
      /** d ln c'/d y^(6/5) [m^-6/5]. */
      readonly slope: number;
      /** Depths between which the slope was taken [m], and the rows there. */
      readonly from: number;
      readonly to: number;
      readonly rows: number;
    }
  | { readonly refused: string; readonly fix: string };

/** K' of a constant and of an instantaneous source. doi:10.1088/0508-3443/14/6/317 (Le Claire 1963) */
const CONSTANT = { held: 1.322, film: 1.308 } as const;
/** The window, in w = y/sqrt(beta Dt): K' is 1.31 to 1.27 between, 1.38 and more before it, and grows behind. */
const [NEAREST, FARTHEST] = [2.5, 10];
/** What a constant K' is off by within the window, as a part of the result. */
const OWN = 0.04;
/** The lattice is gone where its part is below so much of the tail: eta of the window begins here at the least. */
const LATTICE_GONE = 6;
/** Rows must stand so many standard deviations above the background. */
const SEEN = 3;
const FEWEST = 6;
const LONGEST_BETA = 10;

/**
 * s delta D_gb = K' sqrt(D/t) (-d ln c'/d y^(6/5))^(-5/3), on the rows of the tail between w = 2.5 and 10 that stand out of the background, weighted by
 * their errors. Only in regime B: the fit of the integral needs no such window, this is its check.
 */
export function leClaire(
  data: Dataset<typeof TracerProfile>,
  at: { readonly D: number; readonly time: number; readonly background: number; readonly source: 'held' | 'film' },
  regime: Harrison,
): LeClaire {
  if (regime.beta < LONGEST_BETA) {
    return {
      refused: `beta is ${regime.beta.toPrecision(3)}, below 10: the boundaries hardly run ahead of the lattice`,
      fix: 'anneal at a lower temperature or for a shorter time; the fit of the integral holds here',
    };
  }
  if (regime.regime !== 'B') {
    return {
      refused: `the regime is ${regime.regime}, not B (sqrt(Dt) is ${regime.crowding.toPrecision(2)} of the distance of boundaries${regime.alpha === null ? '' : `, alpha ${regime.alpha.toPrecision(2)}`})`,
      fix: 'anneal so that s delta < 0.2 sqrt(Dt) and sqrt(Dt) < 0.1 of the distance of boundaries',
    };
  }
  const scale = Math.sqrt(regime.beta) * regime.length;
  const [from, to] = [Math.max(NEAREST * scale, LATTICE_GONE * regime.length), FARTHEST * scale];
  const used = tailRows(data, from, to, at.background);
  if (used.length < FEWEST) {
    return {
      refused: `${used.length} rows between ${(from * 1e6).toPrecision(3)} and ${(to * 1e6).toPrecision(3)} um stand above the background`,
      fix: 'measure deeper, or count longer: the slope needs 6 rows there',
    };
  }
  const { slope, u } = slopeOf(used);
  if (!(slope < 0 && u < -0.5 * slope)) {
    return { refused: 'ln c against y^(6/5) has no slope that is known to a factor of two', fix: 'count longer, or measure deeper' };
  }
  const value = CONSTANT[at.source] * Math.sqrt(at.D / at.time) * (-slope) ** (-5 / 3);
  return { value, u: value * Math.hypot(((5 / 3) * u) / -slope, OWN), slope, from: used[0]!.y, to: used.at(-1)!.y, rows: used.length };
}

interface TailRow {
  readonly y: number;
  readonly lnC: number;
  readonly weight: number;
}

/** Rows of the window from the front on, as far as they stand above the background. */
function tailRows(data: Dataset<typeof TracerProfile>, from: number, to: number, background: number): TailRow[] {
  const { depth, fraction, total } = data.variables;
  const rows: { y: number; c: number; sigma: number }[] = [];
  for (let i = 0; i < depth.values.length; i++) {
    const [y, f, n] = [depth.values[i]!, fraction.values[i]!, total?.values[i] ?? NaN];
    if (!(y >= from && y <= to) || n === 0) continue;
    const smooth = total ? (f * n + 0.5) / (n + 1) : f;
    rows.push({ y, c: f - background, sigma: total ? Math.sqrt((smooth * (1 - smooth)) / n) : (fraction.sigma?.[i] ?? NaN) });
  }
  rows.sort((a, b) => a.y - b.y);
  // the first row that drowns ends the window: to pick the ones above it further on would be to pick their errors
  const end = rows.findIndex(({ c, sigma }) => !(c > 0) || c < SEEN * sigma);
  return rows
    .slice(0, end < 0 ? rows.length : end)
    .map(({ y, c, sigma }) => ({ y, lnC: Math.log(c), weight: Number.isNaN(sigma) ? 1 : (c / sigma) ** 2 }));
}

/** Weighted straight line through ln c against y^(6/5); u from the scatter where that is more than the errors say. */
function slopeOf(rows: readonly TailRow[]): { slope: number; u: number } {
  const at = rows.map(({ y }) => y ** 1.2);
  const sum = (f: (i: number) => number): number => rows.reduce((s, row, i) => s + row.weight * f(i), 0);
  const all = sum(() => 1);
  const [x, l] = [sum((i) => at[i]!) / all, sum((i) => rows[i]!.lnC) / all];
  const spread = sum((i) => (at[i]! - x) ** 2);
  const slope = sum((i) => (at[i]! - x) * (rows[i]!.lnC - l)) / spread;
  const chi2 = sum((i) => (rows[i]!.lnC - l - slope * (at[i]! - x)) ** 2);
  return { slope, u: Math.sqrt(Math.max(1, chi2 / (rows.length - 2)) / spread) };
}
