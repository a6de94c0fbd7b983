import type { BudgetPart } from './document.ts';
import { spreadOf, type LinearForm } from './linear-form.ts';
import { seriesLabel } from './series.ts';

/**
 * u² of a weighted sum by where it comes from: the random part of each series, and each shared effect, which counts once whatever the number
 * of series that carry it. The largest first; the sum is u². Empty where a random part isn't known.
 */
export function budgetOf(form: LinearForm): BudgetPart[] {
  const { u, tags } = spreadOf(form);
  if (!Number.isFinite(u)) return [];
  const parts: BudgetPart[] = [];
  for (const [series, weights] of form) {
    let u2 = 0;
    for (let i = 0; i < weights.length; i++) {
      if (weights[i] !== 0) u2 += ((weights[i] as number) * (series.u[i] as number)) ** 2;
    }
    if (u2 > 0) parts.push({ source: 'random', name: seriesLabel(series), u2 });
  }
  for (const [tag, s] of tags) if (s !== 0) parts.push({ source: 'effect', name: tag, u2: s * s });
  return parts.sort((a, b) => b.u2 - a.u2);
}
