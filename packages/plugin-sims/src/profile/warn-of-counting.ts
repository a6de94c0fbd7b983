import type { AnalysisContext } from '@ionwalk/core';
import type { BackgroundOptions } from '../counting/counter-background.ts';
import type { CountingOptions } from '../counting/counting-plan.ts';

/** Warns `sims/no-counts` of what was asked for counts where there are only fractions: nothing is left to correct. */
export function warnOfCounting(options: CountingOptions & BackgroundOptions, ctx: Pick<AnalysisContext, 'warn'>, where: string): void {
  const asked = Object.entries({
    'dead-time': (options['dead-time'] ?? 0) > 0,
    'dead-time-model': (options['dead-time-model'] ?? 'auto') !== 'auto',
    qsa: (options.qsa ?? 0) > 0,
    frames: (options.frames ?? '') !== '',
    drift: options.drift === 'correct',
    fractionation: (options.fractionation ?? 1) !== 1,
    'counter-background': options['counter-background'] !== undefined,
    'matrix-background': options['matrix-background'] !== undefined,
    'background-region': (options['background-region'] ?? '') !== '',
  })
    .filter(([, given]) => given)
    .map(([name]) => `--${name}`);
  if (asked.length === 0) return;
  const message = `the profile holds fractions and no counts, so ${asked.join(', ')} ${asked.length === 1 ? 'changes' : 'change'} nothing: give a table of counts per nuclide`;
  ctx.warn('sims/no-counts', message, where);
}
