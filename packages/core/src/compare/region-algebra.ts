import type { DiffusionRecord } from '../api/record.ts';
import { derivedRecord } from './derived-record.ts';
import { commonWidth } from './gate.ts';
import { combine, quantile, spreadOf, type LinearForm } from './linear-form.ts';
import { orNull } from './numbers.ts';
import type { Series } from './series.ts';
import { valueAt, type ValueAt } from './value-at.ts';

export interface Microstructure {
  /** [m] */
  readonly gbWidth: number;
  readonly grainSize: number;
}

const ONE_SIDED = 0.95;
const TWO_SIDED = 0.975;

/**
 * The third of bulk, boundary and total of a kind where two are at hand, by grains and boundaries in series: 1/D_tot = 1/D_bulk + (δ/L)/D_gb. At the
 * temperatures of the total, else of the boundary; the bulk of a tracer may be D_NMR. It holds only if width and grain size do, and says so in its
 * flags; the width a boundary coefficient states goes before `gbWidth`, as only D_gb/δ counts. A difference that isn't positive at the 97.5 % level
 * gives a one-sided 95 % limit.
 */
export function regionAlgebra(all: readonly Series[], structure: Microstructure, software: DiffusionRecord['software']): DiffusionRecord[] {
  const records: DiffusionRecord[] = [];
  const done = new Set<string>();
  for (const one of all) {
    const place = JSON.stringify([one.sample?.id, one.kind, one.ion?.element, one.count]);
    if (one.sample === null || one.kind === 'sigma' || one.kind === 'D_NMR' || done.has(place)) continue;
    done.add(place);
    const find = (kind: string, isRegion: (region: Series['region']) => boolean): Series | undefined =>
      all.find((other) => other.kind === kind && isRegion(other.region) && isSameSubject(one, other) && other.points.length > 0);
    const total = find(one.kind, (region) => region === 'total' || region === 'effective');
    const bulk =
      find(one.kind, (region) => region === 'bulk') ?? (one.kind === 'D_tracer' ? find('D_NMR', (region) => region === 'bulk') : undefined);
    const gb = find(one.kind, (region) => region === 'gb');
    records.push(...thirdOf({ total, bulk, gb }, structure, software));
  }
  return records;
}

interface Known {
  readonly total: Series | undefined;
  readonly bulk: Series | undefined;
  readonly gb: Series | undefined;
}

function thirdOf(
  { total, bulk, gb }: Known,
  { gbWidth, grainSize }: Microstructure,
  software: DiffusionRecord['software'],
): DiffusionRecord[] {
  const thickness = gbWidth / grainSize;
  if (total && bulk)
    return resultsOf(total, bulk, [1, -1], (a) => thickness / a, 'gb', 'compare/series-subtraction', { gbWidth, grainSize }, software);
  if (!gb) return [];
  const width = commonWidth(gb, gb) ?? gbWidth;
  const weight = width / grainSize;
  const fixed = { gbWidth: width, grainSize };
  if (bulk) {
    const region = gb.kind === 'D_tracer' ? 'effective' : 'total';
    return resultsOf(gb, bulk, [weight, 1], (R) => 1 / R, region, 'compare/series-addition', fixed, software);
  }
  return total ? resultsOf(total, gb, [1, -weight], (R) => 1 / R, 'bulk', 'compare/series-subtraction', fixed, software) : [];
}

/** R = w_a/D_a + w_b/D_b at the temperatures of `a`, and the coefficient made of it. */
function resultsOf(
  a: Series,
  b: Series,
  [wa, wb]: readonly [number, number],
  toD: (R: number) => number,
  region: NonNullable<DiffusionRecord['region']>,
  name: string,
  fixed: Readonly<Record<string, number>>,
  software: DiffusionRecord['software'],
): DiffusionRecord[] {
  const records: DiffusionRecord[] = [];
  for (const T of new Set(a.points.map((point) => point.T))) {
    const [va, vb] = [valueAt(a, T), valueAt(b, T)];
    if (!va.ok || !vb.ok) continue;
    const { R, form } = inSeries(va, wa, vb, wb);
    const { u, nu } = spreadOf(form);
    const first = a.points.find((point) => point.T === T)?.record as DiffusionRecord;
    const common = {
      kind: a.kind,
      region,
      unit: 'm2/s',
      T,
      ion: first.ion,
      sample: first.sample,
      direction: first.direction,
      carrier: first.carrier ?? b.points[0]?.record.carrier ?? null,
      model: { name, fixed, flags: ['conditional'] },
      parents: [...new Set([...va.ids, ...vb.ids])],
    };
    if (R - quantile(TWO_SIDED, nu) * u > 0 || (R > 0 && Number.isNaN(u))) {
      const { random, tags } = spreadOf(combine([[-1 / R, form]]));
      const effects = [...tags].filter(([, s]) => s !== 0 && Number.isFinite(s)).map(([tag, s]) => ({ tag, u: s }));
      records.push(derivedRecord({ ...common, value: toD(R), u: orNull(random), effects }, software));
      continue;
    }
    // A resistance of at most R + z u is a coefficient of at least its inverse.
    const most = R + quantile(ONE_SIDED, nu) * u;
    if (most > 0) records.push(derivedRecord({ ...common, value: toD(most), bound: 'lower', u: null, effects: [] }, software));
  }
  return records;
}

/** R = Σ w/D and dR = −Σ (w/D) d ln D. */
function inSeries(a: ValueAt, wa: number, b: ValueAt, wb: number): { readonly R: number; readonly form: LinearForm } {
  const [ra, rb] = [wa * Math.exp(-a.y), wb * Math.exp(-b.y)];
  return {
    R: ra + rb,
    form: combine([
      [-ra, a.form],
      [-rb, b.form],
    ]),
  };
}

const isSameSubject = (a: Series, b: Series): boolean =>
  a.sample !== null && a.sample.id === b.sample?.id && a.ion?.element === b.ion?.element && (a.count === b.count || b.kind !== a.kind);
