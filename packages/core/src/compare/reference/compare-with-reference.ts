import type { Region } from '../../api/record.ts';
import { constants } from '../../physics/constants.ts';
import { diffusivityFromConductivity } from '../../physics/nernst-einstein.ts';
import { parseFormula } from '../../physics/formula.ts';
import { figures, interval, kelvins } from '../numbers.ts';
import type { ReferenceFact } from './reference-fact.ts';
import { referenceFacts } from './reference-facts.ts';

/** A number to be set beside published ones; a record will do. */
export interface ComparedValue {
  readonly kind: string;
  /** SI */
  readonly value: number;
  /** Standard uncertainty of ln(value), shared effects included; null where unknown. */
  readonly u?: number | null;
  readonly T: number | null;
  readonly region?: Region | null;
  readonly formula: string;
}

export interface ReferenceComparison {
  readonly fact: ReferenceFact;
  /** `same`: one composition; `near`: the same elements in nearly the same amounts. */
  readonly material: 'same' | 'near';
  readonly gate: 'comparable' | 'correctable' | 'not-comparable';
  readonly codes: readonly string[];
  readonly verdict: 'agree' | 'differ' | 'undecided' | 'not-comparable';
  /** value over the published one, brought to T where that may be done. */
  readonly ratio: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
  readonly reason: string;
}

/** Sum of the differences of atomic fractions: rounding of one composition, and a neighbouring one. */
const SAME = 2e-3;
const NEAR = 0.1;
/** A coefficient is not carried farther than this without an energy [K]; a Haven ratio not at all, but changes little within it. */
const REACH = 10;
const HAVEN_REACH = 25;
const CARRY = 50;
const SHARP = Math.log(1.5);

/**
 * Sets a value beside every published one of its quantity and of the same or nearly the same composition, the nearest first. A published
 * D_sigma is made of a conductivity with its carrier density. Regions must not contradict; a published activation energy carries it by up to
 * 50 K. Always between samples. Where the source states no uncertainty only that of the value counts, which the codes and the sentence say.
 * @throws carrier/formula – the formula can't be read
 */
export function compareWithReference(value: ComparedValue, facts: readonly ReferenceFact[] = referenceFacts()): ReferenceComparison[] {
  const own = fractions(value.formula);
  return facts
    .flatMap((fact) => {
      const published = quantityOf(fact, value);
      const distance = published === undefined || fact.formula === null ? Infinity : apart(own, fractions(fact.formula));
      return published !== undefined && distance < NEAR ? [{ fact, published, distance }] : [];
    })
    .sort((a, b) => a.distance - b.distance || (a.fact.id < b.fact.id ? -1 : 1))
    .map(({ fact, published, distance }) => judge(value, fact, published, distance < SAME ? 'same' : 'near'));
}

/** The published number as the quantity of the value; undefined where it is another. */
function quantityOf(fact: ReferenceFact, { kind }: ComparedValue): number | undefined {
  if (fact.quantity === kind) return fact.value;
  if (kind !== 'D_sigma' || fact.quantity !== 'sigma' || fact.c === null || fact.T === null) return undefined;
  return diffusivityFromConductivity(fact.value, fact.T, fact.c, 1);
}

function judge(value: ComparedValue, fact: ReferenceFact, published: number, material: 'same' | 'near'): ReferenceComparison {
  const notes = ['note/between-samples'];
  if (material === 'near') notes.push('reference/composition');
  if (fact.room) notes.push('reference/room-temperature');
  if (fact.u === null) notes.push('reference/uncertainty');
  const [p, q] = [value.region ?? null, fact.region].map((region) => (region === 'effective' ? 'total' : region));
  const refuse = (code: string, why: string): ReferenceComparison => ({
    fact,
    material,
    gate: 'not-comparable',
    codes: [code, ...notes],
    verdict: 'not-comparable',
    ratio: null,
    lo: null,
    hi: null,
    reason: `Not comparable with ${source(fact)}, since ${why}.`,
  });
  if (p && q && p !== q) return refuse('gate/region', `one holds in the region ${p}, the other in ${q}`);
  if (!p || !q) notes.push('reference/region');
  const carried = carry(value, fact);
  if (carried === undefined)
    return refuse(
      'gate/extrapolation',
      `it was measured at ${kelvins(fact.T as number)}, and nothing carries it to ${kelvins(value.T as number)}`,
    );
  if (fact.T === null || value.T === null) notes.push('reference/temperature');
  const h = Math.log(value.value / published) - carried;
  const u = value.u === null || value.u === undefined ? NaN : Math.hypot(value.u, fact.u ?? 0);
  const [ratio, lo, hi] = [Math.exp(h), Math.exp(h - 1.96 * u), Math.exp(h + 1.96 * u)];
  const known = Number.isFinite(u);
  const excluded = lo > 1 || hi < 1;
  // Another composition may differ for that reason alone.
  const verdict = !known || (excluded && material === 'near') ? 'undecided' : excluded ? 'differ' : u < SHARP ? 'agree' : 'undecided';
  const gate = carried === 0 ? 'comparable' : 'correctable';
  const codes = carried === 0 ? notes : ['correct/temperature', ...notes];
  const size = known ? interval(ratio, lo, hi) : `${figures(ratio)}, of unknown uncertainty`;
  const clause = {
    agree: 'the 95 % interval holds 1',
    differ: 'the 95 % interval excludes 1',
    undecided: excluded ? 'the interval excludes 1, which the other composition may explain' : 'this decides nothing',
  }[verdict];
  const alone = fact.u === null ? ', which states no uncertainty' : '';
  const unit = fact.quantity !== value.kind ? 'm2/s ' : fact.unit === '1' ? '' : `${fact.unit} `;
  const reason = `${size} times the ${figures(published)} ${unit}of ${source(fact)}${alone}: ${clause}.`;
  return { fact, material, gate, codes, verdict, ratio, lo: known ? lo : null, hi: known ? hi : null, reason };
}

const source = (fact: ReferenceFact): string => `${fact.material}${fact.T === null ? '' : ` at ${kelvins(fact.T)}`} (${fact.attribution})`;

/** What to take off ln(value/published) for their temperatures: 0 where none is needed; undefined where it can't be said. */
function carry({ T, kind }: ComparedValue, fact: ReferenceFact): number | undefined {
  if (T === null || fact.T === null || Math.abs(T - fact.T) <= 0.1) return 0;
  const kelvinsApart = Math.abs(T - fact.T);
  if (kind === 'H_R') return kelvinsApart <= HAVEN_REACH ? 0 : undefined;
  if (fact.Ea_eV === null) return fact.room && kelvinsApart <= REACH / 2 ? 0 : undefined;
  if (kelvinsApart > CARRY) return undefined;
  const rise = -((fact.Ea_eV * constants.e) / constants.k) * (1 / T - 1 / fact.T);
  // E_a of a conductivity is that of ln σT.
  return kind === 'sigma' ? rise - Math.log(T / fact.T) : rise;
}

function fractions(formula: string): Map<string, number> {
  const atoms = parseFormula(formula);
  const total = [...atoms.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...atoms].map(([element, count]) => [element, count / total]));
}

/** Sum of the differences of atomic fractions; infinite where the elements differ. */
function apart(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): number {
  if (a.size !== b.size) return Infinity;
  let sum = 0;
  for (const [element, fraction] of a) sum += Math.abs(fraction - (b.get(element) ?? Infinity));
  return sum;
}
