import type { AnalysisContext, FitParam } from '@ionwalk/core';
import type { Circuit } from '../circuit/circuit.ts';
import { type Assignment, seriesResistances } from './assign-arcs.ts';

/** A series resistance below this part of the total is no matter. */
const MATTERS = 0.02;

export interface LeftOutInput {
  readonly circuit: Circuit;
  readonly params: { readonly [name: string]: FitParam };
  readonly bulk: readonly string[];
  readonly gb: readonly string[];
  readonly arcs: Assignment['arcs'];
  /** The user said which is which. */
  readonly assigned: boolean;
}

/**
 * What the total, the sum of bulk and grain-boundary resistances, doesn't hold: warning `eis/series-resistance` for one in series above 2 % of it, and under
 * --assign `eis/left-out` for a further arc (info where its capacitance is that of an electrode). One that is only bounded from above is `fit/not-identifiable` already.
 */
export function reportLeftOut(
  { circuit, params, bulk, gb, arcs, assigned }: LeftOutInput,
  ctx: Pick<AnalysisContext, 'warn' | 'note'>,
  label?: string,
): void {
  const value = (name: string): number => params[name]?.value ?? NaN;
  const taken = (name: string): boolean => bulk.includes(name) || gb.includes(name);
  const total = [...bulk, ...gb].reduce((sum, name) => sum + value(name), 0);
  const of = label === undefined ? '' : `${label}: `;
  const sizeOf = (name: string): string => `${name} = ${ohms(value(name))}`;
  const percent = (sum: number): string => `${Number(((100 * sum) / total).toPrecision(2))} %`;
  const known = (name: string): boolean => params[name]?.bound !== 'upper' && params[name]?.bound !== 'none';
  const series = seriesResistances(circuit)
    .map(({ name }) => name)
    .filter((name) => !taken(name) && known(name));
  const sum = series.reduce((all, name) => all + value(name), 0);
  if (sum > MATTERS * total)
    ctx.warn(
      'eis/series-resistance',
      `${of}${series.map(sizeOf).join(', ')} is taken as leads and contacts and left out of total (${percent(sum)}): give --assign ${assignment([...series, ...bulk], gb)}, if it belongs to the sample`,
      'option --assign',
    );
  if (!assigned) return;
  for (const { arc, normalised, origin } of arcs) {
    const { resistor } = arc;
    if (taken(resistor)) continue;
    const electrode = origin === 'electrode';
    ctx[electrode ? 'note' : 'warn'](
      'eis/left-out',
      `${of}${sizeOf(resistor)} with ${normalised.toExponential(1)} F/cm (class ${origin}) is not assigned and left out of total (${percent(value(resistor))} of its resistance): give --assign ${assignment(bulk, [...gb, resistor])}, if it belongs to the sample`,
      'option --assign',
    );
  }
}

const assignment = (bulk: readonly string[], gb: readonly string[]): string =>
  [...(bulk.length > 0 ? [`bulk=${bulk.join('+')}`] : []), ...(gb.length > 0 ? [`gb=${gb.join('+')}`] : [])].join(' ');

const ohms = (value: number): string => `${Number(value.toPrecision(3))} Ω`;
