import type { Diagnostic } from '../api/context.ts';
import type { Comparison } from './document.ts';
import { figures } from './numbers.ts';

/** Kinds from the shortest look to the longest: a coefficient should not grow with the scale it is seen on. */
const ORDER = ['D_local', 'D_NMR', 'D_tracer'];

/** A note for each pair in which the coefficient of the larger scale is significantly the larger one: D_local ≥ D_NMR ≥ D_tracer is expected. */
export function orderNotes(comparisons: readonly Comparison[], report: (diagnostic: Diagnostic) => void): void {
  for (const { a, b, ratio, verdict } of comparisons) {
    if (ratio === null || verdict !== 'differ') continue;
    const [p, q] = [ORDER.indexOf(a.kind), ORDER.indexOf(b.kind)];
    if (p < 0 || q < 0 || p === q) continue;
    const [short, long, factor] = p < q ? [a, b, 1 / ratio] : [b, a, ratio];
    if (factor <= 1) continue;
    const message = `${long.kind} is ${figures(factor)} times ${short.kind}, the reverse of what a longer look should give; check calibration, temperature and model of both`;
    report({ severity: 'info', code: 'note/order', message, where: a.sample ?? 'sample not stated' });
  }
}
