import type { Dataset, Json, ReadContext } from '@ionwalk/core';
import type { SimsDepthProfile, SimsScan } from '../kinds.ts';

/** One species of a profile or scan: what was counted at each point of its own axis. */
export interface Series {
  readonly species: string;
  /** Time [s], voltage [V] or radius [m]. */
  readonly axis: Float64Array;
  /** Rates [1/s], or counts. */
  readonly values: Float64Array;
  /** [m], where the file gives it beside the time. */
  readonly depth?: Float64Array | undefined;
}

interface Described {
  readonly title: string;
  readonly meta: { readonly [key: string]: Json };
}

/**
 * A depth profile: one dataset, in which species that were measured in turn keep their own times (`speciesTime`); nothing is interpolated.
 * Species whose lengths differ so much that most cells would be empty are datasets of their own.
 */
export function depthDatasets(
  series: readonly Series[],
  quantity: 'counts' | 'rate',
  described: Described,
  ctx: Pick<ReadContext, 'note'>,
): Dataset<typeof SimsDepthProfile>[] {
  const longest = series.reduce((n, { axis }) => Math.max(n, axis.length), 0);
  const points = series.reduce((n, { axis }) => n + axis.length, 0);
  if (shareAxis(series) || series.length * longest > 2 * points) return traceDatasets(series, quantity, described);
  const padded = series.map((one) => ({ ...one, values: pad(one.values, longest) }));
  const first = series.find(({ axis }) => axis.length === longest) as Series;
  const empty = series.length * longest - points;
  if (empty > 0) ctx.note('sims/not-finite', `${empty} cells have no value: some species have fewer points than others`, described.title);
  const withDepth = series.every(({ depth }) => depth !== undefined);
  return groups(
    padded.map((one) => ({ ...one, axis: first.axis, depth: first.depth })),
    described,
  ).map(({ values, title, meta }) => ({
    kind: 'sims/depth-profile',
    title,
    size: { species: series.length, time: longest },
    variables: {
      ...variablesOf(first, values, quantity),
      speciesTime: { values: stack(series.map(({ axis }) => pad(axis, longest))) },
      speciesDepth: withDepth ? { values: stack(series.map(({ depth }) => pad(depth as Float64Array, longest))) } : undefined,
    },
    conditions: {},
    meta,
  }));
}

/** Traces against time: one dataset where all species share the axis, else one per species. */
export function traceDatasets(
  series: readonly Series[],
  quantity: 'counts' | 'rate',
  described: Described,
): Dataset<typeof SimsDepthProfile>[] {
  return groups(series, described).map(({ members, title, values, meta }) => {
    const first = members[0] as Series;
    return {
      kind: 'sims/depth-profile',
      title,
      size: { species: members.length, time: first.axis.length },
      variables: variablesOf(first, values, quantity),
      conditions: {},
      meta,
    };
  });
}

const variablesOf = (first: Series, values: Float64Array, quantity: 'counts' | 'rate') => ({
  time: { values: first.axis },
  depth: first.depth ? { values: first.depth } : undefined,
  dose: undefined,
  fluence: undefined,
  counts: quantity === 'counts' ? { values } : undefined,
  rate: quantity === 'rate' ? { values } : undefined,
  speciesTime: undefined,
  speciesDepth: undefined,
});

function pad(values: Float64Array, length: number): Float64Array {
  const out = new Float64Array(length).fill(NaN);
  out.set(values);
  return out;
}

function stack(rows: readonly Float64Array[]): Float64Array {
  const n = rows[0]?.length ?? 0;
  const out = new Float64Array(rows.length * n);
  rows.forEach((row, i) => out.set(row, i * n));
  return out;
}

/** Scans of a setting of the instrument, in the same way. */
export function scanDatasets(series: readonly Series[], setting: 'voltage' | 'radius', described: Described): Dataset<typeof SimsScan>[] {
  return groups(series, described).map(({ members, title, values, meta }) => {
    const first = members[0] as Series;
    const axis = { values: first.axis };
    return {
      kind: 'sims/scan',
      title,
      size: { species: members.length, point: first.axis.length },
      variables: {
        voltage: setting === 'voltage' ? axis : undefined,
        radius: setting === 'radius' ? axis : undefined,
        rate: { values },
      },
      conditions: {},
      meta,
    };
  });
}

function groups(series: readonly Series[], { title, meta }: Described) {
  const split = series.length === 0 ? [] : shareAxis(series) ? [series] : series.map((one) => [one]);
  return split.map((members) => {
    const values = stack(members.map((member) => member.values));
    const totals = members.map((member) => member.values.reduce((sum, v) => (Number.isFinite(v) ? sum + v : sum), 0));
    const species = members.map((member) => member.species);
    return { members, values, title: split.length === 1 ? title : `${title}: ${species[0] ?? ''}`, meta: { ...meta, species, totals } };
  });
}

function shareAxis(series: readonly Series[]): boolean {
  const first = series[0];
  return first !== undefined && series.every((other) => same(other.axis, first.axis) && same(other.depth, first.depth));
}

function same(a: Float64Array | undefined, b: Float64Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  // two places without a value are the same place
  return a.length === b.length && a.every((value, i) => Object.is(value, b[i]) || value === b[i]);
}
