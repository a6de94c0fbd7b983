import { inputError, usageError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import type { SimsDepthProfile } from '../kinds.ts';
import { parseLine } from '../line/parse-line.ts';
import { chooseIsotopes } from '../species/choose-isotopes.ts';
import type { BackgroundOptions } from '../counting/counter-background.ts';
import type { CountingOptions } from '../counting/counting-plan.ts';
import { backgroundRows, countRows, unfractionated, type RowCounts } from './count-rows.ts';
import { countingNote } from './counting-note.ts';
import { rowCorrector } from './row-corrector.ts';
import { rowBackground } from './row-background.ts';
import { chosenScale, type DepthScale } from './depth-scale.ts';
import { interpolate } from './interpolate.ts';
import { layerDepth, parseLayers } from './layers.ts';
import { normaliseBy, type Normalisation } from './normalise-series.ts';
import type { TracerRows } from './fraction-rows.ts';

export interface DepthOptions extends DepthScale, BackgroundOptions, CountingOptions {
  /** Species that isotopes counted in turn are divided by; none by default. */
  readonly normalise?: string | undefined;
  readonly line: string;
}

/**
 * Reduces a sputter profile to tracer fractions against depth: time × sputter rate, or time × crater/last time, layer by
 * layer, or the depths of the file.
 * The matrix is interpolated onto the times of the tracer where the two were counted in turn; rows outside of its times have no fraction.
 * Counts carry their errors; rates (1/s) don't say how many ions were counted, so their fractions have no sigma (`sims/rate-data`).
 * Throws usage `sims/depth-scale`, `sims/line`; input `sims/profile-columns`, `sims/negative-counts`, `sims/sputter-time`.
 */
export function depthRows(sample: Dataset<typeof SimsDepthProfile>, options: DepthOptions, ctx: AnalysisContext): TracerRows {
  if (parseLine(options.line)) {
    throw usageError('sims/line', 'a depth profile has no pixels for a line to cross', {
      where: 'option --line',
      fix: 'leave out --line, or give an image',
    });
  }
  const scale = chosenScale(sample, options);
  const { time, depth: fileDepth, counts, rate, speciesTime, speciesDepth } = sample.variables;
  const measured = counts ?? rate;
  const { title } = sample;
  if (!measured) {
    throw inputError('sims/profile-columns', 'the depth profile has neither counts nor rates', {
      where: title,
      fix: 'export the profile with its counts',
    });
  }
  const species = sample.meta['species'];
  const pair = chooseIsotopes(Array.isArray(species) ? species.map(String) : [], options.tracer, options.matrix, title);
  const n = time.values.length;
  const of = (at: number, source: Float64Array): Float64Array => source.subarray(at * n, (at + 1) * n);
  const timesOf = (at: number): Float64Array => (speciesTime ? of(at, speciesTime.values) : time.values);
  const corrector = rowCorrector(sample, counts ? options : { ...options, 'dead-time': undefined, qsa: undefined }, ctx);
  const storedOf = (at: number): RowCounts => {
    const values = of(at, measured.values);
    const variance = counts?.sigma ? of(at, counts.sigma).map((sigma) => sigma * sigma) : values;
    return corrector.correct({ counts: values, variance });
  };
  const [tracerStored, matrixStored] = [storedOf(pair.tracer), storedOf(pair.matrix)];
  const [tStored, mStored] = [tracerStored.counts, matrixStored.counts];
  const negative = [...tStored, ...mStored].filter((value) => value < 0).length;
  if (negative > 0) {
    throw inputError('sims/negative-counts', `${negative} values of ${pair.tracerLabel} and ${pair.matrixLabel} are negative`, {
      where: title,
      fix: 'export the counts as they were measured, without a background taken off',
    });
  }
  const [times, others] = [timesOf(pair.tracer), timesOf(pair.matrix)];
  const apart = times.some((x, i) => x !== others[i] && !(Number.isNaN(x) && Number.isNaN(others[i])));
  const onto = (values: Float64Array): Float64Array => (apart ? interpolate(times, others, values) : values);
  if (apart) checkTimes(others, title);
  const reference = (options.normalise ?? '').trim();
  const divide = reference === '' ? undefined : normaliseBy(sample, reference, pair);
  if (divide && !apart) {
    ctx.note(
      'sims/normalise',
      `${pair.tracerLabel} and ${pair.matrixLabel} were counted together: ${reference} cancels in their fraction`,
      title,
    );
  }
  const [byTracer, byMatrix] = divide && apart ? [divide(times), divide(others)] : [];
  const [t, m] = [normalised(tStored, byTracer), normalised(mStored, byMatrix)];
  const matrix = onto(m);
  const depth =
    scale === undefined
      ? speciesDepth
        ? of(pair.tracer, speciesDepth.values)
        : (fileDepth as { values: Float64Array }).values
      : depthOf(times, scale, options, lastOf((speciesTime ?? time).values, title));
  const usable = depth.map((x, i) => (Number.isFinite(x * t[i]! * matrix[i]!) ? t[i]! + matrix[i]! : NaN));
  if (apart) {
    const outside = times.reduce((lost, x, i) => (Number.isFinite(x) && Number.isNaN(matrix[i]) ? lost + 1 : lost), 0);
    ctx.note(
      'sims/interpolated',
      `${pair.matrixLabel} was measured at times of its own and is interpolated onto those of ${pair.tracerLabel}${outside > 0 ? `; ${outside} of its rows outside of them ${outside === 1 ? 'is' : 'are'} left out` : ''}`,
      title,
    );
  }
  const note = countingNote(options, corrector, byTracer ? reference : '');
  const tracer = t.map((value, i) => (Number.isNaN(usable[i]) ? NaN : value));
  if (counts) {
    const varianceOf = ({ counts: stored, variance }: RowCounts, by: Normalisation | undefined): Float64Array =>
      by ? variance.map((v, i) => by.factor[i]! ** 2 * (v + stored[i]! ** 2 * by.variance[i]!)) : variance;
    // each datum of the matrix goes into two rows, which share its error: one row for itself is as good as its variance between theirs, unreduced
    const [tracerCounts, matrixCounts] = [
      { counts: tracer, variance: varianceOf(tracerStored, byTracer) },
      unfractionated({ counts: matrix, variance: onto(varianceOf(matrixStored, byMatrix)) }, options.fractionation),
    ];
    const rows = { ...countRows(sample, depth, tracerCounts, matrixCounts, pair.tracerLabel), counting: note };
    const background = rowBackground(options, n, ctx);
    return background ? backgroundRows(rows, tracerCounts, matrixCounts, background) : rows;
  }
  if ((options['dead-time'] ?? 0) > 0 || (options.qsa ?? 0) > 0)
    ctx.warn('sims/no-dwell', "rates don't say how many ions were counted in a dwell time, so they are not corrected", title);
  ctx.note(
    'sims/rate-data',
    'the file holds rates, not counts: all rows weigh the same, and uncertainties are those of their scatter about the model',
    title,
  );
  const alpha = options.fractionation ?? 1;
  const fraction = tracer.map((value, i) => (usable[i]! > 0 ? value / (value + alpha * matrix[i]!) : NaN));
  return {
    title,
    conditions: sample.conditions,
    depth,
    fraction,
    sigma: undefined,
    total: undefined,
    uneven: true,
    tracerLabel: pair.tracerLabel,
    counting: note,
  };
}

const normalised = (values: Float64Array, by: Normalisation | undefined): Float64Array =>
  by ? values.map((v, i) => v * by.factor[i]!) : values;

function depthOf(times: Float64Array, scale: keyof DepthScale, options: DepthScale, last: number): Float64Array {
  if (scale === 'layer') {
    const layers = parseLayers(options.layer);
    return times.map((time) => (time < 0 || Number.isNaN(time) ? NaN : layerDepth(layers, time)));
  }
  const perTime = scale === 'crater' ? (options.crater as number) / last : (options['sputter-rate'] as number);
  return times.map((x) => x * perTime);
}

/** The end of the measurement, in which the crater had its final depth. */
function lastOf(times: Float64Array, title: string): number {
  const last = times.reduce((most, x) => (x > most ? x : most), 0);
  if (last > 0) return last;
  throw inputError('sims/sputter-time', 'the sputter time never leaves zero', { where: title, fix: 'export the profile with its times' });
}

function checkTimes(times: Float64Array, title: string): void {
  let before = -Infinity;
  for (const x of times) {
    if (Number.isNaN(x)) continue;
    if (!Number.isFinite(x) || x < before) {
      throw inputError('sims/sputter-time', `the sputter time runs back at ${x} s`, { where: title, fix: 'export the profile again' });
    }
    before = x;
  }
}
