import { fitLinear, type LinearFit } from './fit-linear.ts';
import { rowsBeyond, rowsNear, type OrderedRows } from './rows-near.ts';

/** The profile beside one boundary: smooth curves that meet it with the same slope, as the flux through both faces is one. */
export interface StepFit {
  readonly fit: LinearFit;
  readonly rows: OrderedRows;
  /** Half-widths of the window [m]. */
  readonly left: number;
  readonly right: number;
  /** Rows nearer to the boundary than this were left out: the instrument smears the step over them [m]. */
  readonly gap: number;
  /** f just left of the boundary less f just right of it, and df/dx [1/m]. */
  readonly step: number;
  readonly gradient: number;
  /** Variances of both and their covariance. */
  readonly varStep: number;
  readonly varGradient: number;
  readonly covariance: number;
}

/** Each window is this part of the last one, down to a few rows. */
const SHRINK = 0.75;
const MIN_SIDE = 4;
/**
 * Columns of the design: mean, step, slope, and a curvature, which a symmetric window leaves without effect on step and slope. Both sides bend
 * alike: their curvatures differ by the step's share of df/dt over D. Where the curvature shows, or rows are many, more may matter: a cubic, then
 * what bends on one side only.
 */
const SIZES = [4, 5, 6, 7];
const MANY = 30;
/**
 * Spacings of rows left out on each side of a boundary. Its place is hardly known better than to a row, and a beam of finite width or a
 * boundary that leans turns the step into a slope there, which would pass for flux. None only where rows are scarce.
 */
const GAPS = [1, 2, 3, 4, 5];
/** A wider gap than this part of a side is chance, not a smear. */
const WIDEST = 0.25;
/** Fall of chi2 per row that makes leaving it out worth while: little more than chance, as a smear too faint to see still bends the slope. */
const ROW_WORTH = 1.5;
/** A window whose best fit is less probable than this is too wide, or holds a boundary that wasn't named. */
const ACCEPTED = 0.05;

/**
 * Step and gradient at a boundary from one fit: f = mean -+ step/2 + gradient (x - b) + curvature, the rows next to it left out.
 * Gap and columns follow AICc; the window is the widest in which that fit is plausible. Straight lines over many diffusion lengths would be biased.
 * @param from, to – the neighbouring boundaries [m], infinite where there is none up to the end of the profile
 * Undefined with fewer than four rows on a side.
 */
export function fitStep(rows: OrderedRows, at: number, from: number, to: number): StepFit | undefined {
  const first = Math.max(from, rows.x[0] ?? at);
  const last = Math.min(to, rows.x.at(-1) ?? at);
  let best: StepFit | undefined;
  for (let reach = Math.max(at - first, last - at); reach > 0; reach *= SHRINK) {
    const here = bestInWindow(rows, { at, from: Math.max(first, at - reach), to: Math.min(last, at + reach), before: from, behind: to });
    if (!here) break;
    const p = here.fit.probability;
    if (Number.isNaN(p) || p > ACCEPTED) return here;
    if (!best || p > best.fit.probability) best = here;
  }
  return best;
}

interface Window {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  /** The neighbouring boundaries. */
  readonly before: number;
  readonly behind: number;
}

/** First how many rows the step is smeared over, then whether more columns are worth while. */
function bestInWindow(all: OrderedRows, window: Window): StepFit | undefined {
  const rows = rowsNear(all, window.from, window.to);
  const spacing = ((rows.x.at(-1) ?? 0) - (rows.x[0] ?? 0)) / Math.max(1, rows.x.length - 1);
  let best: StepFit | undefined;
  let lowest = Infinity;
  const side = Math.min(window.at - window.from, window.to - window.at);
  for (const gap of GAPS) {
    if (gap > 1 && gap * spacing > WIDEST * side) break;
    const here = fitWindow(rows, window, gap * spacing, SIZES[0] as number);
    if (!here) break;
    const { fit } = here;
    const loss = Number.isNaN(fit.probability) ? rows.x.length * Math.log(fit.chi2 / fit.dof) : fit.chi2 - ROW_WORTH * fit.fitted.length;
    if (loss >= lowest) continue;
    lowest = loss;
    best = here;
  }
  best ??= fitWindow(rows, window, 0, SIZES[0] as number);
  if (!best || (best.fit.fitted.length < 2 * MANY && !bends(best.fit))) return best;
  // one column more than AICc asks for: what it can't see yet would still move the slope
  const fits = SIZES.map((size) => fitWindow(rows, window, best?.gap ?? 0, size)).filter((fit) => fit !== undefined);
  const chosen = fits.reduce((low, here, i) => (here.fit.aicc < (fits[low] as StepFit).fit.aicc ? i : low), 0);
  return fits[Math.min(chosen + 1, fits.length - 1)];
}

/** A curvature of more than 2.5 standard uncertainties. A smeared step can't fake one: it is odd about the boundary. */
const bends = ({ values, covariance }: LinearFit): boolean =>
  (values[3] as number) ** 2 > 6.25 * (covariance[3 * values.length + 3] as number);

/** The rows of a window, less a gap on both sides of each boundary. */
function fitWindow(
  rows: OrderedRows,
  { at, from, to, before: previous, behind: next }: Window,
  gap: number,
  m: number,
): StepFit | undefined {
  const kept = gap === 0 ? rows : rowsBeyond(rowsNear(rows, previous + gap, next - gap), at, gap);
  const before = kept.x.reduce((n, x) => (x < at ? n + 1 : n), 0);
  if (Math.min(before, kept.x.length - before) < MIN_SIDE) return undefined;
  const [left, right] = [at - from, to - at];
  const scale = Math.max(left, right);
  const fit = fitLinear(kept, stepDesign(kept.x, at, scale, m), m);
  return (
    fit && {
      fit,
      rows: kept,
      left,
      right,
      gap,
      step: fit.values[1] as number,
      gradient: (fit.values[2] as number) / scale,
      varStep: fit.covariance[m + 1] as number,
      varGradient: (fit.covariance[2 * m + 2] as number) / (scale * scale),
      covariance: (fit.covariance[m + 2] as number) / scale,
    }
  );
}

/** Columns: mean, half a step with the sign of its side, slope, u^2, u^3, and both again with the sign of their side. */
function stepDesign(x: Float64Array, at: number, scale: number, m: number): Float64Array {
  const design = new Float64Array(x.length * m);
  for (let i = 0; i < x.length; i++) {
    const u = ((x[i] as number) - at) / scale;
    const side = u < 0 ? 1 : -1;
    const columns = [1, 0.5 * side, u, u * u, u * u * u, side * u * u, side * u * u * u];
    for (let k = 0; k < m; k++) design[i * m + k] = columns[k] as number;
  }
  return design;
}
