import { inputError, type IonwalkError } from '@ionwalk/core';
import { onePerPulse } from './one-per-pulse.ts';
import { paralysable } from './paralysable.ts';
import { quasiSimultaneous } from './quasi-simultaneous.ts';

/** How a counter loses ions. */
export type DeadTimeModel = 'non-paralysable' | 'paralysable' | 'one-per-pulse';

/** What is taken out of the counts of one mass, per pixel and frame. */
export interface CountCorrection {
  readonly model: DeadTimeModel;
  /** Dead time over counting time; for `one-per-pulse` one over the pulses; 0 for none. */
  readonly ratio: number;
  readonly qsa?: { readonly beta: number; readonly primaries: number };
}

/** Whole counts are looked up, up to this many. */
const TABLE = 1 << 16;

/**
 * The correction as a function of the counts: writes [n, var n] and throws `sims/dead-time`, `sims/qsa` for counts that can't be.
 * The dead time comes first, then quasi-simultaneous arrivals, whose K is of ions, not of counts.
 */
export function countCorrector({ model, ratio, qsa }: CountCorrection): (m: number, out: Float64Array) => void {
  const compute = (m: number, out: Float64Array): void => {
    out[0] = m;
    out[1] = m;
    if (ratio > 0) {
      if (model === 'paralysable') paralysable(m, ratio, out);
      else if (model === 'one-per-pulse') onePerPulse(m, 1 / ratio, out);
      else {
        const live = 1 - m * ratio;
        out[0] = live > 0 ? m / live : NaN;
        out[1] = live > 0 ? m / live / live : NaN;
      }
      if (Number.isNaN(out[0])) throw beyond(m, model, ratio);
    }
    if (qsa) {
      const n = out[0];
      quasiSimultaneous(out, qsa.beta, qsa.primaries);
      if (Number.isNaN(out[0]) && !Number.isNaN(n)) throw tooMany(n, qsa.primaries);
    }
  };
  const known = new Float64Array(2 * TABLE).fill(NaN);
  return (m, out) => {
    if (!(m >= 0 && m < TABLE && Number.isInteger(m))) {
      compute(m, out);
      return;
    }
    if (Number.isNaN(known[2 * m])) {
      compute(m, out);
      known[2 * m] = out[0] as number;
      known[2 * m + 1] = out[1] as number;
    }
    out[0] = known[2 * m] as number;
    out[1] = known[2 * m + 1] as number;
  };
}

function beyond(m: number, model: DeadTimeModel, ratio: number): IonwalkError {
  const most = model === 'paralysable' ? 1 / (Math.E * ratio) : 1 / ratio;
  const what = model === 'one-per-pulse' ? 'primary pulses there were' : `the ${model} dead time lets through`;
  return inputError('sims/dead-time', `${m} counts in one dwell time are more than ${what} (${Math.floor(most)})`, {
    where: 'option --dead-time',
    fix: 'check the dead time and its model, or switch the correction off with --dead-time 0s',
  });
}

const tooMany = (n: number, primaries: number): IonwalkError =>
  inputError('sims/qsa', `${n.toPrecision(4)} ions in one pixel and frame are as many as its ${primaries.toPrecision(4)} primary ions`, {
    where: 'option --qsa',
    fix: 'check the primary current, or leave out --qsa',
  });
