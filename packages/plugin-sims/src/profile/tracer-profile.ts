import type { AnalysisContext, Dataset, Json } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import type { TracerRows } from './fraction-rows.ts';

/** The rows of a profile that a diffusion model can use: those that hold counts, at depths of zero or more. */
export function tracerProfile(
  rows: TracerRows,
  meta: { readonly [key: string]: Json },
  ctx: AnalysisContext,
): Dataset<typeof TracerProfile> {
  const used: number[] = [];
  let above = 0;
  for (let i = 0; i < rows.depth.length; i++) {
    if ((rows.depth[i] as number) < 0) above++;
    else if (Number.isFinite((rows.observed ?? rows).fraction[i])) used.push(i);
  }
  if (above > 0) ctx.warn('sims/negative-depth', `${above} rows lie above the surface (depth below 0) and are left out`, rows.title);
  const pick = (source: Float64Array): Float64Array => Float64Array.from(used, (i) => source[i] as number);
  const { observed } = rows;
  const fraction = pick((observed ?? rows).fraction);
  return {
    kind: 'sims/tracer-profile',
    title: rows.title,
    size: { row: used.length },
    variables: {
      depth: { values: pick(rows.depth) },
      fraction: rows.sigma && !rows.total ? { values: fraction, sigma: pick(rows.sigma) } : { values: fraction },
      total: rows.total ? { values: pick((observed ?? rows).total as Float64Array) } : undefined,
      tracerBackground: observed && { values: pick(observed.tracerBackground) },
      matrixBackground: observed && { values: pick(observed.matrixBackground) },
    },
    conditions: rows.conditions,
    meta: { ...meta, uneven: rows.uneven ?? false },
  };
}
