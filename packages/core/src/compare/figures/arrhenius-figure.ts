import type { Figure, Layer } from '../../api/figure.ts';
import { quantile, spreadAlong, spreadOfPoint } from '../linear-form.ts';
import { kelvins } from '../numbers.ts';
import { seriesLabel, type Series } from '../series.ts';
import { lawOf } from '../law-of.ts';

const NODES = 24;
const GUIDE_NODES = 6;
/** Part of the figure's width by which a law is carried on beyond its data, as a guide. */
const CARRY_ON = 0.06;

/**
 * ln D over 1/T with degrees Celsius on top: points with 95 % bars (hollow where the error is unknown), laws as lines with their band,
 * dashed for totals, dashed guides beyond the data, a rule at a break. Undefined without a point.
 */
export function arrheniusFigure(id: string, title: string, all: readonly Series[]): Figure | undefined {
  const drawn = all.filter((series) => series.points.length > 0 || series.limits.length > 0);
  if (drawn.length === 0) return undefined;
  const places = drawn.flatMap((series) => [...series.x, ...series.limits.map((record) => 1 / (record.T as number))]);
  const width = Math.max(...places) - Math.min(...places);
  const samples = new Set(drawn.map((series) => series.sample?.id ?? ''));
  const name = (series: Series): string =>
    samples.size > 1 ? `${series.sample?.id ?? 'unnamed'}: ${seriesLabel(series)}` : seriesLabel(series);
  const layers = [
    ...drawn.flatMap((series) => lawLayers(series, name(series), width)),
    ...drawn.flatMap((series) => pointLayers(series, name(series))),
    ...breakRules(drawn),
  ];
  return {
    v: 1,
    id,
    title,
    description: describe(title, drawn, name),
    axes: {
      x: { quantity: 'reciprocal-temperature', unit: '1/K', scale: 'linear' },
      y: { quantity: 'diffusivity', unit: 'm2/s', scale: 'log' },
      top: { of: 'x', show: 'temperature', unit: 'degC' },
    },
    layers,
  };
}

function pointLayers(series: Series, name: string): Layer[] {
  const { points, limits } = series;
  const { reach } = drawnOf(series);
  const known = (value: number, i: number): number | null => (Number.isFinite(reach[i]) ? value : null);
  return [
    {
      kind: 'points',
      series: name,
      role: 'data',
      quantity: series.kind,
      ...(series.region === null ? {} : { region: series.region }),
      x: [...series.x, ...limits.map((record) => 1 / (record.T as number))],
      y: [...Array.from(series.y, Math.exp), ...limits.map((record) => record.value)],
      lo: [...points.map((point, i) => known(Math.exp(point.y - (reach[i] as number)), i)), ...limits.map(() => null)],
      hi: [...points.map((point, i) => known(Math.exp(point.y + (reach[i] as number)), i)), ...limits.map(() => null)],
      flags: [...reach.map((value) => (Number.isFinite(value) ? 0 : 1)), ...limits.map((record) => (record.bound === 'upper' ? 2 : 3))],
      ref: [...points.map((point) => point.record.id), ...limits.map((record) => record.id)],
    },
  ];
}

function lawLayers(series: Series, name: string, width: number): Layer[] {
  const law = series.law?.chosen;
  if (law === undefined) return [];
  const [hot, cold] = [series.x[0] as number, series.x.at(-1) as number];
  const style = { series: name, quantity: series.kind, ...(series.region === null ? {} : { region: series.region }) };
  const dashed = series.region === 'total' || series.region === 'effective' ? ({ dashed: true } as const) : {};
  const { nodes, values, band } = drawnOf(series);
  const beyond = [
    [hot - CARRY_ON * width, hot],
    [cold, cold + CARRY_ON * width],
  ].map(([from, to]) => grid(from as number, to as number, GUIDE_NODES).filter((x) => x > 0));
  return [
    ...(band === undefined ? [] : [{ kind: 'band' as const, ...style, role: 'fit' as const, x: nodes, ...band }]),
    { kind: 'line', ...style, role: 'fit', ...dashed, x: nodes, y: values },
    ...beyond.map((x) => ({
      kind: 'line' as const,
      ...style,
      role: 'guide' as const,
      dashed: true as const,
      x,
      y: x.map((place) => Math.exp(law.value(place))),
    })),
  ];
}

/** What is drawn of a series in whatever figure it stands. */
interface Drawn {
  /** Half the 95 % bar of each point in ln D. */
  readonly reach: readonly number[];
  readonly nodes: readonly number[];
  readonly values: readonly number[];
  readonly band: { readonly lo: readonly number[]; readonly hi: readonly number[] } | undefined;
}

const drawings = new WeakMap<Series, Drawn>();

function drawnOf(series: Series): Drawn {
  let found = drawings.get(series);
  if (found === undefined) drawings.set(series, (found = draw(series)));
  return found;
}

function draw(series: Series): Drawn {
  const half = (weights: Float64Array): number => {
    const { u, nu } = spreadAlong(series, weights);
    return quantile(0.975, nu) * u;
  };
  const reach = series.points.map((_, i) => {
    const { u, nu } = spreadOfPoint(series, i);
    return quantile(0.975, nu) * u;
  });
  const law = series.law?.chosen;
  if (law === undefined) return { reach, nodes: [], values: [], band: undefined };
  const nodes = grid(series.x[0] as number, series.x.at(-1) as number, NODES, law.hinge?.x);
  const values = nodes.map((x) => Math.exp(law.value(x)));
  const along = nodes.map((x) => half(law.valueWeights(x)));
  const hasBand = along.every(Number.isFinite) && new Set(series.x).size > 2;
  const edge = (sign: number): number[] => values.map((value, i) => value * Math.exp(sign * (along[i] as number)));
  return { reach, nodes, values, band: hasBand ? { lo: edge(-1), hi: edge(1) } : undefined };
}

function grid(from: number, to: number, count: number, also?: number): number[] {
  const nodes = Array.from({ length: count + 1 }, (_, i) => from + ((to - from) * i) / count);
  return also !== undefined && also > from && also < to ? [...nodes, also].sort((a, b) => a - b) : nodes;
}

/** One rule per break: the best known of those that agree within two standard uncertainties; none of a law its points scatter about. */
function breakRules(drawn: readonly Series[]): Layer[] {
  const kept: { readonly T: number; readonly u: number }[] = [];
  const found = drawn.map(lawOf).flatMap((law) => (law?.break && law.diagnostics.length === 0 ? [law.break] : []));
  for (const one of found.toSorted((p, q) => p.u - q.u)) {
    if (kept.every((other) => Math.abs(one.T - other.T) > 2 * Math.hypot(one.u, other.u))) kept.push(one);
  }
  return kept.map(({ T, u }) => ({ kind: 'rule', axis: 'x', at: 1 / T, label: `break ${T.toFixed(0)} ± ${Math.max(1, Math.round(u))} K` }));
}

function describe(title: string, drawn: readonly Series[], name: (series: Series) => string): string {
  const parts = drawn.map((series) => {
    const all = [...series.points.map((point) => point.T), ...series.limits.map((record) => record.T as number)];
    const [low, high] = [Math.min(...all), Math.max(...all)];
    const law = lawOf(series);
    const energy = law === undefined ? '' : `, activation energy ${law.Ea_eV.toFixed(3)} eV`;
    return `${name(series)} ${low === high ? `at ${kelvins(low)}` : `from ${kelvins(low)} to ${kelvins(high)}`}${energy}`;
  });
  return `${title} on a logarithmic axis over reciprocal temperature: ${parts.join('; ')}.`;
}
