import { inputError, usageError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import { isotopeSums, pixelOf } from '../analysis/isotope-sums.ts';
import type { BackgroundOptions } from '../counting/counter-background.ts';
import type { CountingOptions } from '../counting/counting-plan.ts';
import type { ImageMask } from '../counting/image-mask.ts';
import type { SimsImage, SimsProfile } from '../kinds.ts';
import { cutLine } from '../line/cut-line.ts';
import { parseLine } from '../line/parse-line.ts';
import { chooseIsotopes } from '../species/choose-isotopes.ts';
import { backgroundAlong } from './background-along.ts';
import { backgroundRows, countRows, unfractionated, type RowCounts } from './count-rows.ts';
import type { TracerRows } from './fraction-rows.ts';
import { countingNote } from './counting-note.ts';
import { rowCorrector } from './row-corrector.ts';
import { rowBackground } from './row-background.ts';
import { warnOfCounting } from './warn-of-counting.ts';

export interface RowOptions extends CountingOptions, BackgroundOptions {
  readonly line: string;
  /** `straight` or `spline` between the points of the line. */
  readonly curve?: string;
  readonly width: number;
  readonly origin: number;
}

/** Reduces a profile, or an image cut along `--line`, to tracer fractions against depth. Throws usage `sims/line` for an image without a line. */
export async function tracerRows(
  sample: Dataset<typeof SimsProfile> | Dataset<typeof SimsImage>,
  options: RowOptions,
  ctx: AnalysisContext,
  mask?: ImageMask,
): Promise<TracerRows> {
  const line = parseLine(options.line, options.curve);
  if (isImage(sample)) {
    if (!line) {
      throw usageError('sims/line', 'an image needs a line to become a profile', {
        where: 'option --line',
        fix: 'give --line x0,y0:x1,y1 in pixels, and --width for a band',
      });
    }
    const sums = await isotopeSums(sample, options, ctx, mask);
    const pixel = pixelOf(sums, sample.title);
    const cut = cutLine(sums.tracer, sums.matrix, sums.width, sums.height, line, options.width);
    const depth = cut.mean.map((p) => options.origin + p * pixel);
    const [tracer, matrix] = [
      { counts: cut.tracer, variance: cut.tracerVariance },
      { counts: cut.matrix, variance: cut.matrixVariance },
    ];
    const rows = { ...countRows(sample, depth, tracer, matrix, sums.pair.tracerLabel), counting: sums.counting };
    const background = backgroundAlong(sums, line, options.width);
    return background ? backgroundRows(rows, tracer, matrix, background) : rows;
  }
  if (line) {
    throw usageError('sims/line', 'a profile has no pixels for a line to cross', {
      where: 'option --line',
      fix: 'leave out --line, or give an image',
    });
  }
  return fromProfile(sample, options, ctx);
}

const isImage = (sample: Dataset): sample is Dataset<typeof SimsImage> => sample.kind === 'sims/image';

function fromProfile(sample: Dataset<typeof SimsProfile>, options: RowOptions, ctx: AnalysisContext): TracerRows {
  const { depth, position, counts, fraction } = sample.variables;
  const axis = depth ?? position;
  if (!axis)
    throw inputError('sims/profile-columns', 'the profile has neither a depth nor a position', {
      where: sample.title,
      fix: 'give a column depth (um)',
    });
  const n = axis.values.length;
  if (!counts) {
    if (!fraction)
      throw inputError('sims/profile-columns', 'the profile has neither counts nor a fraction', {
        where: sample.title,
        fix: 'give counts per nuclide',
      });
    warnOfCounting(options, ctx, sample.title);
    return {
      title: sample.title,
      conditions: sample.conditions,
      depth: axis.values,
      fraction: fraction.values,
      sigma: fraction.sigma,
      total: undefined,
      tracerLabel: options.tracer,
    };
  }
  const corrector = rowCorrector(sample, options, ctx);
  const species = sample.meta['species'];
  const pair = chooseIsotopes(Array.isArray(species) ? species.map(String) : [], options.tracer, options.matrix, sample.title);
  const of = (at: number, source: Float64Array): Float64Array => source.subarray(at * n, (at + 1) * n);
  const variance = counts.sigma ? counts.sigma.map((s) => s * s) : counts.values;
  const countsOf = (at: number): RowCounts => ({ counts: of(at, counts.values), variance: of(at, variance) });
  const [tracer, matrix] = [
    corrector.correct(countsOf(pair.tracer)),
    unfractionated(corrector.correct(countsOf(pair.matrix)), options.fractionation),
  ];
  const rows = { ...countRows(sample, axis.values, tracer, matrix, pair.tracerLabel), counting: countingNote(options, corrector) };
  const background = rowBackground(options, n, ctx);
  return background ? backgroundRows(rows, tracer, matrix, background) : rows;
}
