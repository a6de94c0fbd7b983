import type { AnalysisContext, Dataset, Figure, Fit, Fitted } from '@ionwalk/core';
import type { LinewidthSeries } from '../kinds.ts';
import { motionalNarrowing } from '../models/motional-narrowing.ts';

/** Fit of the widths, with the jump time where half of the rigid width is gone: `derived.tau` [s], 1/(2π rigid). */
export async function fitNarrowing(data: Dataset<typeof LinewidthSeries>, ctx: AnalysisContext): Promise<Fitted> {
  const weighting = data.variables.width.sigma ? 'sigma' : 'relative';
  const fitted = await ctx.fit(motionalNarrowing, data, {}, { name: 'nmr/motional-narrowing', weighting });
  const { rigid } = fitted.fit.params;
  const tau = rigid.value === null || rigid.bound !== null ? null : 1 / (2 * Math.PI * rigid.value);
  return { ...fitted, fit: { ...fitted.fit, derived: { ...fitted.fit.derived, tau } } };
}

/** Widths against temperature with the fit. */
export function narrowingFigure(data: Dataset<typeof LinewidthSeries>, fit: Fit): Figure {
  const { temperature, width } = data.variables;
  const [low, high] = [
    temperature.values.reduce((a, b) => Math.min(a, b), Infinity),
    temperature.values.reduce((a, b) => Math.max(a, b), 0),
  ];
  const grid = Float64Array.from({ length: 121 }, (_, i) => low + ((high - low) * i) / 120);
  const out = new Float64Array(grid.length);
  const values = Object.fromEntries(
    Object.entries(fit.params).map(([name, param]) => [name, name === 'floor' && param.bound !== null ? 0 : (param.value ?? NaN)]),
  ) as Record<'rigid' | 'T_half' | 'Ea' | 'floor', number>;
  const drawable = Object.values(values).every(Number.isFinite);
  if (drawable)
    motionalNarrowing.evaluate(
      values,
      { ...data, size: { point: grid.length }, variables: { temperature: { values: grid }, width: { values: out } } },
      out,
    );
  const { sigma } = width;
  return {
    v: 1,
    id: 'nmr-narrowing',
    title: `Line width over temperature, ${data.title}`,
    description: `Full width at half maximum of ${width.values.length} spectra from ${low.toFixed(0)} to ${high.toFixed(0)} K, with the law of motional narrowing.`,
    axes: { x: { quantity: 'temperature', unit: 'K', scale: 'linear' }, y: { quantity: 'line-width', unit: 'Hz', scale: 'log' } },
    layers: [
      {
        kind: 'points',
        series: 'measured',
        role: 'data',
        x: temperature.values,
        y: width.values,
        ...(sigma && {
          lo: Array.from(width.values, (value, i) => Math.max(value - (sigma[i] as number), value / 1e3)),
          hi: Array.from(width.values, (value, i) => value + (sigma[i] as number)),
        }),
      },
      ...(drawable ? [{ kind: 'line' as const, series: 'narrowing', role: 'fit' as const, x: grid, y: Array.from(out, Math.exp) }] : []),
    ],
  };
}
