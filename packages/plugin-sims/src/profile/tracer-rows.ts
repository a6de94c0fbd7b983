import { inputError, usageError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import { isotopeSums, pixelOf } from '../analysis/isotope-sums.ts';
import type { CountingOptions } from '../counting/counting-plan.ts';
import type { SimsImage, SimsProfile } from '../kinds.ts';
import { cutLine } from '../line/cut-line.ts';
import { parseLine } from '../line/parse-line.ts';
import { chooseIsotopes } from '../species/choose-isotopes.ts';
import { countRows, unfractionated, type RowCounts } from './count-rows.ts';
import type { TracerRows } from './fraction-rows.ts';

export interface RowOptions extends CountingOptions {
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
): Promise<TracerRows> {
  const line = parseLine(options.line, options.curve);
  if (isImage(sample)) {
    if (!line) {
      throw usageError('sims/line', 'an image needs a line to become a profile', {
        where: 'option --line',
        fix: 'give --line x0,y0:x1,y1 in pixels, and --width for a band',
      });
    }
    const sums = await isotopeSums(sample, options, ctx);
    const pixel = pixelOf(sums, sample.title);
    const cut = cutLine(sums.tracer, sums.matrix, sums.width, sums.height, line, options.width);
    const depth = cut.mean.map((p) => options.origin + p * pixel);
    const rows = countRows(
      sample,
      depth,
      { counts: cut.tracer, variance: cut.tracerVariance },
      { counts: cut.matrix, variance: cut.matrixVariance },
      sums.pair.tracerLabel,
    );
    return { ...rows, counting: sums.counting };
  }
  if (line) {
    throw usageError('sims/line', 'a profile has no pixels for a line to cross', {
      where: 'option --line',
      fix: 'leave out --line, or give an image',
    });
  }
  return fromProfile(sample, options);
}

const isImage = (sample: Dataset): sample is Dataset<typeof SimsImage> => sample.kind === 'sims/image';

function fromProfile(sample: Dataset<typeof SimsProfile>, options: RowOptions): TracerRows {
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
  const species = sample.meta['species'];
  const pair = chooseIsotopes(Array.isArray(species) ? species.map(String) : [], options.tracer, options.matrix, sample.title);
  const of = (at: number, source: Float64Array): Float64Array => source.subarray(at * n, (at + 1) * n);
  const variance = counts.sigma ? counts.sigma.map((s) => s * s) : counts.values;
  const countsOf = (at: number): RowCounts => ({ counts: of(at, counts.values), variance: of(at, variance) });
  return countRows(
    sample,
    axis.values,
    countsOf(pair.tracer),
    unfractionated(countsOf(pair.matrix), options.fractionation),
    pair.tracerLabel,
  );
}
