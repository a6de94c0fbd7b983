import type { Region } from '../../api/record.ts';
import type { GateCode } from '../codes.ts';
import type { NextStep } from '../document.ts';
import { kelvins } from '../numbers.ts';
import { seriesLabel, type Series } from '../series.ts';
import { sharedText } from '../shared-text.ts';
import { valueAt } from '../value-at.ts';
import { seriesName } from './best-step.ts';

const step = (kind: NextStep['kind'], measure: string, at: number | null, why: string): NextStep => ({
  kind,
  measure,
  at,
  why,
  u: null,
  u_then: null,
});

/** What would turn the refusal of a pair by the gate, its first code, into a comparison; `T` [K] is where the two would meet. */
export function refusedStep(code: GateCode, a: Series, b: Series, T: number | null, known: ReadonlySet<string>): NextStep {
  const nameA = seriesLabel(a);
  const nameB = seriesLabel(b);
  const at = T ?? meetingPoint(a, b);
  switch (code) {
    case 'gate/sample': {
      if (a.sample === null || b.sample === null)
        return step('statement', `sample.id of ${unnamed(a, b)}`, null, 'it isn’t stated, so nothing says they are of one sample');
      return isFewer(a, b)
        ? step('value', labelInSample(nameA, b.sample.id), at, firstIsFewer(nameA, nameB))
        : step('value', labelInSample(nameB, a.sample.id), at, secondIsFewer(nameA, nameB));
    }
    case 'gate/ion':
      return a.ion === null || b.ion === null
        ? step('statement', `ion of ${a.ion === null ? nameA : nameB}`, null, 'its element and charge aren’t stated')
        : step('value', `${nameB} of ${a.ion.element} in ${sampleOf(a)}`, at, 'a ratio compares the motion of one ion');
    case 'gate/region':
      return regionStep(a, b, at, known);
    case 'gate/kind':
      return step('value', `thermodynamic factor of ${sampleOf(a)} (titration curve)`, at, 'a chemical coefficient holds it as a factor');
    case 'gate/direction': {
      const [mean, along] = a.direction?.type === 'axis' ? [b, a] : [a, b];
      const axis = along.direction?.type === 'axis' ? along.direction.axis : 'one axis';
      return step(
        'value',
        `${mean.kind} ${mean.region ?? ''} along ${axis} of ${sampleOf(mean)}`,
        at,
        'the two hold along different directions',
      );
    }
    case 'gate/carrier':
    case 'carrier/missing':
      return step(
        'statement',
        `formula and cell of ${sampleOf(a)}`,
        null,
        'all ions of formula and cell give the carrier density the tracer sees',
      );
    case 'gate/gb-width':
      return step('value', `total and bulk of both kinds of ${sampleOf(a)}`, at, 'their difference gives the boundary without any width');
    case 'gate/bound': {
      const limit = a.points.length === 0 ? a : b;
      const own = limit.limits[0]?.T ?? at;
      return step(
        'value',
        seriesName(limit),
        own,
        `${seriesLabel(limit)} is a limit only: a longer or stronger measurement would determine it`,
      );
    }
    default:
      return meetingStep(a, b, at, code);
  }
}

const labelInSample = sharedText((label, sample) => `${label} of ${sample}`);
const apartAndFewer = (a: string, b: string, fewer: string): string =>
  `${a} and ${b} are of different samples, and ${fewer} has the fewer values to measure again`;
const firstIsFewer = sharedText((a, b) => apartAndFewer(a, b, a));
const secondIsFewer = sharedText((a, b) => apartAndFewer(a, b, b));

/** How a series is told from others when asking whether it is at hand: sample, kind and region, effective being total. */
export const seriesPlace = (sample: string | undefined, kind: string, region: string | null): string =>
  JSON.stringify([sample ?? null, kind, region === 'effective' ? 'total' : region]);

/** Techniques from the one most easily had in another region; echoes and relaxation see the bulk only. */
const MOVABLE = ['D_sigma', 'D_tracer'];

