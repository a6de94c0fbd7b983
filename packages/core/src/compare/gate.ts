import type { DiffusionRecord, Region } from '../api/record.ts';
import { componentSeries } from './component-series.ts';
import { GATE_CODES, type GateCode, type NoteCode } from './codes.ts';
import { isConductivity } from './temperature-effect.ts';
import { NO_CODES, withCode } from './shared-codes.ts';
import { sharedText } from './shared-text.ts';
import { seriesLabel, type Point, type Series } from './series.ts';

export interface GateAnswer {
  /** Empty: the two may be compared. */
  readonly blocked: readonly GateCode[];
  readonly notes: readonly NoteCode[];
  /** The series to compare: with the component along the axis where a tensor gives it. */
  readonly a: Series;
  readonly b: Series;
  /** One clause per block, with the names of what differs. */
  readonly clauses: readonly string[];
}

export interface GateOptions {
  readonly acrossSamples: boolean;
  /** Ids of D_sigma recomputed with all ions. */
  readonly recounted: ReadonlySet<string>;
  /** Places (`seriesPlace`) of the series at hand, so that nothing is asked for that is there already. */
  readonly known: ReadonlySet<string>;
}

/** Whether two series mean the same thing, temperature aside: sample, ion, region, kind, direction, carriers, bounds. */
export function gate(a: Series, b: Series, { acrossSamples, recounted }: GateOptions): GateAnswer {
  const said: Said = { blocked: NO_CODES, notes: NO_CODES, clauses: [] };
  const p = ownOf(a);
  const q = ownOf(b);
  const same = a.sample?.id !== undefined && a.sample.id === b.sample?.id;
  if (!same && acrossSamples) note(said, 'note/between-samples');
  else if (!same) block(said, 'gate/sample', otherSample(sampleName(a), sampleName(b)));
  if (a.ion === null || b.ion === null) block(said, 'gate/ion', 'the ion is not stated on both');
  else if (a.ion.element !== b.ion.element || Math.abs(a.ion.z) !== Math.abs(b.ion.z))
    block(said, 'gate/ion', `they are of ${a.ion.element} and ${b.ion.element}`);
  else if (differentIsotopes(a, b)) note(said, 'note/isotope');
  regions(a, b, said);
  if ((a.kind === 'D_chemical') !== (b.kind === 'D_chemical')) block(said, 'gate/kind');
  const directed = directions(a, b);
  if (directed === undefined)
    block(said, 'gate/direction', `they hold along different directions (${directionName(a)}, ${directionName(b)})`);
  else if (directed.corrected) note(said, 'correct/direction');
  carriers(a, b, said, recounted);
  if (apart(p, q) && !said.notes.includes('note/scale')) note(said, 'note/scale');
  if (a.points.length === 0 || b.points.length === 0) block(said, 'gate/bound');
  if (p.flagged || q.flagged) note(said, 'note/flags');
  return { blocked: said.blocked, notes: said.notes, a: directed?.a ?? a, b: directed?.b ?? b, clauses: said.clauses };
}

/** What the points of one series say, whatever it is paired with. */
interface Own {
  readonly flagged: boolean;
  /** Least and largest diffusion length [m]; Infinity and 0 where none is stated. */
  readonly shortest: number;
  readonly longest: number;
}

const own = new WeakMap<readonly Point[], Own>();

function ownOf({ points }: Series): Own {
  let found = own.get(points);
  if (found === undefined) {
    const lengths = points.map(({ record }) => record.scale?.l ?? 0).filter((l) => l > 0);
    found = {
      flagged: points.some(({ record }) => record.model.flags.length > 0),
      shortest: lengths.reduce((least, l) => Math.min(least, l), Infinity),
      longest: lengths.reduce((most, l) => Math.max(most, l), 0),
    };
    own.set(points, found);
  }
  return found;
}

/** Whether both state their diffusion lengths and these don't overlap. */
const apart = (p: Own, q: Own): boolean => p.longest > 0 && q.longest > 0 && (p.longest < q.shortest || q.longest < p.shortest);

/** What is said of a pair as the questions are gone through. */
interface Said {
  blocked: readonly GateCode[];
  notes: readonly NoteCode[];
  clauses: readonly string[];
}

function block(said: Said, code: GateCode, clause: string = GATE_CODES[code].says): void {
  said.blocked = withCode(said.blocked, code);
  // One or two: push would set room aside for seventeen.
  said.clauses = [...said.clauses, clause];
}

