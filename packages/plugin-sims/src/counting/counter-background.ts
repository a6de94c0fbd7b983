import { inputError, usageError } from '@ionwalk/core';
import type { MassSums } from './image-sums.ts';

/** Counts of the detectors' own, or of what is no sample, per pixel and over all frames summed; each with its standard uncertainty. */
export interface CounterBackground {
  readonly tracer: number;
  readonly matrix: number;
  readonly uTracer: number;
  readonly uMatrix: number;
}

/** Sums in which a region may hold nothing but background. */
interface BackgroundImage {
  readonly width: number;
  readonly height: number;
  readonly tracer: MassSums;
  readonly matrix: MassSums;
  /** Pixels without a value: they hold zero, which was not counted. */
  readonly lost: ReadonlySet<number>;
}

export interface BackgroundOptions {
  /** Rate of a detector without ions [1/s]. */
  readonly 'counter-background'?: number | undefined;
  /** That of the matrix's detector, where it is another. */
  readonly 'matrix-background'?: number | undefined;
  /** A rectangle of pixels that hold nothing else. */
  readonly 'background-region'?: string | undefined;
}

export const asksForBackground = (options: BackgroundOptions): boolean =>
  options['counter-background'] !== undefined || options['matrix-background'] !== undefined || (options['background-region'] ?? '') !== '';

/**
 * Background per pixel, from known rates (rate × counting time) or as the mean of a region.
 * @param seconds – counting time of a pixel over all frames, null where it isn't known; @param relative – uncertainty of the rates
 * Throws usage `sims/counter-background` for rates without a time, for both ways at once, and for a region outside of the image.
 */
export function counterBackground(
  image: BackgroundImage,
  options: BackgroundOptions,
  seconds: number | null,
  relative: { readonly tracer: number; readonly matrix: number },
  where: string,
): CounterBackground | undefined {
  if (!asksForBackground(options)) return undefined;
  const region = options['background-region'] ?? '';
  const rate = options['counter-background'];
  const matrixRate = options['matrix-background'] ?? rate ?? 0;
  if (region === '') {
    const [tracer, matrix] = [(rate ?? 0) * secondsOf(seconds), matrixRate * secondsOf(seconds)];
    return { tracer, matrix, uTracer: tracer * relative.tracer, uMatrix: matrix * relative.matrix };
  }
  if (rate !== undefined || options['matrix-background'] !== undefined) {
    throw usageError('sims/counter-background', 'both a rate and a region of the background were given', {
      where: 'option --background-region',
      fix: 'give one of the two',
    });
  }
  return meanOf(image, region, where);
}

export function secondsOf(seconds: number | null): number {
  if (seconds !== null && seconds > 0) return seconds;
  throw usageError('sims/counter-background', "a background rate needs the counting time, which the file doesn't state", {
    where: 'option --counter-background',
    fix: 'give --dwell 1ms, or a --background-region',
  });
}

function meanOf({ width, height, tracer, matrix, lost }: BackgroundImage, text: string, where: string): CounterBackground {
  const [x0, y0, x1, y1] = cornersOf(text);
  if (x1 > width || y1 > height) {
    throw usageError('sims/counter-background', `the region ${text} leaves the image of ${width} x ${height} pixels`, {
      where: 'option --background-region',
      fix: `keep x within 0 to ${width} and y within 0 to ${height}`,
    });
  }
  let [pixels, t, m, varT, varM] = [0, 0, 0, 0, 0];
  for (let y = Math.ceil(y0 - 0.5); y + 0.5 < y1; y++)
    for (let x = Math.ceil(x0 - 0.5); x + 0.5 < x1; x++) {
      const at = y * width + x;
      if (lost.has(at)) continue;
      pixels++;
      t += tracer.counts[at] as number;
      m += matrix.counts[at] as number;
      varT += tracer.variance[at] as number;
      varM += matrix.variance[at] as number;
    }
  if (pixels === 0) {
    throw inputError('sims/counter-background', `no pixel with a value has its centre in the region ${text}`, {
      where,
      fix: 'give the corners of a rectangle in pixels, --background-region 0,0:20,20',
    });
  }
  // no count at all still bounds the mean: one count would have been likely at 1/pixels
  const u = (variance: number): number => Math.sqrt(Math.max(1, variance)) / pixels;
  return { tracer: t / pixels, matrix: m / pixels, uTracer: u(varT), uMatrix: u(varM) };
}

/** Reads two corners, `x0,y0:x1,y1`, in any order: left, top, right, bottom. */
function cornersOf(text: string): [number, number, number, number] {
  const number = '\\s*(\\d{1,9}(?:\\.\\d{1,9})?)\\s*';
  const match = new RegExp(`^${number},${number}:${number},${number}$`).exec(text);
  if (!match) {
    throw usageError('sims/counter-background', `'${text.slice(0, 80)}' is no region`, {
      where: 'option --background-region',
      fix: 'give two corners of a rectangle in pixels, --background-region 0,0:20,20',
    });
  }
  const [a, b, c, d] = match.slice(1).map(Number) as [number, number, number, number];
  return [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)];
}
