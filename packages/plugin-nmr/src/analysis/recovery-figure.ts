import type { Dataset, Figure, Layer } from '@ionwalk/core';
import type { Recovery } from '../kinds.ts';
import type { RecoveryModel } from '../models/recovery.ts';
import type { Trial } from './fit-models.ts';

/** Signal against delay (logarithmic) with the preferred fit and the rejected ones, relative to the preferred M0. */
export function recoveryFigure(
  data: Dataset<typeof Recovery>,
  trials: readonly Trial[],
  modelOf: (name: string) => RecoveryModel,
  time: string,
): Figure {
  const { delay, signal } = data.variables;
  const M0 = Math.abs(trials[0]?.fitted.fit.params['M0']?.value ?? 1) || 1;
  const positive = delay.values.filter((t) => t > 0);
  const [low, high] = [positive.reduce((a, t) => Math.min(a, t), Infinity), positive.reduce((a, t) => Math.max(a, t), 0)];
  const grid = Float64Array.from({ length: 121 }, (_, i) => (positive.length > 0 ? low * (high / low) ** (i / 120) : i));
  const scale = (value: number): number => value / M0;
  const x = Array.from(delay.values, (t) => (t > 0 ? t : null));
  const sigma = signal.sigma;
  const layers: Layer[] = [
    {
      kind: 'points',
      series: 'measured',
      role: 'data',
      x,
      y: Array.from(signal.values, scale),
      ...(sigma && {
        lo: Array.from(signal.values, (value, i) => scale(value - (sigma[i] as number))),
        hi: Array.from(signal.values, (value, i) => scale(value + (sigma[i] as number))),
      }),
    },
  ];
  trials.forEach(({ name, fitted }, i) => {
    const entries = Object.entries(fitted.fit.params);
    if (entries.some(([, param]) => param.bound !== null || param.value === null)) return;
    const out = new Float64Array(grid.length);
    modelOf(name).evaluate(
      Object.fromEntries(entries.map(([key, param]) => [key, param.value as number])),
      { ...data, size: { point: grid.length }, variables: { delay: { values: grid }, signal: { values: grid } } },
      out,
    );
    layers.push({
      kind: 'line',
      series: name,
      role: i === 0 ? 'fit' : 'guide',
      x: grid,
      y: Array.from(out, scale),
      ...(i > 0 && { dashed: true as const }),
    });
  });
  return {
    v: 1,
    id: 'nmr-recovery',
    title: `${time}, ${data.title}`,
    description: `Signal against delay from ${low.toPrecision(2)} to ${high.toPrecision(2)} s, ${delay.values.length} points, with the fitted ${trials.map((trial) => trial.name).join(', ')}.`,
    axes: { x: { quantity: 'delay', unit: 's', scale: 'log' }, y: { quantity: 'magnetisation', unit: '1', scale: 'linear' } },
    layers,
  };
}