/** Regions under the name of the one that is measured: hops are of the bulk. */
const ORDINARY: Partial<Record<Region, Region>> = { effective: 'total', local: 'bulk' };

/** The technique of one in the region of the other; for one technique in two regions, the other technique in both. */
function regionStep(a: Series, b: Series, at: number | null, known: ReadonlySet<string>): NextStep {
  if (a.region === null || b.region === null)
    return step('statement', `region of ${seriesLabel(a.region === null ? a : b)}`, null, 'where it holds isn’t stated');
  const apart = `${seriesLabel(a)} and ${seriesLabel(b)} hold in different regions`;
  const same = a.kind === b.kind;
  const kind = same ? MOVABLE.find((one) => one !== a.kind) : MOVABLE.find((one) => one === a.kind || one === b.kind);
  const wanted = same ? [a.region, b.region] : [kind === a.kind ? b.region : a.region];
  const regions = wanted.map((region) => ORDINARY[region] ?? region);
  if (kind === undefined) return step('value', `D_sigma ${regions[0]} of ${sampleOf(a)}`, at, apart);
  const measure = `${kind} ${regions.join(' and ')} of ${sampleOf(a)}`;
  if (regions.every((region) => known.has(seriesPlace(a.sample?.id, kind, region))))
    return step('statement', measure, null, `${apart}; this is at hand, so compare with it instead`);
  return step('value', measure, at, same ? `${apart}; with another technique in both, each may be compared, and the boundary too` : apart);
}

/** A value that lets two series meet: of the one whose data lie nearest to a temperature of the other. */
function meetingStep(a: Series, b: Series, at: number | null, code: GateCode): NextStep {
  const all = [...lacking(a, b), ...lacking(b, a)];
  const inGap = all.filter(({ series, T }) => isGap(series, T));
  const reach = (code === 'gate/gap-break' && inGap.length > 0 ? inGap : all).sort((p, q) => p.distance - q.distance)[0];
  if (reach === undefined) return step('value', seriesName(a), at, 'the two have no temperature in common');
  const { series, other, T, distance } = reach;
  const why =
    code === 'gate/gap-break'
      ? `${kelvins(T)}, where ${seriesLabel(other)} was measured, lies in a gap of ${seriesLabel(series)} that may hide a break`
      : `${seriesLabel(other)} was measured there, ${kelvins(distance)} from the nearest value of ${seriesLabel(series)}, the least of all pairs of temperatures`;
  return step('value', seriesName(series), T, why);
}

/** Temperatures of `other`, with their distance from the data of `series`. */
function lacking(series: Series, other: Series): { series: Series; other: Series; T: number; distance: number }[] {
  if (series.points.length === 0) return [];
  return other.points.map(({ T }) => ({ series, other, T, distance: Math.min(...series.points.map((point) => Math.abs(point.T - T))) }));
}

function isGap(series: Series, T: number): boolean {
  const value = valueAt(series, T);
  return !value.ok && value.code === 'gate/gap-break';
}

const isFewer = (a: Series, b: Series): boolean => a.points.length < b.points.length;

const unnamed = (a: Series, b: Series): string =>
  [a, b]
    .filter(({ sample }) => sample === null)
    .map(seriesLabel)
    .join(' and ');

const sampleOf = (series: Series): string => series.sample?.id ?? 'the sample';

/** A temperature of the fuller series nearest to the middle of the other, so that one of them is there already. */
function meetingPoint(a: Series, b: Series): number | null {
  const [less, more] = isFewer(a, b) ? [a, b] : [b, a];
  const middle = middleOf(less);
  let best = more.points[more.points.length >> 1]?.T ?? null;
  for (const { T } of more.points) if (best === null || Math.abs(T - middle) < Math.abs(best - middle)) best = T;
  return best;
}

const middles = new WeakMap<Series, number>();

/** Mean temperature of a series, which each of its pairs asks for. */
function middleOf(series: Series): number {
  let middle = middles.get(series);
  if (middle === undefined) middles.set(series, (middle = series.points.reduce((sum, { T }) => sum + T, 0) / series.points.length));
  return middle;
}
