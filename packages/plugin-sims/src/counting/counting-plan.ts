import { constants, usageError, type AnalysisContext, type Json } from '@ionwalk/core';
import type { CountCorrection, DeadTimeModel } from './count-correction.ts';

/** Options that say what happened to the ions on their way to being counts. */
export interface CountingOptions {
  readonly tracer: string;
  readonly matrix: string;
  readonly 'dead-time': number | undefined;
  /** `auto`: what the file tells, else non-paralysable. */
  readonly 'dead-time-model'?: string | undefined;
  readonly dwell?: number | undefined;
  readonly qsa?: number | undefined;
  readonly 'primary-current'?: number | undefined;
  readonly frames?: string | undefined;
  readonly drift?: string | undefined;
  /** Measured over true ratio of tracer to matrix; 1 by default. */
  readonly fractionation?: number | undefined;
}

/** How the counts of an image are corrected, and what records say of it. */
export interface CountingPlan extends CountingNote {
  correction(mass: number): CountCorrection;
  /** Counting time per pixel and frame [s], null where it isn't known. */
  readonly dwell: number | null;
}

/** What records say of the corrections of their counts. */
export interface CountingNote {
  /** What was asked for beyond the defaults, for `model.fixed`. */
  readonly given: { readonly [name: string]: Json };
  readonly flags: readonly string[];
}

/**
 * The corrections of each mass from the options and the file's header. Dead times are those of the header unless one is given; a file that counts
 * pulses (`meta.pulses`) has registered one ion per pulse and mass at most.
 * Throws usage `sims/qsa` where the primary ions per pixel aren't known; warns `sims/no-dwell` where a dead time can't be taken out,
 * and notes a model or a current that changes nothing.
 */
export function countingPlan(
  meta: { readonly [key: string]: Json },
  options: CountingOptions,
  masses: readonly number[],
  ctx: AnalysisContext,
  where: string,
): CountingPlan {
  const dwell = options.dwell ?? numberOrNull(meta['dwell']);
  const pulses = numberOrNull(meta['pulses']);
  const asked = options['dead-time-model'] ?? 'auto';
  const off = options['dead-time'] === 0;
  const counted = options['dead-time'] === undefined && pulses !== null;
  const model = (asked !== 'auto' ? asked : counted ? 'one-per-pulse' : 'non-paralysable') as DeadTimeModel;
  const deadTimes = meta['deadTime'];
  const deadTime = (mass: number): number => options['dead-time'] ?? (Array.isArray(deadTimes) ? (numberOrNull(deadTimes[mass]) ?? 0) : 0);
  if (model === 'one-per-pulse' && pulses === null && !off) {
    throw usageError(
      'sims/pulses',
      'the file does not say how many primary pulses a pixel got, so one ion per pulse can not be taken out',
      {
        where: 'option --dead-time-model',
        fix: 'choose --dead-time-model non-paralysable with a --dead-time, or leave it out',
      },
    );
  }
  if (model !== 'one-per-pulse' && dwell === null && masses.some((mass) => deadTime(mass) > 0)) {
    ctx.warn('sims/no-dwell', 'the file states no dwell time, so counts are not corrected for the dead time; --dwell gives one', where);
  }
  const ratio = (mass: number): number => {
    if (off) return 0;
    if (model === 'one-per-pulse') return 1 / (pulses as number);
    return dwell !== null && deadTime(mass) > 0 ? deadTime(mass) / dwell : 0;
  };
  if (model === 'paralysable' && !off && masses.every((mass) => !(deadTime(mass) > 0)))
    ctx.note('sims/dead-time', 'no dead time is known, so --dead-time-model changes nothing; --dead-time gives one', where);
  const qsa = qsaOf(options, dwell);
  if (!qsa && options['primary-current'] !== undefined) ctx.note('sims/qsa', '--primary-current changes nothing without --qsa', where);
  // what wasn't taken out is in no record
  const modelled = model !== 'non-paralysable' && masses.some((mass) => ratio(mass) > 0);
  const given: { [name: string]: Json } = {
    ...(options['dead-time'] === undefined ? {} : { dead_time: options['dead-time'] }),
    ...(modelled ? { dead_time_model: model } : {}),
    ...(options.dwell === undefined ? {} : { dwell: options.dwell }),
    ...(qsa === undefined ? {} : { qsa_beta: qsa.beta, primary_current: options['primary-current'] as number }),
    ...(options.frames ? { frames: options.frames } : {}),
    ...((options.fractionation ?? 1) === 1 ? {} : { fractionation: options.fractionation as number }),
  };
  const flags = [...(qsa ? ['qsa'] : []), ...(modelled ? [`dead-time-${model}`] : [])];
  return { flags, dwell, correction: (mass) => ({ model, ratio: ratio(mass), ...(qsa ? { qsa } : {}) }), given };
}

/** Primary ions per pixel and frame, I T/e. */
function qsaOf(options: CountingOptions, dwell: number | null): CountCorrection['qsa'] {
  const [beta, current] = [options.qsa, options['primary-current']];
  if (beta === undefined || beta === 0) return undefined;
  if (current === undefined || !(current > 0) || dwell === null || !(dwell > 0)) {
    const missing = dwell === null || !(dwell > 0) ? 'the dwell time' : 'the primary current on the sample';
    throw usageError('sims/qsa', `quasi-simultaneous arrivals need the ions per primary ion, and ${missing} isn't known`, {
      where: 'option --qsa',
      fix: dwell === null ? 'give --dwell 1ms' : "give --primary-current 1.2pA; the header's is that of the source, not on the sample",
    });
  }
  return { beta, primaries: (current * dwell) / constants.e };
}

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
