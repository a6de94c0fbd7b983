import type { Dataset, NumberParam, Numbers } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { invertSymmetric } from '../numeric/invert-symmetric.ts';
import { coarseProfile, type CoarseProfile } from './coarse-profile.ts';
import type { Given } from './given.ts';
import type { ProfileRow } from './profile-row.ts';

type Params = Record<string, NumberParam>;

const GROUPS = 24;
const ITERATIONS = 6;
/** A start moves by no more than e to this in a quantity of many decades: it stays a start of its own valley. */
const FAR = 3;
/** Starts that fit so many times worse than the best one aren't worth an iteration on all rows. */
const PLAUSIBLE = 3;
/** Two starts are one where all their parameters agree so far. */
const SAME = 0.02;

/**
 * Moves starts towards their minima on a profile summed into few rows, and drops those that come to the same place or fit far worse than the best: what is
 * left needs few iterations on all rows. Best first.
 */
export function refineStarts<P extends Params>(
  profile: ProfileRow<P>,
  data: Dataset<typeof TracerProfile>,
  given: Given,
  starts: readonly Numbers<P>[],
): Numbers<P>[] {
  const names = Object.keys(profile.params);
  const held = heldIn(names, given);
  const free = names.map((_, j) => j).filter((j) => !held.has(names[j] as string));
  const coarse = coarseProfile(data, GROUPS);
  if (coarse.depth.length <= free.length) return [...starts];
  const refined = starts.map((start) => descend(profile, coarse, given, start, names, free)).sort((a, b) => a.chi2 - b.chi2);
  const lowest = refined[0]?.chi2 ?? 0;
  const out: { readonly p: Numbers<P>; readonly chi2: number }[] = [];
  for (const one of refined) {
    if (one.chi2 > PLAUSIBLE * lowest && out.length > 0) continue;
    const again = out.some(({ p }) => names.every((name) => Math.abs((one.p[name] as number) / (p[name] as number) - 1) < SAME));
    if (!again) out.push(one);
  }
  return out.map(({ p }) => p);
}

/** Parameters that the history fixes. */
function heldIn(names: readonly string[], given: Given): Set<string> {
  const bulk = names.includes('D_bulk') ? 'D_bulk' : names.includes('sdD_gb') || names.includes('P') ? 'D' : '';
  const known = { source: given.source, background: given.background, density: given.boundaryDensity, [bulk]: given.bulkDiffusivity };
  return new Set(Object.keys(known).filter((name) => Number.isFinite(known[name as 'source'])));
}

/** Damped Gauss-Newton with fixed weights, in ln of quantities of many decades. */
function descend<P extends Params>(
  profile: ProfileRow<P>,
  coarse: CoarseProfile,
  given: Given,
  start: Numbers<P>,
  names: readonly string[],
  free: readonly number[],
): { readonly p: Numbers<P>; readonly chi2: number } {
  const n = free.length;
  const row = new Float64Array(1 + names.length);
  const [information, gradient] = [new Float64Array(n * n), new Float64Array(n)];
  const isLog = free.map((j) => profile.params[names[j] as string]?.scale === 'log');
  let p = start;
  /** Chi-square at q; with `slopes`, the normal equations too. */
  const chi2At = (q: Numbers<P>, slopes: boolean): number => {
    if (slopes) {
      information.fill(0);
      gradient.fill(0);
    }
    let chi2 = 0;
    for (let i = 0; i < coarse.depth.length; i++) {
      profile.row(q, given, coarse.depth[i] as number, row);
      const w = coarse.weight[i] as number;
      const off = (coarse.fraction[i] as number) - (row[0] as number);
      chi2 += w * off * off;
      if (!slopes) continue;
      for (let a = 0; a < n; a++) {
        const j = free[a] as number;
        const slope = (row[1 + j] as number) * (isLog[a] ? (q[names[j] as string] as number) : 1);
        // kept in place of the plain slope for the columns before this one
        row[1 + j] = slope;
        gradient[a]! += w * slope * off;
        for (let b = 0; b <= a; b++) information[a * n + b]! += w * slope * (row[1 + (free[b] as number)] as number);
      }
    }
    return chi2;
  };
  let chi2 = chi2At(p, false);
  let damping = 1e-3;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    chi2At(p, true);
    const damped = Float64Array.from(information);
    for (let a = 0; a < n; a++) {
      damped[a * n + a]! *= 1 + damping;
      for (let b = 0; b < a; b++) damped[b * n + a] = information[a * n + b] as number;
    }
    const inverse = invertSymmetric(damped, n);
    if (!inverse) break;
    const next: Record<string, number> = { ...p };
    for (let a = 0; a < n; a++) {
      let step = 0;
      for (let b = 0; b < n; b++) step += (inverse[a * n + b] as number) * (gradient[b] as number);
      const name = names[free[a] as number] as string;
      const { min = -Infinity, max = Infinity } = profile.params[name] as NumberParam;
      const from = p[name] as number;
      const origin = start[name] as number;
      const to = isLog[a] ? Math.min(origin * Math.exp(FAR), Math.max(origin * Math.exp(-FAR), from * Math.exp(step))) : from + step;
      // a fraction at its edge would stay there
      next[name] = isLog[a] ? Math.min(max, Math.max(min, to)) : Math.min(max - 1e-4, Math.max(min + 1e-4, to));
    }
    const there = chi2At(next as Numbers<P>, false);
    if (there < chi2) {
      const gain = chi2 - there;
      p = next as Numbers<P>;
      chi2 = there;
      damping *= 0.1;
      if (gain < 1e-3 * there) break;
    } else damping *= 30;
  }
  return { p, chi2 };
}
