import type { Dataset, Figure, Layer } from '@ionwalk/core';
import type { Arrayed } from '../kinds.ts';
import type { RowSpectra } from '../processing/row-spectra.ts';
import type { PointRange } from '../processing/strongest-line.ts';

/** Rows and points that an eye can still tell apart. */
const [MOST_ROWS, MOST_POINTS] = [24, 400];
const LIFT = 0.35;

/** The phased spectra about the window, one above the other in the order of the rows, and the window they were integrated over. */
export function stackFigure(data: Dataset<typeof Arrayed>, spectra: RowSpectra, window: PointRange, phase: number): Figure {
  const { re, im, points, rows, frequency } = spectra;
  const margin = Math.max(8, 2 * (window.to - window.from));
  const [from, to] = [Math.max(0, window.from - margin), Math.min(points, window.to + margin)];
  const group = Math.max(1, Math.ceil((to - from) / MOST_POINTS));
  const every = Math.max(1, Math.ceil(rows / MOST_ROWS));
  const [cos, sin] = [Math.cos(phase), Math.sin(phase)];
  const shown = Array.from({ length: Math.ceil(rows / every) }, (_, i) => i * every);
  const x = Array.from(
    { length: Math.ceil((to - from) / group) },
    (_, i) => frequency[Math.min(points - 1, from + i * group + (group >> 1))] as number,
  );
  const lines = shown.map((row) =>
    x.map((_, i) => {
      const [start, end] = [from + i * group, Math.min(to, from + (i + 1) * group)];
      let sum = 0;
      for (let k = start; k < end; k++) sum += (re[row * points + k] as number) * cos + (im[row * points + k] as number) * sin;
      return sum / (end - start);
    }),
  );
  const tallest = lines.flat().reduce((max, value) => Math.max(max, Math.abs(value)), 0) || 1;
  const unit = typeof data.meta['arrayUnit'] === 'string' && data.meta['arrayUnit'] !== '1' ? ` ${data.meta['arrayUnit']}` : '';
  const layers: Layer[] = lines.map((line, i) => ({
    kind: 'line',
    series: `${(data.variables.step.values[shown[i] as number] as number).toPrecision(3)}${unit}`,
    role: 'data',
    x,
    y: line.map((value) => value / tallest + LIFT * i),
  }));
  for (const k of [window.from, window.to - 1]) layers.push({ kind: 'rule', axis: 'x', at: frequency[k] as number });
  return {
    v: 1,
    id: 'nmr-stack',
    title: `Spectra, ${data.title}`,
    description: `Phased spectra of ${shown.length} of ${rows} rows about the integration window, ${Math.round(frequency[window.from] as number)} to ${Math.round(frequency[window.to - 1] as number)} Hz from the carrier, one above the other.`,
    axes: { x: { quantity: 'frequency-offset', unit: 'Hz', scale: 'linear' }, y: { quantity: 'signal', unit: '1', scale: 'linear' } },
    layers,
  };
}
