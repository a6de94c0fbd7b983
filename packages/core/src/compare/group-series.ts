import type { Diagnostic } from '../api/context.ts';
import type { DiffusionRecord, Effect, Region } from '../api/record.ts';
import { brokenGaps } from './broken-gaps.ts';
import { chooseLaw } from './laws/choose-law.ts';
import { effectiveErrors } from './effective-errors.ts';
import { localSlope } from './local-line.ts';
import { isConductivity, temperatureEffect } from './temperature-effect.ts';
import { seriesLabel, type Point, type Series } from './series.ts';

/**
 * Sorts records into series and gives each its law, scatter, gaps and shared effects. The order of the records doesn't matter.
 * `sigma` records among them are those without a carrier density; their series is one of ln(σT), up to a constant.
 */
export function groupSeries(records: readonly DiffusionRecord[], report: (diagnostic: Diagnostic) => void): Series[] {
  const groups = new Map<string, DiffusionRecord[]>();
  for (const record of records) {
    const key = keyOf(record);
    const group = groups.get(key);
    if (group) group.push(record);
    else groups.set(key, [record]);
  }
  const bare = [...groups].map(([key, members]) => withoutEffects(key, members, report));
  bare.sort((a, b) => (a.key < b.key ? -1 : 1));
  return bare.map((series) => ({ ...series, tags: resolveEffects(series, bare, report) }));
}

type Bare = Omit<Series, 'tags'>;

/** Weights stop growing here: no ln D is better known than its own rounding. */
const LEAST_U = 1e-12;

const RANK: Record<string, number> = { sigma: 0, D_sigma: 1, D_NMR: 2, D_tracer: 3, D_local: 4 };
const REGION_RANK: Record<string, number> = { bulk: 0, local: 1, gb: 2, total: 3, effective: 4 };

/** Also the order of the series in the answer: by sample, then kind, region and the rest. */
function keyOf(record: DiffusionRecord): string {
  const axis = record.direction?.type === 'axis' ? record.direction.axis : 'mean';
  const count = record.kind === 'D_sigma' || record.kind === 'sigma' ? (record.carrier?.count ?? null) : null;
  const region = record.region === null ? 9 : (REGION_RANK[record.region] ?? 8);
  return JSON.stringify([
    record.sample?.id ?? null,
    RANK[record.kind] ?? 8,
    region,
    record.kind,
    record.region,
    record.ion?.element ?? null,
    axis,
    count,
  ]);
}

function withoutEffects(key: string, members: readonly DiffusionRecord[], report: (diagnostic: Diagnostic) => void): Bare {
  const first = members.reduce((least, record) => (record.id < least.id ? record : least));
  const isLimit = (record: DiffusionRecord): boolean => record.bound === 'upper' || record.bound === 'lower';
  const points = members
    .filter((record) => !isLimit(record))
    .map(toPoint)
    .sort((a, b) => a.x - b.x || (a.record.id < b.record.id ? -1 : 1));
  const stated = points.map((point) => randomOf(point.record));
  // One record without u makes the series one of unknown scatter: weights of two sorts can't be mixed.
  const fromScatter = stated.some((u) => u === null) || stated.some((u) => u === 0);
  const x = Float64Array.from(points, (point) => point.x);
  const y = Float64Array.from(points, (point) => point.y);
  const conducting = isConductivity(first.kind);
  const effective = fromScatter ? undefined : effectiveErrors(points, Float64Array.from(stated as number[]), conducting);
  const w = Float64Array.from(effective?.u ?? stated, (u) => (fromScatter || u === null ? 1 : 1 / Math.max(u, LEAST_U) ** 2));
  const law = points.length > 0 ? chooseLaw({ x, y, w }, fromScatter) : undefined;
  if (effective?.lost === true) {
    report({
      severity: 'warning',
      code: 'effect/no-slope',
      message: 'a random temperature error is left out, since one temperature has no slope: measure a second one, or add it to u',
      where: `${first.sample?.id ?? 'sample not stated'}, ${first.kind} ${first.region ?? ''}`.trim(),
    });
  }
  const scatterNu = law === undefined ? 0 : points.length - law.chosen.size;
  const scatter = law !== undefined && scatterNu > 0 ? Math.sqrt(law.chosen.rss / scatterNu) : NaN;
  const exact = stated.every((u) => u === 0);
  return {
    key,
    sample: first.sample,
    kind: first.kind,
    region: first.region,
    ion: first.ion === null ? null : { element: first.ion.element, z: first.ion.z },
    isotopes: [...new Set(members.map((record) => record.ion?.isotope ?? 0).filter((isotope) => isotope > 0))].sort((a, b) => a - b),
    direction: plainDirection(first),
    count: first.kind === 'D_sigma' || first.kind === 'sigma' ? (first.carrier?.count ?? null) : null,
    points,
    limits: members.filter(isLimit).toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    x,
    y,
    w,
    u: Float64Array.from(effective?.u ?? stated, (u) => (exact && effective?.u === undefined ? 0 : fromScatter ? scatter : (u as number))),
    nu: Float64Array.from(points, (point) => (point.record.nu && point.record.nu > 0 ? point.record.nu : Infinity)),
    fromScatter: fromScatter && !exact,
    scatterNu,
    law,
    gaps: points.length > 0 ? brokenGaps(x, y, w, fromScatter) : [],
  };
}

