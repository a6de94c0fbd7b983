import type { NoteCode } from './codes.ts';
import { fullName, gate, type GateAnswer, type GateOptions } from './gate.ts';
import { boundaryHaven } from './boundary-haven.ts';
import { directHaven } from './direct-haven.ts';
import type { HavenResult } from './haven-entry.ts';
import { blockedHaven } from './haven-refusal.ts';
import type { Series } from './series.ts';

const NUMERATORS = ['D_tracer', 'D_NMR'];

/**
 * Haven ratios of every tracer-like series over the conductivity of its sample: bulk, total (a tracer's effective or total), and the
 * boundary by subtraction of total and bulk. Temperatures: `at`, else the numerator's own.
 */
export function havenRatios(all: readonly Series[], at: readonly number[] | undefined, options: GateOptions): HavenResult[] {
  const results: HavenResult[] = [];
  const temperatures = (series: Series): readonly number[] => at ?? [...new Set([...series.points].reverse().map((point) => point.T))];
  const conducting = all.filter((series) => series.kind === 'D_sigma');
  for (const above of all) {
    if (!NUMERATORS.includes(above.kind)) continue;
    const region = regionOf(above);
    if (region === undefined || (region === 'total' && above.kind !== 'D_tracer')) continue;
    const pair = partner(above, conducting, region, options);
    if (pair === undefined) continue;
    for (const T of pair.blocked.includes('gate/bound') ? (at ?? limitTemperatures(above)) : temperatures(above)) {
      const frame = { sample: above.sample?.id ?? null, region, T, notes: pair.notes, known: options.known };
      if (pair.blocked.length > 0) results.push(blockedHaven(frame, { above, below: pair.b }, pair.blocked, pair.clauses));
      else results.push(directHaven(frame, pair.a, pair.b, region === 'gb' ? 'direct' : undefined));
    }
    if (region !== 'total') continue;
    const boundary = boundaryPairs(above, all, options);
    if (boundary === undefined || pair.blocked.length > 0) continue;
    const { tracerBulk, sigmaBulk, notes } = boundary;
    for (const T of temperatures(above)) {
      const frame = {
        sample: above.sample?.id ?? null,
        region: 'gb' as const,
        T,
        notes: [...new Set([...pair.notes, ...notes])],
        known: options.known,
      };
      results.push(boundaryHaven(frame, { tracerTotal: above, tracerBulk, sigmaTotal: pair.b, sigmaBulk }));
    }
  }
  return results.sort(byPlace);
}

const REGIONS = ['bulk', 'total', 'gb'];

const byPlace = ({ entry: a }: HavenResult, { entry: b }: HavenResult): number =>
  compareText(a.sample ?? '', b.sample ?? '') ||
  REGIONS.indexOf(a.region) - REGIONS.indexOf(b.region) ||
  compareText(a.numerator, b.numerator) ||
  a.T - b.T;

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function regionOf(series: Series): 'bulk' | 'gb' | 'total' | undefined {
  if (series.region === 'bulk' || series.region === 'gb') return series.region;
  return series.region === 'total' || series.region === 'effective' ? 'total' : undefined;
}

const limitTemperatures = (series: Series): number[] => [
  ...new Set([...series.points.map((point) => point.T), ...series.limits.map((record) => record.T as number)]),
];

/**
 * The conductivity to set below: of the same sample first, the first the gate lets through, else the one with the fewest objections.
 * Undefined where the sample has no conductivity at all, or, for a boundary, none of that region.
 */
function partner(above: Series, conducting: readonly Series[], region: string, options: GateOptions): GateAnswer | undefined {
  const own = conducting.filter((series) => series.sample?.id === above.sample?.id && above.sample !== null);
  const others = options.acrossSamples ? conducting.filter((series) => !own.includes(series)) : [];
  const candidates = [...own, ...others].filter((series) => region !== 'gb' || series.region === 'gb');
  const answers = candidates.map((series) => gate(above, series, options));
  const passed = answers.find((answer) => answer.blocked.length === 0);
  if (passed) return passed;
  const least = answers.toSorted((a, b) => cost(a) - cost(b))[0];
  if (least === undefined) return undefined;
  return least.blocked.includes('gate/region')
    ? { ...least, blocked: ['gate/region'], clauses: [`${fullName(above)} has no conductivity of its region beside it`] }
    : least;
}

// Another region is the heaviest objection: it says the least about this pair.
const cost = (answer: GateAnswer): number => answer.blocked.length + (answer.blocked.includes('gate/region') ? 10 : 0);

/** Bulk of both kinds for a boundary by subtraction; the bulk tracer coefficient is D_tracer first, then D_NMR. */
function boundaryPairs(
  total: Series,
  all: readonly Series[],
  options: GateOptions,
): { readonly tracerBulk: Series; readonly sigmaBulk: Series; readonly notes: readonly NoteCode[] } | undefined {
  const here = all.filter((series) => series.region === 'bulk' && series.points.length > 0 && series.sample?.id === total.sample?.id);
  for (const kind of NUMERATORS) {
    for (const tracerBulk of here.filter((series) => series.kind === kind)) {
      for (const sigmaBulk of here.filter((series) => series.kind === 'D_sigma')) {
        const [bulk, same] = [gate(tracerBulk, sigmaBulk, options), gate({ ...total, region: 'bulk' }, tracerBulk, options)];
        if (bulk.blocked.length > 0 || same.blocked.length > 0) continue;
        return { tracerBulk: bulk.a, sigmaBulk: bulk.b, notes: [...new Set([...bulk.notes, ...same.notes])] };
      }
    }
  }
  return undefined;
}
