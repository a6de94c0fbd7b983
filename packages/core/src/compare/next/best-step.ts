import { budgetOf } from '../budget.ts';
import type { NextStep } from '../document.ts';
import { spreadOf, type LinearForm } from '../linear-form.ts';
import { figures } from '../numbers.ts';
import { seriesLabel, type Series } from '../series.ts';
import { withPoint } from './with-point.ts';

/** What is known of a ratio: its form over the series it came from, and how it is formed from others in their place. */
export interface OpenRatio {
  readonly T: number;
  readonly used: readonly Series[];
  readonly form: LinearForm;
  evaluate(used: readonly Series[]): LinearForm | undefined;
}

/**
 * The step that narrows an interval most: one more value of one of its series at T, or a shared effect halved. Each is worked out by forming
 * the ratio again. For a series of unknown uncertainty: a further temperature of it.
 */
export function bestStep({ T, used, form, evaluate }: OpenRatio): NextStep {
  const { u } = spreadOf(form);
  const distinct = [...new Set(used)];
  const unknown = distinct.find((series) => series.u.some((value) => Number.isNaN(value)));
  if (unknown !== undefined || !Number.isFinite(u)) return unknownScatter(unknown ?? (distinct[0] as Series), T);
  const budget = budgetOf(form);
  const share = (u2: number): string => `${figures((100 * u2) / (u * u), 2)} % of the variance`;
  const steps: { readonly kind: 'value' | 'effect'; readonly measure: string; readonly then: number; readonly what: string }[] = [];
  for (const series of distinct) {
    const more = withPoint(series, T);
    const changed = more && evaluate(used.map((one) => (one === series ? more : one)));
    if (changed === undefined) continue;
    const part = budget.find(({ source, name }) => source === 'random' && name === seriesLabel(series))?.u2 ?? 0;
    const what = `one more value of ${seriesLabel(series)}, whose random part is ${share(part)},`;
    steps.push({ kind: 'value', measure: seriesName(series), then: spreadOf(changed).u, what });
  }
  for (const { source, name, u2 } of budget) {
    if (source !== 'effect') continue;
    const what = `halving the shared error ${name}, ${share(u2)},`;
    steps.push({ kind: 'effect', measure: effectRemedy(distinct, name), then: Math.sqrt(u * u - 0.75 * u2), what });
  }
  const best = steps.reduce((least, step) => (step.then < least.then ? step : least));
  const why = `${best.what} narrows the 95 % interval from a factor ${factor(u)} to ${factor(best.then)} either way, more than any other step`;
  return { kind: best.kind, measure: best.measure, at: T, why, u, u_then: best.then };
}

const factor = (u: number): string => figures(Math.exp(1.96 * u));

/** `D_NMR bulk of A3` */
export const seriesName = (series: Series): string =>
  series.sample === null ? seriesLabel(series) : `${seriesLabel(series)} of ${series.sample.id}`;

function unknownScatter(series: Series, T: number): NextStep {
  const missing = Math.max(1, 3 - new Set(series.points.map((point) => point.T)).size);
  const why = `the uncertainty of ${seriesLabel(series)} is neither stated nor to be had from its scatter: ${missing === 1 ? 'one more temperature' : `${missing} more temperatures`} or its u would give one`;
  return { kind: 'value', measure: seriesName(series), at: T, why, u: null, u_then: null };
}

/** A tag in words, by what it says of itself in the records. */
function effectRemedy(used: readonly Series[], tag: string): string {
  const records = used.flatMap((series) => series.points.map((point) => point.record));
  if (records.some(({ effects }) => effects.some((effect) => effect.tag === tag && effect.from !== undefined)))
    return `a better calibration of thermometer ${tag}`;
  if (tag.startsWith('carrier:') || records.some(({ carrier }) => carrier?.tag === tag))
    return `the carrier density, by composition and cell (${tag})`;
  return `a better calibration of ${tag}`;
}
