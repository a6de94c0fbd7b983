import type { Dataset, Figure, Layer } from '@ionwalk/core';
import type { RelaxationSeries } from '../kinds.ts';
import type { BppModel } from '../models/bpp.ts';
import { PROCESSES } from '../models/relaxation-rate.ts';
import type { Trial } from './fit-models.ts';

/** Rates against 1/T, one series per process and field, with the preferred fit. */
export function bppFigure(data: Dataset<typeof RelaxationSeries>, trial: Trial, model: BppModel): Figure {
  const { temperature, rate, process, larmor, lock } = data.variables;
  const keyOf = (i: number): string => {
    const megahertz = (larmor?.values[i] as number) / 1e6;
    const locked = process.values[i] === 3 ? `, lock ${((lock?.values[i] as number) / 1e3).toPrecision(3)} kHz` : '';
    return `1/${PROCESSES[(process.values[i] as number) - 1]} at ${megahertz.toPrecision(4)} MHz${locked}`;
  };
  const groups = new Map<string, number[]>();
  temperature.values.forEach((_, i) => groups.set(keyOf(i), [...(groups.get(keyOf(i)) ?? []), i]));
  const inverse = temperature.values.map((T) => 1 / T);
  const [low, high] = [inverse.reduce((a, b) => Math.min(a, b), Infinity), inverse.reduce((a, b) => Math.max(a, b), 0)];
  const margin = (high - low) * 0.05;
  const grid = Float64Array.from({ length: 121 }, (_, i) => low - margin + ((high - low + 2 * margin) * i) / 120);
  const params = Object.fromEntries(Object.entries(trial.fitted.fit.params).map(([name, param]) => [name, param.value ?? NaN]));
  const drawable = Object.values(trial.fitted.fit.params).every((param) => param.bound === null && param.value !== null);
  const layers: Layer[] = [];
  for (const [series, members] of groups) {
    const pick = (values: Float64Array): number[] => members.map((i) => values[i] as number);
    const sigma = rate.sigma && pick(rate.sigma);
    layers.push({
      kind: 'points',
      series,
      role: 'data',
      quantity: 'D_local',
      region: 'local',
      x: pick(inverse),
      y: pick(rate.values),
      ...(sigma && {
        lo: pick(rate.values).map((value, k) => (value > (sigma[k] as number) ? value - (sigma[k] as number) : null)),
        hi: pick(rate.values).map((value, k) => value + (sigma[k] as number)),
      }),
    });
    const first = members[0] as number;
    const along = (values: Float64Array | undefined): Float64Array => new Float64Array(grid.length).fill(values?.[first] ?? 0);
    const out = new Float64Array(grid.length);
    const variables = {
      temperature: { values: grid.map((x) => 1 / x) },
      rate: { values: out },
      process: { values: along(process.values) },
      larmor: { values: along(larmor?.values) },
      lock: { values: along(lock?.values) },
    };
    if (drawable) model.evaluate(params, { ...data, size: { point: grid.length }, variables }, out);
    else continue;
    layers.push({ kind: 'line', series, role: 'fit', quantity: 'D_local', region: 'local', x: grid, y: Array.from(out, Math.exp) });
  }
  return {
    v: 1,
    id: 'nmr-bpp',
    title: `Relaxation rates, ${data.title}`,
    description: `Relaxation rates against reciprocal temperature from ${(1 / high).toFixed(0)} to ${(1 / low).toFixed(0)} K: ${[...groups.keys()].join('; ')}; fitted with ${trial.name}.`,
    axes: {
      x: { quantity: 'reciprocal-temperature', unit: '1/K', scale: 'linear' },
      y: { quantity: 'relaxation-rate', unit: '1/s', scale: 'log' },
      top: { of: 'x', show: 'temperature', unit: 'K' },
    },
    layers,
  };
}
