import { usageError } from '@ionwalk/core';
import type { MassSums } from '../counting/image-sums.ts';
import type { PixelLine } from './parse-line.ts';

/** Corrected counts along a line, one bin per pixel of length, and their variances. Lengths in pixels. */
export interface LineCut {
  /** Centre of each bin, from the start of the line. */
  readonly position: Float64Array;
  /** Mean place along the line of the pixels that fell into the bin; its centre where none did. */
  readonly mean: Float64Array;
  readonly tracer: Float64Array;
  readonly matrix: Float64Array;
  readonly tracerVariance: Float64Array;
  readonly matrixVariance: Float64Array;
}

/** Keeps pixel centres that lie exactly on an edge of the band on the same side for every row. */
const EDGE = 1e-9;

/**
 * Sums counts in bins along a line and across a band of `band` pixels centred on it: a pixel belongs to the bin that its centre falls into.
 * Counts stay whole, so their statistics stay those of counts. Bins without a pixel hold zero.
 * Throws `sims/line-outside` when the line leaves the image, `sims/line-width` for a band that isn't positive.
 */
export function cutLine(tracer: MassSums, matrix: MassSums, width: number, height: number, line: PixelLine, band: number): LineCut {
  check(line, width, height, band);
  const { x0, y0 } = line;
  const [dx, dy] = [line.x1 - x0, line.y1 - y0];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = [dx / length, dy / length];
  const bins = Math.max(1, Math.round(length));
  const cut = emptyCut(bins);
  const places = new Float64Array(bins);
  const hits = new Float64Array(bins);
  const reach = band / 2 + 1;
  const [yFrom, yTo] = span(Math.min(y0, line.y1) - reach, Math.max(y0, line.y1) + reach, height);
  const [xFrom, xTo] = span(Math.min(x0, line.x1) - reach, Math.max(x0, line.x1) + reach, width);
  for (let y = yFrom; y < yTo; y++) {
    for (let x = xFrom; x < xTo; x++) {
      const [rx, ry] = [x + 0.5 - x0, y + 0.5 - y0];
      const across = ux * ry - uy * rx + EDGE;
      if (across < -band / 2 || across >= band / 2) continue;
      const along = ux * rx + uy * ry;
      const bin = Math.floor(along + EDGE);
      if (bin < 0 || bin >= bins) continue;
      const at = y * width + x;
      add(cut.tracer, bin, tracer.counts[at] as number);
      add(cut.matrix, bin, matrix.counts[at] as number);
      add(cut.tracerVariance, bin, tracer.variance[at] as number);
      add(cut.matrixVariance, bin, matrix.variance[at] as number);
      add(places, bin, along);
      add(hits, bin, 1);
    }
  }
  for (let bin = 0; bin < bins; bin++) {
    const n = hits[bin] as number;
    if (n > 0) cut.mean[bin] = (places[bin] as number) / n;
  }
  return cut;
}

function check(line: PixelLine, width: number, height: number, band: number): void {
  if (!(band > 0) || !Number.isFinite(band)) {
    throw usageError('sims/line-width', `a band of ${band} pixels has no width`, {
      where: 'option --width',
      fix: 'give a width of 1 pixel or more',
    });
  }
  const inside = (x: number, y: number): boolean => x >= 0 && x <= width && y >= 0 && y <= height;
  if (!inside(line.x0, line.y0) || !inside(line.x1, line.y1)) {
    throw usageError(
      'sims/line-outside',
      `the line ${line.x0},${line.y0}:${line.x1},${line.y1} leaves the image of ${width} x ${height} pixels`,
      {
        where: 'option --line',
        fix: `keep x within 0 to ${width} and y within 0 to ${height}`,
      },
    );
  }
}

const span = (from: number, to: number, size: number): [number, number] => [Math.max(0, Math.floor(from)), Math.min(size, Math.ceil(to))];

function add(array: Float64Array, at: number, value: number): void {
  array[at] = (array[at] as number) + value;
}

function emptyCut(bins: number): LineCut {
  const centres = Float64Array.from({ length: bins }, (_, i) => i + 0.5);
  const zeros = (): Float64Array => new Float64Array(bins);
  return { position: centres, mean: centres.slice(), tracer: zeros(), matrix: zeros(), tracerVariance: zeros(), matrixVariance: zeros() };
}
