import type { DiffusionRecord } from '@ionwalk/core';
import type { HavenEntry } from '@ionwalk/core/compare';

/** Ratios of one region and numerator that end in one verdict: the best known leads, the other temperatures follow. */
export interface HavenGroup {
  readonly key: string;
  readonly first: HavenEntry;
  readonly others: readonly HavenEntry[];
}

/** Groups in order of their first appearance; a verdict that differs is never folded into one that agrees. */
export function havenGroups(entries: readonly HavenEntry[]): readonly HavenGroup[] {
  const groups = new Map<string, HavenEntry[]>();
  for (const entry of entries) {
    const key = [entry.sample, entry.region, entry.numerator, entry.verdict, entry.bound].join('|');
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups].map(([key, members]) => {
    const first = members.reduce((best, entry) => ((entry.u ?? Infinity) < (best.u ?? Infinity) ? entry : best));
    return { key, first, others: members.filter((entry) => entry !== first) };
  });
}

/** Value and ends of a ratio with as many decimals as its interval is worth: two digits of the half-width. */
export function ratioTexts({ value, lo, hi }: Pick<HavenEntry, 'value' | 'lo' | 'hi'>): {
  readonly value: string;
  readonly lo: string;
  readonly hi: string;
} {
  const half = lo !== null && hi !== null && hi > lo ? (hi - lo) / 2 : Math.abs(value ?? lo ?? hi ?? 1) / 2;
  const decimals = Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(half))));
  const text = (number: number | null): string => (number === null || !Number.isFinite(number) ? '–' : number.toFixed(decimals));
  return { value: text(value), lo: text(lo), hi: text(hi) };
}

/** The record above the line, which is what opens with a row: of the numerator's kind, nearest in temperature. */
export function numeratorOf(
  { parents, numerator, T }: Pick<HavenEntry, 'parents' | 'numerator' | 'T'>,
  byId: ReadonlyMap<string, DiffusionRecord>,
): DiffusionRecord | undefined {
  const found = parents.flatMap((id) => byId.get(id) ?? []);
  const above = found.filter(({ kind }) => kind === numerator);
  const distance = (record: DiffusionRecord): number => Math.abs((record.T ?? 0) - T);
  return (above.length > 0 ? above : found).toSorted((a, b) => distance(a) - distance(b))[0];
}
