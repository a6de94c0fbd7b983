import { inputError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import { correctedSums } from '../counting/corrected-sums.ts';
import { countingPlan, type CountingNote, type CountingOptions } from '../counting/counting-plan.ts';
import { describeDrift, type DriftRecord } from '../counting/drift/describe-drift.ts';
import type { MassSums } from '../counting/image-sums.ts';
import { parseFrames } from '../counting/parse-frames.ts';
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
  /** What records say of the way from ions to sums. */
  readonly counting: CountingNote;
  /** Where the frames lay; absent where no drift was looked for. */
  readonly drift?: DriftRecord;
}

/** Reads and sums the two isotopes of an image. Throws `sims/isotope`, `sims/dead-time`, `sims/qsa`, `sims/frames`; warns `sims/no-dwell`. */
export async function isotopeSums(image: Dataset<typeof SimsImage>, options: CountingOptions, ctx: AnalysisContext): Promise<IsotopeSums> {
  const labels = labelsOf(image);
  const pair = chooseIsotopes(labels, options.tracer, options.matrix, image.title);
  const masses = [pair.tracer, pair.matrix];
  const plan = countingPlan(image.meta, options, masses, ctx, image.title);
  const frames = parseFrames(options.frames ?? '', image.size['frame'] ?? 0);
  const drift = options.drift === 'correct' && frames.length > 1;
  const { sums, shifts, outside } = await correctedSums(
    image,
    { masses, corrections: masses.map((mass) => plan.correction(mass)), frames, drift },
    ctx,
  );
  const raster = numberOrNull(image.meta['raster']);
  const width = image.size['x'] ?? 0;
  const record = shifts && describeDrift(shifts, frames, outside, image.title, ctx);
  const [tracer, matrix] = withoutValue(sums as [MassSums, MassSums], image.title, ctx);
  return {
    pair,
    width,
    height: image.size['y'] ?? 0,
    frames: frames.length,
    pixel: raster !== null && raster > 0 && width > 0 ? raster / width : null,
    tracer,
    matrix: scaled(matrix, options.fractionation ?? 1),
    counting: {
      given: { ...plan.given, ...(record ? { drift: 'correct', drift_largest: record.largest } : {}) },
      flags: [...plan.flags, ...(record ? ['drift-corrected'] : [])],
    },
    ...(record ? { drift: record } : {}),
  };
}

/** A pixel that has no value in one isotope counts in neither; warns `sims/no-value`. */
function withoutValue(sums: [MassSums, MassSums], where: string, ctx: AnalysisContext): [MassSums, MassSums] {
  const [t, m] = [sums[0].counts, sums[1].counts];
  const lost: number[] = [];
  for (let i = 0; i < t.length; i++) if (!Number.isFinite((t[i] as number) + (m[i] as number))) lost.push(i);
  if (lost.length === 0) return sums;
  ctx.warn('sims/no-value', `${lost.length} pixels have no value in one of the frames that were summed, and are left out`, where);
  return sums.map(({ stored, counts, variance }) => {
    const [kept, spread] = [counts.slice(), variance.slice()];
    for (const i of lost) {
      kept[i] = 0;
      spread[i] = 0;
    }
    return { stored: Number.isFinite(stored) ? stored : kept.reduce((sum, n) => sum + n, 0), counts: kept, variance: spread };
  }) as [MassSums, MassSums];
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
