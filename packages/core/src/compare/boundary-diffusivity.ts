import type { DiffusionRecord } from '../api/record.ts';
import { derivedRecord } from './derived-record.ts';
import { combine, spreadOf } from './linear-form.ts';
import { orNull } from './numbers.ts';
import { resistanceDifference } from './resistance-difference.ts';
import type { Series } from './series.ts';
import { valueAt } from './value-at.ts';

export interface Microstructure {
  /** [m] */
  readonly gbWidth: number;
  readonly grainSize: number;
}

/**
 * The conditional D_gb = (δ/L)/a of each total series with the bulk series of its kind (a tracer's bulk may be D_NMR), at the temperatures
 * of the total. It holds only if width and grain size do, and says so in its model; none where a isn't positive at the 97.5 % level.
 */
export function boundaryDiffusivities(
  all: readonly Series[],
  { gbWidth, grainSize }: Microstructure,
  software: DiffusionRecord['software'],
): DiffusionRecord[] {
  const records: DiffusionRecord[] = [];
  for (const total of all) {
    if (total.region !== 'total' && total.region !== 'effective') continue;
    const kinds = total.kind === 'D_tracer' ? ['D_tracer', 'D_NMR'] : [total.kind];
    const bulk = kinds
      .map((kind) => all.find((other) => other.kind === kind && other.region === 'bulk' && sameSubject(other, total)))
      .find((other) => other !== undefined);
    if (bulk === undefined) continue;
    for (const { T, record } of total.points) {
      const [whole, inner] = [valueAt(total, T), valueAt(bulk, T)];
      if (!whole.ok || !inner.ok) continue;
      const { a, u, form } = resistanceDifference(whole, inner);
      if (!(a - 1.96 * u > 0)) continue;
      const spread = spreadOf(combine([[-1 / a, form]]));
      records.push(
        derivedRecord(
          {
            kind: total.kind,
            region: 'gb',
            value: gbWidth / grainSize / a,
            unit: 'm2/s',
            u: orNull(spread.random),
            effects: [...spread.tags].filter(([, s]) => s !== 0 && Number.isFinite(s)).map(([tag, s]) => ({ tag, u: s })),
            T,
            ion: record.ion,
            sample: record.sample,
            direction: record.direction,
            carrier: record.carrier ?? null,
            model: { name: 'compare/series-subtraction', fixed: { gbWidth, grainSize }, flags: ['conditional'] },
            parents: [...new Set([...whole.ids, ...inner.ids])],
          },
          software,
        ),
      );
    }
  }
  return records;
}

const sameSubject = (a: Series, b: Series): boolean =>
  a.sample !== null && a.sample.id === b.sample?.id && a.ion?.element === b.ion?.element && a.count === b.count && a.points.length > 0;
