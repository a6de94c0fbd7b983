import { SHARP } from './sharp.ts';
import { budgetOf } from './budget.ts';
import { NOTE_CODES, type NoteCode } from './codes.ts';
import type { HavenEntry } from './document.ts';
import { quantile, spreadOf, type Spread } from './linear-form.ts';
import { bestStep, type OpenRatio } from './next/best-step.ts';
import { figures, kelvins, orNull } from './numbers.ts';
import type { Series } from './series.ts';
import { skewedInterval } from './skewed-interval.ts';
import type { ValueAt } from './value-at.ts';

/** What an entry rests on besides its numbers. */
export interface HavenFrame {
  readonly sample: string | null;
  readonly region: HavenEntry['region'];
  readonly T: number;
  readonly notes: readonly NoteCode[];
  /** Places of the series at hand. */
  readonly known: ReadonlySet<string>;
}

/** An entry and, where it is a number or a limit, what a derived record needs: the random part and the shared effects. */
export interface HavenResult {
  readonly entry: HavenEntry;
  readonly spread: Spread | undefined;
  readonly from: Series;
  /** Of a quotient of two series: the one below. */
  readonly below?: Series;
}

/** What a number is made of: its parts in the order of `open.used`, and ln of the ratio for given ln D. */
export interface HavenNumber {
  readonly open: OpenRatio;
  readonly parts: readonly ValueAt[];
  readonly ratio: (y: readonly number[]) => number;
  /** `D_NMR bulk over D_sigma bulk` */
  readonly how: string;
  /** What else is to know, as clauses behind the sentence that decides. */
  readonly details?: readonly string[];
  readonly method: string;
}

/** An entry with a number: symmetric in ln H by its covariance, or by draws where a value it rests on has a skewed distribution. */
export function havenNumber(frame: HavenFrame, { open, parts, ratio, how, details = [], method }: HavenNumber): HavenResult {
  const above = open.used[0] as Series;
  const spread = spreadOf(open.form);
  const reach = quantile(0.975, spread.nu) * spread.u;
  const h = ratio(parts.map((part) => part.y));
  const known = Number.isFinite(reach);
  const drawn = known ? skewedInterval(parts, ratio) : undefined;
  const [value, lo, hi] = [Math.exp(h), Math.exp(drawn?.lo ?? h - reach), Math.exp(drawn?.hi ?? h + reach)];
  const excluded = lo > 1 || hi < 1;
  const verdict = !known ? 'undecided' : excluded ? 'differ' : spread.u < SHARP ? 'agree' : 'undecided';
  const codes = havenCodes(frame, parts);
  const span = `${figures(lo)} to ${figures(hi)}`;
  const clause = {
    agree: `The 95 % interval ${span} holds 1`,
    differ: `The 95 % interval ${span} excludes 1`,
    undecided: known
      ? `The 95 % interval ${span} holds 1 but is wider than a factor 1.5 would allow`
      : 'Undecided, as the uncertainty is unknown',
  }[verdict];
  const remedy = known ? [] : ['state u, or measure at three temperatures or more, to decide'];
  const entry: HavenEntry = {
    ...entryHead(frame, above),
    value: orNull(value),
    lo: orNull(lo),
    hi: orNull(hi),
    u: orNull(spread.u),
    bound: null,
    method,
    verdict,
    codes,
    reason: `${clause}: Haven ratio ${figures(value)} at ${kelvins(frame.T)}, ${how}.${havenDetails([...remedy, ...details], codes, parts)}`,
    budget: budgetOf(open.form),
    next: verdict === 'undecided' ? bestStep(open) : null,
    parents: havenParents(parts),
  };
  return { entry, spread, from: above };
}

/** What an entry is about. */
export const entryHead = (frame: HavenFrame, above: Series): Pick<HavenEntry, 'sample' | 'region' | 'numerator' | 'T'> => ({
  sample: frame.sample,
  region: frame.region,
  numerator: above.kind,
  T: frame.T,
});

/** Codes of an entry with a number or limit. */
export function havenCodes(frame: HavenFrame, used: readonly ValueAt[]): NoteCode[] {
  return used.some((value) => value.corrected) ? ['correct/temperature', ...frame.notes] : [...frame.notes];
}

/** What stands behind the sentence that decides: its details, the notes, and how far it was carried. Begins with a blank, or is empty. */
export function havenDetails(details: readonly string[], codes: readonly string[], used: readonly ValueAt[]): string {
  const beyond = Math.max(...used.map((value) => value.beyond));
  const carried = beyond > 0 ? [`carried ${kelvins(beyond)} beyond the data`] : [];
  const text = [...details, ...carried, ...codes.map((code) => NOTE_CODES[code as NoteCode].says)].join('; ');
  return text === '' ? '' : ` ${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Ids of the records an entry rests on. */
export const havenParents = (used: readonly ValueAt[]): string[] => [...new Set(used.flatMap((value) => value.ids))];
