import type { Axis, Figure, Layer } from '@ionwalk/core';
import type { ImageInversion } from '../inverse/invert-image.ts';

/** Figures hold at most this many numbers inline. */
const MAX_NUMBERS = 200_000;
const BINS = 16;

/** Where the boundaries are and what they let through, how their permeances are spread, and what the fit leaves. */
export function inverseFigures(inversion: ImageInversion): Figure[] {
  const figures = [residualMap(inversion, false), ...(inversion.problem.second ? [residualMap(inversion, true)] : [])];
  if (inversion.boundaries.length > 0) figures.unshift(permeanceMap(inversion), histogram(inversion));
  return figures;
}

/** Pixels beside a boundary in the colour of its permeance; points mark the boundaries that the data don't determine. */
function permeanceMap({ problem, boundaries, verdict }: ImageInversion): Figure {
  const { width, height, pixel } = problem.grid;
  const block = Math.max(1, Math.ceil(Math.sqrt((width * height) / MAX_NUMBERS)));
  const [w, h] = [Math.ceil(width / block), Math.ceil(height / block)];
  const [sum, number] = [new Float64Array(w * h), new Float64Array(w * h)];
  const [x, y]: [number[], number[]] = [[], []];
  problem.boundaries.boundaries.forEach(({ faces, eastward }, j) => {
    const { identifiable, permeance } = boundaries[j]!;
    for (let f = 0; f < faces.length; f++) {
      const [column, row, across] = [faces[f]! % width, Math.floor(faces[f]! / width), eastward[f] === 1];
      if (!identifiable) {
        x.push((column + (across ? 1 : 0.5)) * pixel);
        y.push((row + (across ? 0.5 : 1)) * pixel);
        continue;
      }
      for (const [c, r] of [
        [column, row],
        [column + (across ? 1 : 0), row + (across ? 0 : 1)],
      ] as const) {
        const at = Math.floor(r / block) * w + Math.floor(c / block);
        sum[at]! += Math.log10(permeance);
        number[at]! += 1;
      }
    }
  });
  const data = sum.map((s, i) => (number[i]! > 0 ? s / number[i]! : NaN));
  const known = boundaries.filter((b) => b.identifiable);
  const values = (known.length > 0 ? known : boundaries).map((b) => Math.log10(b.permeance));
  const [low, high] = [Math.min(...values) - 0.05, Math.max(...values) + 0.05];
  const layers: Layer[] = [
    { kind: 'image', data, w, h, range: [low, high], map: 'cividis', quantity: 'log10 of the permeance (m/s)', unit: '1' },
  ];
  const step = Math.ceil(x.length / 20_000);
  const kept = <T>(list: readonly T[]): T[] => list.filter((_, i) => i % step === 0);
  if (x.length > 0) layers.push({ kind: 'points', series: 'not identifiable', role: 'guide', x: kept(x), y: kept(y) });
  return {
    v: 1,
    id: 'sims-permeance-map',
    title: 'Permeance of the boundaries',
    description: `Map of ${boundaries.length} grain boundaries, ${known.length} with a permeance the data determine, from ${(10 ** low).toPrecision(2)} to ${(10 ** high).toPrecision(2)} m/s; permeances are ${verdict}.`,
    axes: { x: side(w * block * pixel), y: side(h * block * pixel, true) },
    aspect: 'equal',
    layers,
    table: 'sims-boundaries',
  };
}

function histogram({ boundaries, common }: ImageInversion): Figure {
  const known = boundaries.filter((b) => b.identifiable);
  const logs = known.map((b) => Math.log10(b.permeance));
  const centre = Math.log10(common.fit.values.permeance[0]!);
  const [from, to] = [Math.min(centre, ...logs) - 0.05, Math.max(centre, ...logs) + 0.05];
  const bins = Math.max(4, Math.min(BINS, Math.ceil(2 * Math.sqrt(known.length))));
  const counts = new Float64Array(bins);
  for (const value of logs) counts[Math.min(bins - 1, Math.floor(((value - from) / (to - from)) * bins))]! += 1;
  // two points per bin make the outline a staircase
  const x = Float64Array.from({ length: 2 * bins }, (_, i) => 10 ** (from + ((to - from) * ((i + 1) >> 1)) / bins));
  const hi = Float64Array.from({ length: 2 * bins }, (_, i) => counts[i >> 1]!);
  return {
    v: 1,
    id: 'sims-permeance-histogram',
    title: 'Spread of the permeances',
    description: `Histogram of the ${known.length} permeances that the data determine; the rule marks the common permeance.`,
    axes: { x: { quantity: 'permeance', unit: 'm/s', scale: 'log' }, y: { quantity: 'number of boundaries', unit: '1', scale: 'linear' } },
    layers: [
      { kind: 'band', series: 'identifiable boundaries', role: 'data', x, lo: new Float64Array(2 * bins), hi },
      { kind: 'rule', axis: 'x', at: 10 ** centre, label: 'common' },
    ],
    table: 'sims-boundaries',
  };
}

function residualMap({ problem, verdict, common, individual }: ImageInversion, later: boolean): Figure {
  const { width, height, pixel } = problem.grid;
  const { fit } = verdict === 'individual' && individual ? individual : common;
  const { slope, information } = fit.likelihood;
  const block = Math.max(1, Math.ceil(Math.sqrt((width * height) / MAX_NUMBERS)));
  const [w, h] = [Math.ceil(width / block), Math.ceil(height / block)];
  const [score, weight] = [new Float64Array(w * h), new Float64Array(w * h)];
  const from = later ? width * height : 0;
  for (let i = 0; i < width * height; i++) {
    const at = Math.floor(Math.floor(i / width) / block) * w + Math.floor((i % width) / block);
    score[at]! -= slope[from + i]!;
    weight[at]! += information[from + i]!;
  }
  const data = score.map((s, i) => (weight[i]! > 0 ? s / Math.sqrt(weight[i]!) : NaN));
  return {
    v: 1,
    id: later ? 'sims-inverse-residuals-later' : 'sims-inverse-residuals',
    title: later ? 'Residuals of the later image' : 'Residuals of the image',
    description: `Residuals of the fit with ${verdict} permeances in standard deviations, observed less fitted; chi-square ${fit.likelihood.chi2.toPrecision(4)}.`,
    axes: { x: side(w * block * pixel), y: side(h * block * pixel, true) },
    aspect: 'equal',
    layers: [{ kind: 'image', data, w, h, range: [-4, 4], map: 'balance', quantity: 'residual', unit: '1' }],
  };
}

/** Positions along an edge; y from the bottom up, so that the first row is on top. */
const side = (length: number, down = false): Axis => ({
  quantity: 'position',
  unit: 'm',
  scale: 'linear',
  domain: down ? [length, 0] : [0, length],
});
