import { GATE_CODES, type GateCode } from './codes.ts';
import type { HavenEntry, NextStep } from './document.ts';
import { entryHead, type HavenFrame, type HavenResult } from './haven-entry.ts';
import { seriesName } from './next/best-step.ts';
import { refusedStep } from './next/refused-step.ts';
import type { Series } from './series.ts';
import type { NoValue, ValueAt } from './value-at.ts';

/** A pair the gate refuses. */
export function blockedHaven(
  frame: HavenFrame,
  { above, below }: { readonly above: Series; readonly below: Series },
  codes: readonly GateCode[],
  clauses: readonly string[],
): HavenResult {
  return havenRefusal(
    frame,
    above,
    codes,
    clauses,
    codes[0] === undefined ? null : refusedStep(codes[0], above, below, frame.T, frame.known),
  );
}

/** An entry without a number. */
export function havenRefusal(
  frame: HavenFrame,
  above: Series,
  codes: readonly GateCode[],
  clauses: readonly string[],
  next: NextStep | null,
): HavenResult {
  const remedy = codes[0] === undefined ? '' : `; to decide it, ${GATE_CODES[codes[0]].remedy}`;
  const entry: HavenEntry = {
    ...entryHead(frame, above),
    value: null,
    lo: null,
    hi: null,
    u: null,
    bound: null,
    method: 'none',
    verdict: 'not-comparable',
    codes: [...codes, ...frame.notes],
    reason: `Not comparable, since ${clauses.join(' and ')}${remedy}.`,
    budget: [],
    next,
    parents: [],
  };
  return { entry, spread: undefined, from: above };
}

export const isMissing = (value: ValueAt | NoValue): value is NoValue => !value.ok;

/** A verdict without a number, for lack of a value of one of the series at that temperature: there is the thing to measure. */
export function missingHaven(frame: HavenFrame, series: readonly Series[], values: readonly (ValueAt | NoValue)[]): HavenResult {
  const missing = values.filter(isMissing);
  const lacking = series[values.findIndex(isMissing)] as Series;
  const why = missing[0]?.reason ?? '';
  const next: NextStep = { kind: 'value', measure: seriesName(lacking), at: frame.T, why, u: null, u_then: null };
  const codes = [...new Set(missing.map((miss) => miss.code))];
  const others = new Set(missing.map((miss) => miss.reason)).size - 1;
  const clauses = others === 0 ? [why] : [why, `${others} more series ${others === 1 ? 'has' : 'have'} no value there either`];
  return havenRefusal(frame, series[0] as Series, codes, clauses, next);
}
