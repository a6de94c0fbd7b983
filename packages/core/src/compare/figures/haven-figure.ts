import type { Figure, Layer } from '../../api/figure.ts';
import type { HavenEntry } from '../document.ts';
import type { HavenResult } from '../haven-entry.ts';
import { figures, kelvins } from '../numbers.ts';
import type { Series } from '../series.ts';
import { havenBand } from './haven-band.ts';

/** More bands hide one another. */
const MOST_BANDS = 8;

/** Haven ratios over temperature with 95 % bars, H_R(T) as a band, limits as such, and the line at 1. Undefined without a number or a limit. */
export function havenFigure(results: readonly HavenResult[]): Figure | undefined {
  const entries = results.map(({ entry }) => entry);
  const shown = entries.filter((entry) => entry.value !== null || entry.bound !== null);
  if (shown.length === 0) return undefined;
  const samples = new Set(shown.map((entry) => entry.sample));
  const name = (entry: HavenEntry): string =>
    `${samples.size > 1 ? `${entry.sample ?? 'unnamed'}: ` : ''}${entry.numerator} / D_sigma, ${entry.region === 'gb' ? 'grain boundary' : entry.region}`;
  const groups = new Map<string, HavenEntry[]>();
  for (const entry of shown) groups.set(name(entry), [...(groups.get(name(entry)) ?? []), entry]);
  const layers: Layer[] = [...groups].map(([series, members]) => ({
    kind: 'points',
    series,
    role: 'data',
    quantity: (members[0] as HavenEntry).numerator,
    region: (members[0] as HavenEntry).region,
    x: members.map((entry) => entry.T),
    y: members.map((entry) => entry.value ?? entry.hi ?? entry.lo),
    lo: members.map((entry) => (entry.value === null ? null : entry.lo)),
    hi: members.map((entry) => (entry.value === null ? null : entry.hi)),
    flags: members.map((entry) => (entry.bound === 'upper' ? 2 : entry.bound === 'lower' ? 3 : entry.lo === null ? 1 : 0)),
  }));
  const pairs = new Map(
    results.filter(({ entry, below }) => below && entry.value !== null).map((result) => [name(result.entry), result] as const),
  );
  const bands: Layer[] =
    pairs.size > MOST_BANDS
      ? []
      : [...pairs].flatMap(([series, { entry, from, below }]) =>
          havenBand(from, below as Series).flatMap(({ T, value, lo, hi }) => {
            const style = { series, quantity: entry.numerator, region: entry.region, role: 'fit' } as const;
            return [
              { kind: 'band' as const, ...style, x: T, lo, hi },
              { kind: 'line' as const, ...style, x: T, y: value },
            ];
          }),
        );
  const parts = [...groups].map(([series, members]) => `${series}: ${members.map(say).join(', ')}`);
  return {
    v: 1,
    id: 'haven',
    title: 'Haven ratios',
    description: `Haven ratios over temperature with 95 % intervals: ${parts.join('; ')}.`,
    axes: { x: { quantity: 'temperature', unit: 'K', scale: 'linear' }, y: { quantity: 'haven-ratio', unit: '1', scale: 'log' } },
    layers: [...bands, ...layers, { kind: 'rule', axis: 'y', at: 1, label: 'no correlation' }],
  };
}

function say({ T, value, bound, hi, lo }: HavenEntry): string {
  if (value !== null) return `${figures(value)} at ${kelvins(T)}`;
  return `${bound === 'upper' ? 'below' : 'above'} ${figures((bound === 'upper' ? hi : lo) ?? NaN)} at ${kelvins(T)}`;
}