function toPoint(record: DiffusionRecord): Point {
  const T = record.T as number;
  return { record, T, x: 1 / T, y: Math.log(record.value) + (record.kind === 'sigma' ? Math.log(T) : 0) };
}

/** Random part of ln(value); quantiles of a skewed posterior win over u. */
function randomOf(record: DiffusionRecord): number | null {
  const [, low, , high] = record.quantiles ?? [];
  if (low !== undefined && high !== undefined && low > 0 && high > low) return Math.log(high / low) / 2;
  return record.u;
}

function plainDirection(record: DiffusionRecord): Series['direction'] {
  if (record.direction === null) return null;
  return record.direction.type === 'axis' ? { type: 'axis', axis: record.direction.axis } : { type: 'mean' };
}

function resolveEffects(series: Bare, all: readonly Bare[], report: (diagnostic: Diagnostic) => void): Map<string, Float64Array> {
  const tags = new Map<string, Float64Array>();
  const slopes = new Map<number, Slope | undefined>();
  const slopeAt = (x: number): Slope | undefined => {
    if (!slopes.has(x)) slopes.set(x, slopeOf(series, all, x));
    return slopes.get(x);
  };
  let borrowed: string | undefined;
  let lost = false;
  series.points.forEach((point, i) => {
    for (const effect of effectsOf(point.record)) {
      const slope = effect.from === undefined ? undefined : slopeAt(point.x);
      let s = effect.u;
      if (effect.from !== undefined && slope !== undefined && (slope.from === series || s === undefined)) {
        if (slope.from !== series) borrowed = seriesLabel(slope.from);
        s = temperatureEffect(slope.value, point.T, isConductivity(series.kind), effect.from.u_T);
      }
      if (s === undefined) {
        lost = true;
        continue;
      }
      const row = tags.get(effect.tag) ?? new Float64Array(series.points.length);
      row[i] = (row[i] as number) + s;
      tags.set(effect.tag, row);
    }
  });
  const where = `${series.sample?.id ?? 'sample not stated'}, ${seriesLabel(series)}`;
  if (borrowed !== undefined) {
    report({
      severity: 'info',
      code: 'effect/borrowed-slope',
      message: `one temperature has no slope of its own: its temperature error is propagated with the activation energy of ${borrowed}`,
      where,
    });
  }
  if (lost) {
    report({
      severity: 'warning',
      code: 'effect/no-slope',
      message:
        'a temperature error is left out, since one temperature has no slope: measure a second one, or state the effect as u of ln D',
      where,
    });
  }
  return tags;
}

interface Slope {
  readonly value: number;
  readonly from: Bare;
}

/** Slope of the series itself; else of the fullest series of the same sample, ion and region, total and effective being one. */
function slopeOf(series: Bare, all: readonly Bare[], x: number): Slope | undefined {
  const own = localSlope(series, x);
  if (own !== undefined) return { value: own, from: series };
  let best: Slope | undefined;
  for (const other of all) {
    if (other.sample?.id === undefined || other.sample.id !== series.sample?.id) continue;
    if (other.ion?.element !== series.ion?.element || regionClass(other.region) !== regionClass(series.region)) continue;
    const value = localSlope(other, x);
    if (value !== undefined && (best === undefined || other.points.length > best.from.points.length)) best = { value, from: other };
  }
  return best;
}

const regionClass = (region: Region | null): string => (region === 'effective' ? 'total' : (region ?? ''));

/** Effects of a record, with that of its carrier density: D_sigma falls as c grows. */
function effectsOf(record: DiffusionRecord): readonly Effect[] {
  const { carrier } = record;
  if (record.kind !== 'D_sigma' || !carrier || !(carrier.u > 0)) return record.effects;
  const tag = carrier.tag ?? carrierTag(record);
  return record.effects.some((effect) => effect.tag === tag) ? record.effects : [...record.effects, { tag, u: -carrier.u }];
}

export const carrierTag = (record: Pick<DiffusionRecord, 'sample'>): string => `carrier:${record.sample?.id ?? ''}`;
