import type { AnalysisContext, Dataset } from '@ionwalk/core';
import { metaText } from './meta-text.ts';

/** Above this factor delta, Delta, the nucleus or the gradients are others than those of the file. */
const CONTRADICTED = 2;

/**
 * `nmr/b-mismatch` where the b-values a file states differ from the recomputed ones, which are used: a warning above 1 %, beyond a factor 2 either way the
 * quality gate fails and true is returned.
 * @param b – recomputed [s/m2]
 */
export function compareStated(b: Float64Array, data: Dataset, ctx: Pick<AnalysisContext, 'warn' | 'gate'>): boolean {
  const stated = data.meta['vendorB'];
  if (!Array.isArray(stated) || stated.length !== b.length) return false;
  const largest = b.reduce((max, value) => Math.max(max, value), 0);
  let [worst, factor] = [0, 1];
  // Below 1 % of the largest b rounding of the stated value decides nothing.
  b.forEach((value, i) => {
    if (!(value > 0.01 * largest)) return;
    const ratio = (stated[i] as number) / value;
    worst = Math.max(worst, Math.abs(ratio - 1));
    factor = Math.max(factor, ratio > 0 ? Math.max(ratio, 1 / ratio) : Infinity);
  });
  if (worst <= 0.01) return false;
  const file = metaText(data, 'vendor') === 'Varian' ? 'procpar' : 'diff.xml';
  const differ = `the stated b-values differ from the recomputed ones by up to ${(100 * worst).toFixed(1)} %: the recomputed ones are used`;
  if (factor <= CONTRADICTED) {
    ctx.warn('nmr/b-mismatch', differ, file);
    return false;
  }
  const times = Number.isFinite(factor) ? `, a factor ${factor.toPrecision(2)}` : '';
  ctx.gate(
    'nmr/b-mismatch',
    `${differ}${times}; one of --delta, --Delta, --nucleus, --shape, --gradients or the list of gradients is not that of this experiment`,
    file,
  );
  return true;
}
