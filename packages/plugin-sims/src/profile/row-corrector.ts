import { usageError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import { countCorrector, type CountCorrection } from '../counting/count-correction.ts';
import { countingPlan, type CountingNote, type CountingOptions } from '../counting/counting-plan.ts';
import type { RowCounts } from './count-rows.ts';

export interface RowCorrector extends CountingNote {
  correct(counts: RowCounts): RowCounts;
}

/**
 * Dead time and quasi-simultaneous arrivals of the rows of a profile, each counted for `--dwell`. A profile has no header that states them, so nothing is
 * taken out unless it is asked for. Throws usage `sims/frames` for frames and drift, which only images have; `sims/dead-time`, `sims/qsa` as for images.
 */
export function rowCorrector(sample: Dataset, options: CountingOptions, ctx: AnalysisContext): RowCorrector {
  for (const [name, asked] of [
    ['frames', (options.frames ?? '') !== ''],
    ['drift', options.drift === 'correct'],
  ] as const) {
    if (!asked) continue;
    throw usageError('sims/frames', `a profile has no frames for --${name}`, {
      where: `option --${name}`,
      fix: `leave out --${name}, or give an image`,
    });
  }
  const plan = countingPlan({}, options, [0], ctx, sample.title);
  const correction = plan.correction(0);
  if (correction.ratio === 0 && !correction.qsa) return { given: plan.given, flags: plan.flags, correct: (counts) => counts };
  return { given: plan.given, flags: plan.flags, correct: (counts) => correctedRows(counts, correction) };
}

/** Rows without a value stay so. Where the variance isn't that of plain counts it grows by as much as theirs would. */
function correctedRows({ counts, variance }: RowCounts, correction: CountCorrection): RowCounts {
  const correct = countCorrector(correction);
  const out = new Float64Array(2);
  const [n, spread] = [counts.slice(), variance.slice()];
  counts.forEach((m, i) => {
    if (!(m > 0)) return;
    correct(m, out);
    n[i] = out[0]!;
    spread[i] = (variance[i]! * out[1]!) / m;
  });
  return { counts: n, variance: spread };
}
