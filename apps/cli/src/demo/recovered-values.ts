import { constants, type DiffusionRecord } from '@ionwalk/core';
import type { Law } from '@ionwalk/core/compare';
import type { StudyAnswers } from './analyse-study.ts';
import type { Recovered } from './audit/audit.ts';
import { LLTO } from './llto-study.ts';

type Interval = Recovered[string];
const K_EV = constants.k / constants.e;

/** What the raw files gave back for the numbers of the text, each with a 95 % interval that includes the shared effects. */
export function recoveredValues({ echoes, bpp, profile, boundaries, records, compare }: StudyAnswers): Recovered {
  const record = (kind: string, region: string, T: number): DiffusionRecord | undefined =>
    records.find((item) => item.kind === kind && item.region === region && item.T !== null && Math.abs(item.T - T) < 0.2);
  const law = (kind: string, region: string): Law | undefined => compare.laws.find((item) => item.kind === kind && item.region === region);
  const of = (item: DiffusionRecord | undefined, map = (value: number): number => value): Interval | undefined => {
    if (!item) return undefined;
    const u = totalUncertainty(item, law(item.kind, item.region ?? '')?.arrhenius.Ea_eV ?? 0);
    return interval(item.value, u, map);
  };
  const local333 = record('D_local', 'local', 333);
  const echo393 = echoes.find(({ T }) => T === 393)?.answer.fits[0];
  const nmr333 = record('D_NMR', 'bulk', 333);
  const haven = (region: string, T: number): Interval | undefined => {
    const entry = compare.haven.find((item) => item.region === region && Math.abs(item.T - T) < 0.2);
    return entry?.value ? { value: entry.value, lo: entry.lo, hi: entry.hi } : undefined;
  };
  const pairs: [string, Interval | undefined][] = [
    ['N1', of(local333)],
    ['N2', minimum(bpp)],
    ['N3', of(local333, (D) => LLTO.sample.cell ** 2 / (6 * D))],
    ['N4', of(local333, (D) => (6 * D) / LLTO.sample.cell ** 2)],
    ['N5', echo393 && ratioOf(echo393.params['Dz'], echo393.params['Dxy'])],
    ['N6', of(record('D_NMR', 'bulk', 393))],
    ['N7', of(record('D_sigma', 'bulk', 300))],
    [
      'N8',
      slowness(
        boundaries.flatMap((answer) => answer.records),
        law('D_NMR', 'bulk'),
      ),
    ],
    ['N10', haven('bulk', LLTO.sims.T)],
    ['N14', echo393 && rootOf(echo393.params['Dxy'], 2 * LLTO.nmr.Delta)],
    ['N15', local333 && nmr333 && quotient(of(local333), of(nmr333))],
    ['N16', of(nmr333)],
    ['N20', haven('gb', LLTO.sims.T)],
    ['N21', of(profile.records[0], (D) => 2 * Math.sqrt(D * LLTO.sims.tExchange))],
  ];
  return Object.fromEntries(pairs.filter((pair): pair is [string, Interval] => pair[1] !== undefined));
}

/** Standard uncertainty of ln(value): random part and shared effects, a temperature error through the activation energy [eV]. */
function totalUncertainty(record: DiffusionRecord, Ea: number): number {
  const effects = record.effects.map((effect) => effect.u ?? (record.T ? ((effect.from?.u_T ?? 0) * Ea) / (K_EV * record.T ** 2) : 0));
  return Math.hypot(record.u ?? 0, ...effects, record.carrier?.u ?? 0);
}

function interval(value: number, u: number, map: (value: number) => number): Interval {
  const ends = [map(value * Math.exp(-1.96 * u)), map(value * Math.exp(1.96 * u))];
  return { value: map(value), lo: Math.min(...ends), hi: Math.max(...ends) };
}

function minimum(bpp: StudyAnswers['bpp']): Interval | undefined {
  const entries = bpp.fits[0]?.derived?.['T_min'];
  const first = (Array.isArray(entries) ? entries[0] : undefined) as { value: number | null; u: number | null } | undefined;
  if (!first?.value) return undefined;
  const u = Math.hypot(first.u ?? 0, LLTO.nmr.uT);
  return { value: first.value, lo: first.value - 1.96 * u, hi: first.value + 1.96 * u };
}

interface Estimate {
  readonly value: number | null;
  readonly u: number | null;
}

/** Interval of a quotient of two parameters taken as independent: wide rather than narrow where they anticorrelate. */
function ratioOf(a: Estimate | undefined, b: Estimate | undefined): Interval | undefined {
  if (!a?.value || !b?.value || a.u === null || b.u === null) return undefined;
  return interval(a.value / b.value, Math.hypot(a.u / a.value, b.u / b.value), (value) => value);
}

function rootOf(a: Estimate | undefined, factor: number): Interval | undefined {
  if (!a?.value || a.u === null) return undefined;
  return interval(a.value, a.u / a.value, (value) => Math.sqrt(factor * value));
}

function quotient(a: Interval | undefined, b: Interval | undefined): Interval | undefined {
  if (!a?.value || !b?.value || !a.lo || !a.hi || !b.lo || !b.hi) return undefined;
  const u = Math.hypot(Math.log(a.hi / a.lo), Math.log(b.hi / b.lo)) / 2;
  return interval(a.value / b.value, u / 1.96, (value) => value);
}

/** Bulk over boundary at the temperature of the exchange: the NMR law against the weighted mean of the boundaries measured. */
function slowness(records: readonly DiffusionRecord[], law: Law | undefined): Interval | undefined {
  const found = records.filter((record) => record.region === 'gb' && !record.bound && record.u);
  if (found.length === 0 || !law || law.lnD_pivot === null) return undefined;
  const weights = found.map((record) => (record.u as number) ** -2);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = found.reduce((sum, record, i) => sum + Math.log(record.value) * (weights[i] as number), 0) / total;
  const spread =
    found.reduce((sum, record, i) => sum + (Math.log(record.value) - mean) ** 2 * (weights[i] as number), 0) /
    Math.max(1, found.length - 1);
  const bulk = law.lnD_pivot - (law.Ea_eV / K_EV) * (1 / LLTO.sims.T - 1 / law.T_pivot);
  return interval(Math.exp(bulk - mean), Math.hypot(Math.sqrt(Math.max(1, spread) / total), 0.05), (value) => value);
}
