import { sharedResistance } from './boundary-resistance.ts';
import { combine } from './linear-form.ts';
import type { Series } from './series.ts';
import { valueAt, type NoValue, type ValueAt } from './value-at.ts';

/**
 * Brings a series to temperature `T` [K] as `valueAt` does, but for a total between its temperatures by its parts: 1/D_tot = 1/D_bulk + a. ln D_tot of
 * grains and boundaries in series bends in 1/T, a line through it reads one to two per cent low; ln D_bulk and ln a are straight or nearly so.
 */
export function seriesAt(series: Series, T: number): ValueAt | NoValue {
  const plain = valueAt(series, T);
  if (!plain.ok || !plain.corrected || series.bulk === undefined) return plain;
  const bulk = valueAt(series.bulk, T);
  const boundary = bulk.ok ? sharedResistance({ total: series, bulk: series.bulk }, bulk, T) : undefined;
  if (!bulk.ok || boundary === undefined) return plain;
  const inner = Math.exp(-bulk.y);
  const R = inner + boundary.a;
  return {
    ok: true,
    y: -Math.log(R),
    form: combine([
      [inner / R, bulk.form],
      [-1 / R, boundary.form],
    ]),
    ids: [...new Set([...bulk.ids, ...boundary.parts.flatMap(({ ids }) => ids)])],
    corrected: true,
    beyond: Math.max(bulk.beyond, ...boundary.parts.map(({ beyond }) => beyond)),
  };
}

/** Every total (or effective) with the bulk of its kind, sample, ion, direction and carriers beside it. */
export function withBulks(all: readonly Series[]): Series[] {
  return all.map((total) => {
    if (total.region !== 'total' && total.region !== 'effective') return total;
    const bulk = all.find((one) => one.region === 'bulk' && one.points.length > 1 && isSameSubject(one, total));
    return bulk === undefined ? total : { ...total, bulk };
  });
}

const axisOf = ({ direction }: Series): string => (direction?.type === 'axis' ? direction.axis : '');

const isSameSubject = (a: Series, b: Series): boolean =>
  a.kind === b.kind &&
  a.sample !== null &&
  a.sample.id === b.sample?.id &&
  a.ion?.element === b.ion?.element &&
  a.count === b.count &&
  axisOf(a) === axisOf(b);
