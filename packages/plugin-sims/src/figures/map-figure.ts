import type { Figure, Roi } from '@ionwalk/core';
import type { IsotopeSums } from '../analysis/isotope-sums.ts';
import type { PixelLine, PixelPoint } from '../line/parse-line.ts';

/** Figures hold at most this many numbers inline. */
const MAX_NUMBERS = 200_000;
/** Pieces of a line on the map. */
const MOST_POINTS = 300;

/** The fraction map as a figure; a large image is summed over blocks of pixels (counts first, then the ratio) until it fits. */
export function mapFigure(sums: IsotopeSums, line: PixelLine | undefined, band: number): Figure {
  const block = Math.max(1, Math.ceil(Math.sqrt((sums.width * sums.height) / MAX_NUMBERS)));
  const w = Math.ceil(sums.width / block);
  const h = Math.ceil(sums.height / block);
  const { data, low, high } = fractions(sums, block, w, h);
  const scale = sums.pixel ?? 1;
  const unit = sums.pixel === null ? '1' : 'm';
  const rois: Roi[] = line
    ? [
        {
          label: 'line',
          points: drawn(line).map(({ x, y }): [number, number] => [x * scale, y * scale]),
          width: band * scale,
        },
      ]
    : [];
  return {
    v: 1,
    id: 'sims-map',
    title: `Fraction of ${sums.pair.tracerLabel}`,
    description: `Map of ${sums.pair.tracerLabel}/(${sums.pair.tracerLabel} + ${sums.pair.matrixLabel}), ${sums.width} by ${sums.height} pixels, ${sums.frames} frames summed; fractions from ${low.toPrecision(3)} to ${high.toPrecision(3)}.`,
    axes: {
      x: { quantity: 'position', unit, scale: 'linear', domain: [0, w * block * scale] },
      // from the bottom up, so that the first row is on top and lines keep the image's own coordinates
      y: { quantity: 'position', unit, scale: 'linear', domain: [h * block * scale, 0] },
    },
    aspect: 'equal',
    layers: [
      {
        kind: 'image',
        data,
        w,
        h,
        range: [low, high],
        map: 'cividis',
        quantity: 'tracer-fraction',
        unit: '1',
        ...(rois.length > 0 ? { rois } : {}),
      },
    ],
  };
}

/** Points of a line, few enough for a figure. */
function drawn({ points }: PixelLine): readonly PixelPoint[] {
  const every = Math.ceil((points.length - 1) / MOST_POINTS);
  return points.filter((_, i) => i % every === 0 || i === points.length - 1);
}

function fractions(sums: IsotopeSums, block: number, w: number, h: number): { data: Float64Array; low: number; high: number } {
  const tracer = new Float64Array(w * h);
  const total = new Float64Array(w * h);
  for (let y = 0; y < sums.height; y++) {
    const row = Math.floor(y / block) * w;
    for (let x = 0; x < sums.width; x++) {
      const at = row + Math.floor(x / block);
      const t = sums.tracer.counts[y * sums.width + x] as number;
      tracer[at] = (tracer[at] as number) + t;
      total[at] = (total[at] as number) + t + (sums.matrix.counts[y * sums.width + x] as number);
    }
  }
  const data = tracer.map((t, i) => ((total[i] as number) > 0 ? t / (total[i] as number) : NaN));
  const known = data.filter((f) => !Number.isNaN(f)).sort();
  // a few hot pixels must not flatten the colours of all others
  const low = known[Math.floor(known.length * 0.002)] ?? 0;
  const high = known[Math.ceil(known.length * 0.998) - 1] ?? 1;
  return { data, low, high: high > low ? high : low + 1e-6 };
}
