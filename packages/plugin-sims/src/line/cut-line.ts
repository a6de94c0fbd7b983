import { usageError } from '@ionwalk/core';
import type { MassSums } from '../counting/image-sums.ts';
import type { PixelLine, PixelPoint } from './parse-line.ts';

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
 * Sums counts in bins along a line, straight, bent or curved, and across a band of `band` pixels centred on it: a pixel belongs to the place of the line
 * that is nearest to its centre, so to one bin and once. Counts stay whole, so their statistics stay those of counts. Bins without a pixel hold zero.
 * Throws `sims/line-outside` when the line leaves the image, `sims/line-width` for a band that isn't positive.
 */
export function cutLine(tracer: MassSums, matrix: MassSums, width: number, height: number, line: PixelLine, band: number): LineCut {
  check(line, width, height, band);
  const { bins, nearest, along } = placesOf(line, width, height, band);
  const cut = emptyCut(bins);
  const places = new Float64Array(bins);
  const hits = new Float64Array(bins);
  for (let at = 0; at < nearest.length; at++) {
    const across = nearest[at] as number;
    if (!(across >= -band / 2 && across < band / 2)) continue;
    const bin = Math.floor((along[at] as number) + EDGE);
    if (bin < 0 || bin >= bins) continue;
    add(cut.tracer, bin, tracer.counts[at] as number);
    add(cut.matrix, bin, matrix.counts[at] as number);
    add(cut.tracerVariance, bin, tracer.variance[at] as number);
    add(cut.matrixVariance, bin, matrix.variance[at] as number);
    add(places, bin, along[at] as number);
    add(hits, bin, 1);
  }
  for (let bin = 0; bin < bins; bin++) {
    const n = hits[bin] as number;
    if (n > 0) cut.mean[bin] = (places[bin] as number) / n;
  }
  return cut;
}

/** For each pixel near the line, its distance across it (signed; Infinity: far) and the length along it at the nearest place. */
function placesOf(
  { points }: PixelLine,
  width: number,
  height: number,
  band: number,
): { readonly bins: number; readonly nearest: Float64Array; readonly along: Float64Array } {
  const nearest = new Float64Array(width * height).fill(Infinity);
  const along = new Float64Array(width * height).fill(NaN);
  const last = points.length - 2;
  let before = 0;
  for (let s = 0; s <= last; s++) {
    const [a, b] = [points[s] as PixelPoint, points[s + 1] as PixelPoint];
    const length = Math.hypot(b.x - a.x, b.y - a.y);
    const [ux, uy] = [(b.x - a.x) / length, (b.y - a.y) / length];
    const reach = band / 2 + 1;
    const [yFrom, yTo] = span(Math.min(a.y, b.y) - reach, Math.max(a.y, b.y) + reach, height);
    const [xFrom, xTo] = span(Math.min(a.x, b.x) - reach, Math.max(a.x, b.x) + reach, width);
    for (let y = yFrom; y < yTo; y++) {
      for (let x = xFrom; x < xTo; x++) {
        const [rx, ry] = [x + 0.5 - a.x, y + 0.5 - a.y];
        const here = ux * rx + uy * ry;
        const beside = ux * ry - uy * rx;
        // pieces end at their points, but what lies before the first or behind the last point isn't beside the line
        const on = Math.min(s === last ? Infinity : length, Math.max(s === 0 ? -Infinity : 0, here));
        const across = (on === here ? beside : Math.sign(beside) * Math.hypot(beside, here - on)) + EDGE;
        const at = y * width + x;
        if (Math.abs(across) >= Math.abs(nearest[at] as number) - EDGE) continue;
        nearest[at] = across;
        along[at] = before + on;
      }
    }
    before += length;
  }
  return { bins: Math.max(1, Math.round(before)), nearest, along };
}

function check(line: PixelLine, width: number, height: number, band: number): void {
  if (!(band > 0) || !Number.isFinite(band)) {
    throw usageError('sims/line-width', `a band of ${band} pixels has no width`, {
      where: 'option --width',
      fix: 'give a width of 1 pixel or more',
    });
  }
  const inside = (x: number, y: number): boolean => x >= 0 && x <= width && y >= 0 && y <= height;
  const outside = line.points.find(({ x, y }) => !inside(x, y));
  if (outside) {
    throw usageError(
      'sims/line-outside',
      `the line leaves the image of ${width} x ${height} pixels at ${outside.x.toPrecision(6)},${outside.y.toPrecision(6)}`,
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
