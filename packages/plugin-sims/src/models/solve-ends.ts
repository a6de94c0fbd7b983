import type { CoarseProfile } from './coarse-profile.ts';

/** Best source and background for a given shape c', and the weighted sum of squares they leave. */
export interface Ends {
  readonly source: number;
  readonly background: number;
  readonly chi2: number;
}

const inside = (f: number): number => Math.min(1 - 1e-4, Math.max(1e-4, f));

/**
 * Solves f = background (1 - c') + source c' for whichever of the two isn't known (NaN), by weighted least squares.
 * @param c – shape per coarse row
 */
export function solveEnds(coarse: Pick<CoarseProfile, 'fraction' | 'weight'>, c: Float64Array, source: number, background: number): Ends {
  let [s11, s12, s22, b1, b2] = [0, 0, 0, 0, 0];
  for (let i = 0; i < c.length; i++) {
    const [w, y, a] = [coarse.weight[i] as number, coarse.fraction[i] as number, c[i] as number];
    const b = 1 - a;
    s11 += w * a * a;
    s12 += w * a * b;
    s22 += w * b * b;
    b1 += w * a * y;
    b2 += w * b * y;
  }
  let [s, g] = [source, background];
  if (Number.isNaN(s) && Number.isNaN(g)) {
    const det = s11 * s22 - s12 * s12;
    const solvable = det > 1e-9 * s11 * s22;
    s = solvable ? (b1 * s22 - b2 * s12) / det : Math.max(...coarse.fraction);
    g = solvable ? (b2 * s11 - b1 * s12) / det : Math.min(...coarse.fraction);
  } else if (Number.isNaN(s)) s = s11 > 0 ? (b1 - g * s12) / s11 : 0.5;
  else if (Number.isNaN(g)) g = s22 > 0 ? (b2 - s * s12) / s22 : 0.5;
  if (Number.isNaN(source)) s = inside(s);
  if (Number.isNaN(background)) g = inside(g);
  let chi2 = 0;
  for (let i = 0; i < c.length; i++) {
    const d = (coarse.fraction[i] as number) - g - (s - g) * (c[i] as number);
    chi2 += (coarse.weight[i] as number) * d * d;
  }
  return { source: s, background: g, chi2 };
}
