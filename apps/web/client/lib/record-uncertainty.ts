import type { DiffusionRecord } from '@ionwalk/core';

export interface RecordUncertainty {
  /** Standard uncertainty of ln(value), random and shared parts together; null: unknown. */
  readonly u: number | null;
  /** Shared errors whose size could not be told (a temperature error without a known slope). */
  readonly missing: readonly string[];
}

/** Contribution of each shared error to ln(value); `slope` is d ln(value)/dT [1/K]. A tag that occurs twice adds up before it is squared. */
export function effectSizes(record: Pick<DiffusionRecord, 'effects'>, slope: number | null): ReadonlyMap<string, number | null> {
  const sizes = new Map<string, number | null>();
  for (const { tag, u, from } of record.effects ?? []) {
    const size = from && slope !== null ? slope * from.u_T : (u ?? null);
    const before = sizes.get(tag);
    sizes.set(tag, before === undefined ? size : before === null || size === null ? null : before + size);
  }
  return sizes;
}

/** Random part and shared errors in quadrature. */
export function recordUncertainty(record: Pick<DiffusionRecord, 'effects' | 'u'>, slope: number | null): RecordUncertainty {
  const sizes = effectSizes(record, slope);
  const missing = [...sizes].filter(([, size]) => size === null).map(([tag]) => tag);
  if (record.u === null || record.u === undefined) return { u: null, missing };
  return { u: Math.hypot(record.u, ...[...sizes.values()].map((size) => size ?? 0)), missing };
}

/** 95 % interval of a value whose logarithm is normal. */
export const interval95 = (value: number, u: number): readonly [number, number] => [
  value * Math.exp(-1.959964 * u),
  value * Math.exp(1.959964 * u),
];
