import { GATE_CODES, type GateCode, type NoteCode } from './codes.ts';
import type { Comparison, SeriesName, Verdict } from './document.ts';
import { gate, type GateOptions } from './gate.ts';
import { quantile, spreadOf, type Spread } from './linear-form.ts';
import { figures, interval, kelvins, noteClauses, orNull } from './numbers.ts';
import { pairStep } from './next/pair-step.ts';
import { refusedStep } from './next/refused-step.ts';
import { skewedInterval } from './skewed-interval.ts';
import { seriesLabel, type Series } from './series.ts';
import { withCode } from './shared-codes.ts';
import { sharedText } from './shared-text.ts';
import { commonTemperatures, levelOf, weighted, type Difference } from './common-temperatures.ts';
import { SHARP } from './sharp.ts';
import { constants } from '../physics/constants.ts';

const K_IN_EV: number = constants.k / constants.e;

/**
 * Two series side by side: ln D_a − ln D_b = h + dE/k (1/T − 1/T_p) over the temperatures of the sparser one that the other reaches,
 * with the covariance of all points used. A pair the gate refuses keeps its codes and a reason, and no number.
 */
export function comparison(
  a: Series,
  b: Series,
  names: { readonly a: SeriesName; readonly b: SeriesName },
  options: GateOptions,
): Comparison {
  const passed = gate(a, b, options);
  if (passed.blocked.length > 0)
    return refused(a, b, names, passed.notes.reduce<readonly string[]>(withCode, passed.blocked), passed.clauses, passed.blocked, options);
  const { differences, missed } = commonTemperatures(passed.a, passed.b);
  if (differences.length === 0) {
    const codes = [...new Set(missed.map((miss) => miss.code))];
    return refused(
      passed.a,
      passed.b,
      names,
      [...codes, ...passed.notes],
      missed.slice(0, 1).map((miss) => miss.reason),
      codes,
      options,
    );
  }
  const notes: NoteCode[] = differences.some((difference) => difference.corrected)
    ? ['correct/temperature', ...passed.notes]
    : [...passed.notes];
  return judged(passed.a, passed.b, names, differences, notes);
}

/** Names of the series of a document, made once and shared by its pairs. */
export function seriesName(series: Series): SeriesName {
  const ids = [...series.points.map(({ record }) => record.id), ...series.limits.map((record) => record.id)];
  return { sample: series.sample?.id ?? null, kind: series.kind, region: series.region, ids };
}

function refused(
  a: Series,
  b: Series,
  names: { a: SeriesName; b: SeriesName },
  codes: readonly string[],
  clauses: readonly string[],
  ends: readonly GateCode[],
  { known }: GateOptions,
): Comparison {
  const first = ends[0];
  const reason = refusal(clauses.reduce(both), first === undefined ? '' : GATE_CODES[first].remedy);
  return {
    a: names.a,
    b: names.b,
    gate: 'not-comparable',
    codes,
    verdict: 'not-comparable',
    ratio: null,
    lo: null,
    hi: null,
    T: null,
    dEa_eV: null,
    u_dEa_eV: null,
    reason,
    next: first === undefined ? null : refusedStep(first, a, b, null, known),
  };
}

const both = sharedText((one, other) => `${one} and ${other}`);
const refusal = sharedText((clauses, remedy) => `Not comparable, since ${clauses}${remedy === '' ? '' : `; to decide it, ${remedy}`}.`);

function judged(
  a: Series,
  b: Series,
  names: { a: SeriesName; b: SeriesName },
  differences: readonly Difference[],
  notes: readonly NoteCode[],
): Comparison {
  const { x, w, line, form } = levelOf(differences);
  const several = Number.isFinite(line.slope);
  const h = spreadOf(form);
  const tilt = several
    ? spreadOf(
        weighted(
          differences,
          w.map((weight, i) => (weight * ((x[i] as number) - line.x)) / line.sxx),
        ),
      )
    : undefined;
  const T = 1 / line.x;
  const reach = quantile(0.975, h.nu) * h.u;
  const drawn = Number.isFinite(reach) ? skewedInterval([{ y: line.y, form }], ([level]) => level as number) : undefined;
  const [ratio, lo, hi] = [Math.exp(line.y), Math.exp(drawn?.lo ?? line.y - reach), Math.exp(drawn?.hi ?? line.y + reach)];
  const [dEa, uE] = [several ? line.slope * K_IN_EV : NaN, (tilt?.u ?? NaN) * K_IN_EV];
  const off = drawn === undefined ? Math.abs(line.y) > limit(h) : drawn.lo > 0 || drawn.hi < 0;
  const verdict = decide({ h: line.y, off }, h, several ? line.slope : NaN, tilt, x, line.x);
  const span =
    differences.length > 1
      ? ` from ${kelvins(Math.min(...differences.map((d) => d.T)))} to ${kelvins(Math.max(...differences.map((d) => d.T)))}`
      : '';
  const size = Number.isFinite(reach) ? interval(ratio, lo, hi) : `${figures(ratio)}, of unknown uncertainty`;
  const head = `${seriesLabel(a)} is ${size} times ${seriesLabel(b)} at ${kelvins(T)}`;
  const slope = slopeClause(dEa, uE);
  return {
    a: names.a,
    b: names.b,
    gate: notes.some((note) => note.startsWith('correct/')) ? 'correctable' : 'comparable',
    codes: notes,
    verdict,
    ratio: orNull(ratio),
    lo: orNull(lo),
    hi: orNull(hi),
    T,
    dEa_eV: orNull(dEa),
    u_dEa_eV: orNull(uE),
    reason: `${head}${span === '' ? '' : ` (${differences.length} temperatures${span})`}${slope}${noteClauses(notes)}: ${VERDICT_CLAUSE[verdict]}.`,
    next: verdict === 'undecided' ? pairStep(a, b, differences, h) : null,
  };
}

const VERDICT_CLAUSE: Record<Verdict, string> = {
  agree: 'level and activation energy agree within two standard uncertainties',
  differ: 'the difference is more than two standard uncertainties',
  cross:
    'the activation energies differ and the lines cross inside the common range, so they are equal at one temperature only, which is no agreement',
  undecided: 'this decides nothing: a second common temperature or a smaller uncertainty would',
  'not-comparable': '',
};

function slopeClause(dEa: number, u: number): string {
  if (!Number.isFinite(dEa)) return '';
  const size = `${figures(Math.abs(dEa), 2)}${Number.isFinite(u) ? ` ± ${figures(u, 2)}` : ''} eV`;
  return `, its activation energy ${size} ${dEa > 0 ? 'lower' : 'higher'}`;
}

function decide(
  { h, off }: { readonly h: number; readonly off: boolean },
  level: Spread,
  slope: number,
  tilt: Spread | undefined,
  x: Float64Array,
  pivot: number,
): Verdict {
  if (!Number.isFinite(level.u)) return 'undecided';
  if (tilt === undefined || !Number.isFinite(tilt.u)) return off ? 'differ' : 'undecided';
  const tilted = Math.abs(slope) > limit(tilt);
  const ends = [Math.min(...x), Math.max(...x)].map((end) => h + slope * (end - pivot)) as [number, number];
  if (tilted && ends[0] * ends[1] < 0) return 'cross';
  if (off || tilted) return 'differ';
  return level.u < SHARP ? 'agree' : 'undecided';
}

/** Two standard uncertainties, or Student's quantile where few degrees of freedom ask for more. */
const limit = ({ u, nu }: Spread): number => Math.max(2, quantile(0.975, nu)) * u;
