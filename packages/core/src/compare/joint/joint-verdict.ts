import type { JointHaven, JointLaw } from '../document.ts';
import { quantile, spreadOf, type Spread } from '../linear-form.ts';
import { SHARP } from '../sharp.ts';
import type { HavenModel } from './haven-columns.ts';
import type { JointData } from './joint-data.ts';
import type { Estimate, JointEstimate } from './joint-estimate.ts';

/** Of one technique with the reference, as pairs are judged: two standard uncertainties of level and tilt. */
export function verdictOf(data: JointData, fit: JointEstimate, k: number): JointHaven['verdict'] {
  const { u } = spreadOf(fit.level(k).form);
  if (k === 0) return 'agree';
  if (!Number.isFinite(u)) return 'undecided';
  if (crosses(data, fit, k)) return 'cross';
  if (isSignificant(fit.level(k)) || (fit.tilt(k).form.size > 0 && isSignificant(fit.tilt(k)))) return 'differ';
  return u < SHARP ? 'agree' : 'undecided';
}

/** Of all: one coefficient only where each factor is known well enough; else the word of the technique that differs most. */
export function decideAll(model: HavenModel, haven: readonly JointHaven[]): JointLaw['verdict'] {
  if (model === 'one') return haven.every(({ u }) => u !== null && u < SHARP) ? 'agree' : 'undecided';
  return haven.some(({ verdict }) => verdict === 'cross') ? 'cross' : 'differ';
}

/** Whether ln H of series `k`, with a significant tilt, changes sign inside the temperatures it has in common with the reference. */
function crosses({ owner, t }: JointData, fit: JointEstimate, k: number): boolean {
  const [level, tilt] = [fit.level(k), fit.tilt(k)];
  if (!isSignificant(tilt)) return false;
  const range = (which: number): [number, number] => {
    const own = t.filter((_, i) => owner[i] === which);
    return [Math.min(...own), Math.max(...own)];
  };
  const [[a, b], [c, d]] = [range(0), range(k)];
  const [from, to] = [Math.max(a, c), Math.min(b, d)];
  return from < to && (level.value + tilt.value * from) * (level.value + tilt.value * to) < 0;
}

function isSignificant({ value, form }: Estimate): boolean {
  const { u, nu }: Spread = spreadOf(form);
  return Math.abs(value) > Math.max(2, quantile(0.975, nu)) * u;
}
