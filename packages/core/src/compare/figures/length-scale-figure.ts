import type { Figure } from '../../api/figure.ts';
import { figures } from '../numbers.ts';
import { seriesLabel, type Series } from '../series.ts';

/** What each series sees: a bar from the least to the largest √(2dDt) its records state, over a length axis. Undefined where none states one. */
export function lengthScaleFigure(all: readonly Series[]): Figure | undefined {
  const bars = all.flatMap((series) => {
    const lengths = series.points.map(({ record }) => record.scale?.l ?? 0).filter((l) => l > 0);
    return lengths.length === 0 ? [] : [{ series, from: Math.min(...lengths), to: Math.max(...lengths) }];
  });
  if (bars.length === 0) return undefined;
  const parts = bars.map(({ series, from, to }) => `${seriesLabel(series)} ${figures(from * 1e6, 2)} to ${figures(to * 1e6, 2)} µm`);
  return {
    v: 1,
    id: 'length-scales',
    title: 'What each technique sees',
    description: `Diffusion length during one measurement: ${parts.join('; ')}.`,
    axes: {
      x: { quantity: 'diffusion-length', unit: 'm', scale: 'log' },
      y: { quantity: 'series', unit: '1', scale: 'linear', domain: [-0.5, bars.length - 0.5] },
    },
    layers: bars.flatMap(({ series, from, to }, i) => {
      const y = bars.length - 1 - i;
      // A single length still shows as a short bar.
      const ends = from === to ? [from / 1.1, to * 1.1] : [from, to];
      return [
        {
          kind: 'line' as const,
          series: seriesLabel(series),
          role: 'data' as const,
          quantity: series.kind,
          x: ends,
          y: [y, y],
          ...(series.region === null ? {} : { region: series.region }),
        },
      ];
    }),
  };
}
