import { inputError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import { sumMass, type MassSums } from '../counting/image-sums.ts';
import type { SimsImage } from '../kinds.ts';
import { chooseIsotopes, type IsotopePair } from '../species/choose-isotopes.ts';

/** Tracer and matrix of an image, summed over frames after the dead time was taken out. */
export interface IsotopeSums {
  readonly pair: IsotopePair;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Edge of a pixel [m]; null when the file states no raster. */
  readonly pixel: number | null;
  readonly tracer: MassSums;
  readonly matrix: MassSums;
}

/** Options of an analysis that concern an image. */
export interface CountingOptions {
  readonly tracer: string;
  readonly matrix: string;
  readonly 'dead-time': number | undefined;
  /** Measured over true ratio of tracer to matrix; 1 by default. */
  readonly fractionation?: number | undefined;
}

/** Reads and sums the two isotopes of an image. Throws `sims/isotope`, `sims/dead-time`; warns `sims/no-dwell`. */
export async function isotopeSums(image: Dataset<typeof SimsImage>, options: CountingOptions, ctx: AnalysisContext): Promise<IsotopeSums> {
  const labels = labelsOf(image);
  const pair = chooseIsotopes(labels, options.tracer, options.matrix, image.title);
  const dwell = numberOrNull(image.meta['dwell']);
  const deadTimes = image.meta['deadTime'];
  const deadTime = (mass: number): number => options['dead-time'] ?? (Array.isArray(deadTimes) ? (numberOrNull(deadTimes[mass]) ?? 0) : 0);
  if (dwell === null && (deadTime(pair.tracer) > 0 || deadTime(pair.matrix) > 0)) {
    ctx.warn('sims/no-dwell', 'the file states no dwell time, so counts are not corrected for the dead time', image.title);
  }
  const raster = numberOrNull(image.meta['raster']);
  const width = image.size['x'] ?? 0;
  return {
    pair,
    width,
    height: image.size['y'] ?? 0,
    frames: image.size['frame'] ?? 0,
    pixel: raster !== null && raster > 0 && width > 0 ? raster / width : null,
    tracer: await sumMass(image, pair.tracer, deadTime(pair.tracer), dwell, ctx.signal),
    matrix: scaled(await sumMass(image, pair.matrix, deadTime(pair.matrix), dwell, ctx.signal), options.fractionation ?? 1),
  };
}

/** f = R/(R + alpha) is t/(t + alpha m): the matrix counts for alpha times as much, and its variance for alpha^2. */
const scaled = (sums: MassSums, alpha: number): MassSums =>
  alpha === 1
    ? sums
    : { stored: sums.stored, counts: sums.counts.map((n) => alpha * n), variance: sums.variance.map((v) => alpha * alpha * v) };

/** The pixel's edge, for what needs a length. Throws `sims/no-scale`. */
export function pixelOf(sums: IsotopeSums, path: string): number {
  if (sums.pixel !== null) return sums.pixel;
  throw inputError('sims/no-scale', 'the image states no raster, so pixels have no length', {
    where: path,
    fix: 'export the line as a CSV profile with its positions, for example position (um),6Li,7Li',
  });
}

function labelsOf(image: Dataset<typeof SimsImage>): string[] {
  const masses = image.meta['masses'];
  if (!Array.isArray(masses)) return [];
  return masses.map((mass) => (typeof mass === 'object' && mass !== null && 'label' in mass ? String(mass.label) : ''));
}

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
