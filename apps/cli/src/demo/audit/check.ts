import type { FurtherValues } from './further-values.ts';
import { type Printed, roundingRange, simplestFactor } from './rounding.ts';

export type CheckVerdict = 'agrees' | 'disagrees' | 'not-stated' | 'undecided';

/** One number of the text: what it states, what its own inputs give, and what was recovered from the raw files. Numbers in SI. */
export interface Check {
  readonly id: string;
  readonly quantity: string;
  readonly stated: number | null;
  readonly recomputed: number | null;
  readonly recovered: { readonly value: number | null; readonly lo: number | null; readonly hi: number | null } | null;
  readonly unit: string;
  /** recomputed / stated */
  readonly ratio: number | null;
  readonly verdict: CheckVerdict;
  readonly note: string;
  /** What the stated inputs give besides. */
  readonly values?: FurtherValues;
}

interface Recomputation {
  readonly id: string;
  readonly quantity: string;
  readonly unit: string;
  readonly stated: Printed;
  readonly formula: (...inputs: number[]) => number;
  readonly inputs: readonly Printed[];
  readonly note: string;
}

/** Recomputes a stated number from its own inputs: it agrees where rounding of the inputs and of itself covers it. */
export function recompute({ id, quantity, unit, stated, formula, inputs, note }: Recomputation): Check {
  const recomputed = formula(...inputs.map((input) => input.value));
  const range = roundingRange(formula, inputs);
  const agrees = stated.value + stated.half >= range[0] && stated.value - stated.half <= range[1];
  const factor = agrees ? undefined : simplestFactor(stated.value, range);
  const explained = agrees
    ? ''
    : `; rounding of the inputs allows ${range[0].toPrecision(3)} to ${range[1].toPrecision(3)}${factor ? `, the factor ${factor} would explain it` : ''}`;
  return {
    id,
    quantity,
    stated: stated.value,
    recomputed,
    recovered: null,
    unit,
    ratio: recomputed / stated.value,
    verdict: agrees ? 'agrees' : 'disagrees',
    note: note + explained,
  };
}

/** A check that is no recomputation of one stated number: nothing stated, or a statement in words. */
export const judged = (
  id: string,
  quantity: string,
  verdict: CheckVerdict,
  note: string,
  {
    stated = null,
    recomputed = null,
    unit = '1',
  }: { readonly stated?: number | null; readonly recomputed?: number | null; readonly unit?: string } = {},
): Check => ({
  id,
  quantity,
  stated,
  recomputed,
  recovered: null,
  unit,
  ratio: stated !== null && recomputed !== null ? recomputed / stated : null,
  verdict,
  note,
});
