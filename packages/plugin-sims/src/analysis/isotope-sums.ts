import { inputError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import { counterBackground, type BackgroundOptions, type CounterBackground } from '../counting/counter-background.ts';
import type { ImageMask } from '../counting/image-mask.ts';
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
  /** Per pixel, and still among the counts. */
  readonly background?: CounterBackground;
  /** Pixels that were chosen; the others hold no counts. */
  readonly mask?: ImageMask;
}

/** Reads and sums the two isotopes of an image. Throws `sims/isotope`, `sims/dead-time`, `sims/qsa`, `sims/frames`; warns `sims/no-dwell`. */
export async function isotopeSums(
  image: Dataset<typeof SimsImage>,
  options: CountingOptions & BackgroundOptions,
  ctx: AnalysisContext,
  mask?: ImageMask,
): Promise<IsotopeSums> {
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
  const {
    sums: [tracer, matrix],
    lost,
  } = withoutValue(sums as [MassSums, MassSums], image.title, ctx);
  const height = image.size['y'] ?? 0;
  const alpha = options.fractionation ?? 1;
  const unmixed = scaled(matrix, alpha);
  const seconds = plan.dwell === null ? null : plan.dwell * frames.length;
  const relative = { tracer: ctx.uncertainty('counter-background') ?? 0, matrix: 0 };
  relative.matrix = ctx.uncertainty('matrix-background') ?? relative.tracer;
  const rates = { ...options, 'matrix-background': matrixRate(options, alpha) };
  const background = counterBackground({ width, height, tracer, matrix: unmixed, lost }, rates, seconds, relative, image.title);
  return {
    pair,
    width,
    height,
    frames: frames.length,
    pixel: raster !== null && raster > 0 && width > 0 ? raster / width : null,
    tracer: mask ? masked(tracer, mask) : tracer,
    matrix: mask ? masked(unmixed, mask) : unmixed,
    counting: {
      given: {
        ...plan.given,
        ...(record ? { drift: 'correct', drift_largest: record.largest } : {}),
        ...(background ? { tracer_background: background.tracer, matrix_background: background.matrix } : {}),
        ...(mask ? { mask: mask.what, masked_pixels: mask.left } : {}),
      },
      flags: [
        ...plan.flags,
        ...(record ? ['drift-corrected'] : []),
        ...(background ? ['background-subtracted'] : []),
        ...(mask ? ['masked'] : []),
      ],
    },
    ...(record ? { drift: record } : {}),
    ...(background ? { background } : {}),
    ...(mask ? { mask } : {}),
  };
}

/** The matrix counts for alpha times as much, and so does their background. */
function matrixRate(options: BackgroundOptions, alpha: number): number | undefined {
  const rate = options['matrix-background'] ?? options['counter-background'];
  return rate === undefined ? undefined : alpha * rate;
}

/** Counts of chosen pixels only. */
const masked = ({ stored, counts, variance }: MassSums, { chosen }: ImageMask): MassSums => {
  const kept = counts.map((n, i) => (chosen[i] === 1 ? n : 0));
  return { stored, counts: kept, variance: variance === counts ? kept : variance.map((v, i) => (chosen[i] === 1 ? v : 0)) };
};

/** A pixel that has no value in one isotope counts in neither; warns `sims/no-value`. */
function withoutValue(
  sums: readonly [MassSums, MassSums],
  where: string,
  ctx: AnalysisContext,
): { readonly sums: readonly [MassSums, MassSums]; readonly lost: ReadonlySet<number> } {
  const [t, m] = [sums[0].counts, sums[1].counts];
  const lost = new Set<number>();
  for (let i = 0; i < t.length; i++) if (!Number.isFinite((t[i] as number) + (m[i] as number))) lost.add(i);
  if (lost.size === 0) return { sums, lost };
  ctx.warn('sims/no-value', `${lost.size} pixels have no value in one of the frames that were summed, and are left out`, where);
  const kept = ({ stored, counts, variance }: MassSums): MassSums => {
    const [left, spread] = [counts.slice(), variance.slice()];
    for (const i of lost) {
      left[i] = 0;
      spread[i] = 0;
    }
    return { stored: Number.isFinite(stored) ? stored : left.reduce((sum, n) => sum + n, 0), counts: left, variance: spread };
  };
  return { sums: [kept(sums[0]), kept(sums[1])], lost };
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