function note(said: Said, code: NoteCode): void {
  said.notes = withCode(said.notes, code);
}

const otherSample = sharedText((a, b) => `they are of different samples (${a}, ${b})`);
const otherRegion = sharedText((a, b) => `one holds in the region ${a}, the other in ${b}`);
const sampleName = (series: Series): string => series.sample?.id ?? 'not stated';

function differentIsotopes(a: Series, b: Series): boolean {
  return (
    a.isotopes.length > 0 && b.isotopes.length > 0 && (a.isotopes.length > 1 || b.isotopes.length > 1 || a.isotopes[0] !== b.isotopes[0])
  );
}

function regions(a: Series, b: Series, said: Said): void {
  if (a.region === null || b.region === null) return block(said, 'gate/region', 'the region is not stated on both');
  const p = merged(a.region);
  const q = merged(b.region);
  if (p !== q && isInside(p) && isInside(q)) note(said, 'note/scale');
  else if (p !== q) block(said, 'gate/region', otherRegion(a.region, b.region));
  else if (p === 'gb') {
    const width = commonWidth(a, b);
    if (width === undefined) block(said, 'gate/gb-width');
    else note(said, 'note/gb-width');
  }
}

const isInside = (region: Region): boolean => region === 'bulk' || region === 'local';
const merged = (region: Region): Region => (region === 'effective' ? 'total' : region);

/** The boundary width [m] all records of both state; undefined where one lacks it or they differ. */
export function commonWidth(a: Series, b: Series): number | undefined {
  const widths = [...a.points, ...b.points].map(({ record }) => boundaryWidth(record));
  const first = widths[0];
  return first !== undefined && widths.every((width) => width !== undefined && Math.abs(width / first - 1) < 1e-9) ? first : undefined;
}

function boundaryWidth({ model }: DiffusionRecord): number | undefined {
  for (const [name, value] of Object.entries({ ...model.free, ...model.fixed })) {
    if (!/^(gb|boundary|delta_?gb)_?-?width$|^delta_?gb$|^gbWidth$/i.test(name)) continue;
    const number = typeof value === 'object' && value !== null && 'value' in value ? (value as { value: unknown }).value : value;
    if (typeof number === 'number' && number > 0) return number;
  }
  return undefined;
}

/** The two series as they may be set side by side; undefined where no tensor helps. */
function directions(a: Series, b: Series): { readonly a: Series; readonly b: Series; readonly corrected: boolean } | undefined {
  const p = axisOf(a);
  const q = axisOf(b);
  if (p === q) return { a, b, corrected: false };
  if (p !== undefined && q !== undefined) return undefined;
  const component = p === undefined ? componentSeries(a, q as string) : componentSeries(b, p);
  if (component === undefined) return undefined;
  return p === undefined ? { a: component, b, corrected: true } : { a, b: component, corrected: true };
}

const axisOf = (series: Series): string | undefined => (series.direction?.type === 'axis' ? series.direction.axis : undefined);
const directionName = (series: Series): string => axisOf(series) ?? 'mean';

function carriers(a: Series, b: Series, said: Said, recounted: ReadonlySet<string>): void {
  if (a.kind === 'sigma' || b.kind === 'sigma') return block(said, 'carrier/missing');
  const [first, second] = [isConductivity(a.kind), isConductivity(b.kind)];
  if (!first && !second) return;
  const partial = first && isPartial(a) ? a : second && isPartial(b) ? b : undefined;
  // Two conductivities of one stated population differ by nothing the count could change.
  const alike = first && second && a.count === b.count && a.count !== 'unknown';
  if (partial !== undefined && !alike) block(said, 'gate/carrier', `the conductivity was divided by the ${partial.count} ions, not by all`);
  else if ((first && a.count === null) || (second && b.count === null)) note(said, 'note/carrier');
  if (recounted.size > 0 && ((first && isRecounted(a, recounted)) || (second && isRecounted(b, recounted)))) note(said, 'correct/carrier');
}

const isPartial = ({ count }: Series): boolean => count !== null && count !== 'all';
const isRecounted = ({ points }: Series, recounted: ReadonlySet<string>): boolean => points.some(({ record }) => recounted.has(record.id));

/** `D_NMR bulk of LLTO-A3` */
export const fullName = (series: Series): string => `${seriesLabel(series)} of ${sampleName(series)}`;
