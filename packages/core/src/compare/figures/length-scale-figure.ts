import type { Figure, Layer } from '../../api/figure.ts';
import { isConductivity } from '../temperature-effect.ts';
import { figures } from '../numbers.ts';
import { seriesLabel, type Series } from '../series.ts';

/**
 * What each series sees: a bar from the least to the largest √(2dDt) its records state, over a length axis, with rules at the sizes of grains and
 * domains that are known. A conductivity averages what lies between blocking interfaces: the grain for the bulk, the thickness for the total.
 * Undefined where none states a length.
 */
export function lengthScaleFigure(all: readonly Series[], grainSize?: number): Figure | undefined {
  const sizes = structureSizes(all, grainSize);
  const bars = all.flatMap((series) => {
    const lengths = lengthsOf(series, sizes.get('grains'));
    return lengths.length === 0 ? [] : [{ series, from: Math.min(...lengths), to: Math.max(...lengths) }];
  });
  if (!bars.some(({ series }) => !isConductivity(series.kind))) return undefined;
  const parts = bars.map(({ series, from, to }) => `${seriesLabel(series)} ${figures(from * 1e6, 2)} to ${figures(to * 1e6, 2)} µm`);
  const rules = [...sizes].map(([name, size]) => ({
    kind: 'rule' as const,
    axis: 'x' as const,
    at: size,
    label: `${name} ${lengthText(size)}`,
  }));
  return {
    v: 1,
    id: 'length-scales',
    title: 'What each technique sees',
    description: `Diffusion length during one measurement: ${[...parts, ...rules.map(({ label }) => label)].join('; ')}.`,
    axes: {
      x: { quantity: 'diffusion-length', unit: 'm', scale: 'log' },
      y: {
        quantity: 'series',
        unit: '1',
        scale: 'linear', // Above the bars there is room for the names of the rules.
        domain: [-0.5, bars.length - 0.5 + (rules.length > 0 ? 0.9 : 0)],
      },
    },
    layers: [
      ...bars.map(({ series, from, to }, i): Layer => {
        const y = bars.length - 1 - i;
        // A single length still shows as a short bar.
        const ends = from === to ? [from / 1.1, to * 1.1] : [from, to];
        return {
          kind: 'line',
          series: seriesLabel(series),
          role: 'data',
          quantity: series.kind,
          x: ends,
          y: [y, y],
          ...(series.region === null ? {} : { region: series.region }),
        };
      }),
      ...rules,
    ],
  };
}

function lengthsOf(series: Series, grain: number | undefined): number[] {
  const stated = series.points.map(({ record }) => record.scale?.l ?? 0).filter((l) => l > 0);
  if (stated.length > 0 || !isConductivity(series.kind)) return stated;
  if (series.region === 'bulk') return grain === undefined ? [] : [grain];
  return series.region === 'total' ? fixedSizes(series, /^thickness$/i) : [];
}

/** Grain and domain sizes [m] as asked for or as models were told them. */
function structureSizes(all: readonly Series[], grainSize: number | undefined): Map<string, number> {
  const [grain, domain] = [
    grainSize ?? all.flatMap((one) => fixedSizes(one, /^grain_?-?size$/i))[0],
    all.flatMap((one) => fixedSizes(one, /^domain(_?-?size)?$/i))[0],
  ];
  return new Map([
    ...(domain === undefined ? [] : [['domains', domain] as const]),
    ...(grain === undefined ? [] : [['grains', grain] as const]),
  ]);
}

const fixedSizes = ({ points }: Series, name: RegExp): number[] =>
  points.flatMap(({ record }) =>
    Object.entries(record.model.fixed).flatMap(([key, value]) => (name.test(key) && typeof value === 'number' && value > 0 ? [value] : [])),
  );

function lengthText(size: number): string {
  const [scale, unit] = size < 1e-6 ? [1e9, 'nm'] : size < 1e-3 ? [1e6, 'µm'] : [1e3, 'mm'];
  return `${figures(size * scale, 2)} ${unit}`;
}
