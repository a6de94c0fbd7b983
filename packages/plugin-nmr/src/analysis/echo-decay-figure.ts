import type { Dataset, Figure, Layer, Model } from '@ionwalk/core';
import { NO_DIRECTION, type EchoDecay } from '../kinds.ts';
import type { Trial } from './fit-models.ts';

type AnyModel = Model<typeof EchoDecay>;

/** ln S against b with the preferred fit and the rejected ones, relative to the preferred S0. */
export function echoDecayFigure(decay: Dataset<typeof EchoDecay>, trials: readonly Trial[], modelOf: (name: string) => AnyModel): Figure {
  const { b, signal } = decay.variables;
  const S0 = trials[0]?.fitted.fit.params['S0']?.value ?? 1;
  const scale = S0 > 0 ? S0 : 1;
  const bMax = b.values.reduce((max, value) => Math.max(max, value), 0);
  const grid = Float64Array.from({ length: 121 }, (_, i) => (bMax * i) / 120);
  const onLog = (value: number): number | null => (value > 0 ? value / scale : null);
  const sigma = signal.sigma;
  const layers: Layer[] = [
    {
      kind: 'points',
      series: 'measured',
      role: 'data',
      quantity: 'D_NMR',
      region: 'bulk',
      x: b.values,
      y: Array.from(signal.values, onLog),
      ...(sigma && {
        lo: Array.from(signal.values, (value, i) => onLog(value - (sigma[i] as number))),
        hi: Array.from(signal.values, (value, i) => onLog(value + (sigma[i] as number))),
      }),
    },
  ];
  trials.forEach(({ name, fitted }, i) => {
    const values = Object.fromEntries(Object.entries(fitted.fit.params).map(([key, param]) => [key, param.value ?? NaN]));
    // A bounded parameter has a limit in place of its estimate: no curve is drawn from that.
    if (decay.variables.na || Object.values(fitted.fit.params).some((param) => param.bound !== null)) return;
    const out = new Float64Array(grid.length);
    modelOf(name).evaluate(
      values,
      { ...decay, size: { point: grid.length }, variables: { ...NO_DIRECTION, b: { values: grid }, signal: { values: grid } } },
      out,
    );
    layers.push({
      kind: 'line',
      series: name,
      role: i === 0 ? 'fit' : 'guide',
      x: grid,
      y: Array.from(out, onLog),
      ...(i > 0 && { dashed: true as const }),
    });
  });
  if (trials[0] && !layers.some((layer) => layer.kind === 'line' && layer.role === 'fit')) {
    const { fitted } = trials[0].fitted;
    for (const members of byDirection(decay)) {
      members.sort((i, j) => (b.values[i] as number) - (b.values[j] as number));
      layers.push({
        kind: 'line',
        series: trials[0].name,
        role: 'fit',
        x: members.map((i) => b.values[i] as number),
        y: members.map((i) => onLog(fitted[i] as number)),
      });
    }
  }
  return {
    v: 1,
    id: 'nmr-echo-decay',
    title: `Echo decay, ${decay.title}`,
    description: `Echo amplitude against diffusion weighting b up to ${bMax.toExponential(2)} s/m2, ${b.values.length} points, with the fitted ${trials.map((trial) => trial.name).join(', ')}.`,
    axes: { x: { quantity: 'b-value', unit: 's/m2', scale: 'linear' }, y: { quantity: 'echo-amplitude', unit: '1', scale: 'log' } },
    layers,
  };
}

/** Points of one direction of the gradient each; all points where there are no directions. */
function byDirection({ variables: { b, na, nb, nc } }: Dataset<typeof EchoDecay>): number[][] {
  const groups = new Map<string, number[]>();
  b.values.forEach((_, i) => {
    const key = [na, nb, nc].map((axis) => axis?.values[i]?.toFixed(6)).join();
    groups.set(key, [...(groups.get(key) ?? []), i]);
  });
  return [...groups.values()];
}
