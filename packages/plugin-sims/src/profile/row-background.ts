import { usageError, type AnalysisContext } from '@ionwalk/core';
import { asksForBackground, secondsOf, type BackgroundOptions } from '../counting/counter-background.ts';
import type { RowBackground } from './count-rows.ts';

type Options = BackgroundOptions & { readonly dwell?: number | undefined; readonly fractionation?: number | undefined };

/** Background counts of the rows of a profile: rate × counting time of a row, `--dwell`. Undefined where none was given; throws usage `sims/counter-background`. */
export function rowBackground(options: Options, rows: number, ctx: AnalysisContext): RowBackground | undefined {
  if (!asksForBackground(options)) return undefined;
  if ((options['background-region'] ?? '') !== '') {
    throw usageError('sims/counter-background', 'a profile has no region of pixels', {
      where: 'option --background-region',
      fix: 'give a rate, --counter-background 0.02/s with --dwell, the counting time of a row',
    });
  }
  const seconds = secondsOf(options.dwell ?? null);
  const rate = options['counter-background'] ?? 0;
  const uTracer = ctx.uncertainty('counter-background') ?? 0;
  const uMatrix = ctx.uncertainty('matrix-background') ?? uTracer;
  const of = (mean: number, u: number) => ({
    counts: new Float64Array(rows).fill(mean),
    variance: new Float64Array(rows).fill((mean * u) ** 2),
  });
  return {
    tracer: of(rate * seconds, uTracer),
    matrix: of((options['matrix-background'] ?? rate) * seconds * (options.fractionation ?? 1), uMatrix),
  };
}
