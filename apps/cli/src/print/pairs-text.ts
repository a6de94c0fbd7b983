import type { Comparison } from '@ionwalk/core/compare';
import { type DisplayUnits, temperatureText } from './display-units.ts';
import { ratioText } from './ratio-text.ts';
import { textTable } from './text-table.ts';

/** What was found between two techniques, for people: the ratio at one temperature, the verdict and its sentence. Refused pairs are only counted. */
export function pairsText(pairs: readonly Comparison[], units: DisplayUnits): string {
  const rows = pairs
    .filter((pair) => pair.gate !== 'not-comparable')
    .map(({ a, b, T, ratio, lo, hi, verdict, reason, next }) => [
      `${name(a)} / ${name(b)}`,
      a.sample === b.sample ? (a.sample ?? '') : `${a.sample ?? '?'} / ${b.sample ?? '?'}`,
      temperatureText(T, units),
      ratioText({ value: ratio, lo, hi, bound: null }),
      verdict,
      next === null ? reason : `${reason} Next: ${next.measure}${next.at === null ? '' : ` at ${temperatureText(next.at, units)}`}`,
    ]);
  return rows.length === 0 ? '' : `Pairs of series (95 %)\n${textTable(rows, { indent: '  ' })}`;
}

const name = ({ kind, region }: Comparison['a']): string => `${kind}${region === null ? '' : ` ${region}`}`;
