import { defineAnalysis, inputError, usageError, type Analysis, type AnalysisContext, type Dataset, type Json } from '@ionwalk/core';
import { akaikeWeights } from '@ionwalk/core/fit';
import { effectiveCounts } from '../counting/fraction.ts';
import { factorPattern } from '../engine/factor-pattern.ts';
import { fillMasked } from '../engine/fill-masked.ts';
import { labelBoundaries } from '../engine/label-boundaries.ts';
import { inverseFigures } from '../figures/inverse-figures.ts';
import { binImage, type LabelledCounts } from '../inverse/bin-image.ts';
import type { ImageProblem } from '../inverse/image-problem.ts';
import { inverseFit } from '../inverse/inverse-fit.ts';
import { inverseRecords } from '../inverse/inverse-records.ts';
import { boundaryTable, describeInversion } from '../inverse/describe-inversion.ts';
import { invertImage } from '../inverse/invert-image.ts';
import { roughStart } from '../inverse/rough-start.ts';
import { judgeInversion } from '../inverse/judge-inversion.ts';
import { labelsOf, SimsLabelMap, type LabelMap } from '../inverse/label-map.ts';
import { SimsImage } from '../kinds.ts';
import { isotopeSums, type IsotopeSums } from './isotope-sums.ts';
import type { CountingOptions } from '../counting/counting-plan.ts';
import { COUNTING } from './options.ts';

const INPUTS = {
  sample: { title: 'Image', kind: SimsImage },
  labels: { title: 'Label map of the grains', kind: [SimsLabelMap, SimsImage] },
  later: { title: 'Image of the same field after a second step (--then)', kind: SimsImage, optional: true },
} as const;
const OPTIONS = {
  time: { type: 'number', unit: 's', display: 'h', min: 0, required: true, title: 'Duration of the exchange' },
  // oxlint-disable-next-line unicorn/no-thenable -- the contract's name of the option
  then: { type: 'number', unit: 's', display: 'd', min: 0, title: 'Duration of the second step, before the later image' },
  second: {
    type: 'choice',
    options: ['sealed', 'open'],
    default: 'sealed',
    title: 'Whether the source is still there in the second step',
    doc: 'sealed: no exchange, the tracer only spreads; open: the held edge stays held.',
  },
  edge: {
    type: 'choice',
    options: ['left', 'right', 'top', 'bottom'],
    default: 'left',
    title: 'Edge of the image that is held at the source',
    doc: 'The other edges are taken as closed.',
  },
  scope: {
    type: 'choice',
    options: ['auto', 'common', 'individual'],
    default: 'auto',
    title: 'One permeance for all boundaries, or one for each',
    doc: 'auto fits both and says which the data call for.',
  },
  source: { type: 'number', unit: '1', min: 0, max: 1, title: 'Tracer fraction of the source', doc: 'Fitted when not given.' },
  background: { type: 'number', unit: '1', min: 0, max: 1, title: 'Tracer fraction before the exchange', doc: 'Fitted when not given.' },
  pixel: { type: 'number', unit: 'm', display: 'um', min: 0, title: 'Edge of a pixel', doc: "Instead of the image's own scale." },
  'all-pixels': {
    type: 'flag',
    default: false,
    title: 'Fit every pixel of a large image, up to 102 400',
    doc: 'Minutes and 2 GB of memory for 320 by 320; otherwise more than 65 536 pixels are joined to blocks, and the records are flagged binned.',
  },
  ...COUNTING,
  'gb-width': {
    type: 'number',
    unit: 'm',
    display: 'nm',
    min: 0,
    title: 'Width of a grain boundary',
    doc: 'For records of D_gb = P times width; P itself does not depend on it.',
  },
} as const;

/** Larger images are joined to blocks of pixels: time and memory grow faster than their number. */
const MOST_PIXELS = 65_536;
/** The same with --all-pixels. */
const MOST_ALL = 102_400;
/** Larger images than this are joined for a first fit, from which that of all pixels begins: it takes 20 s for 256 by 256 instead of 40. */
const START_JOINED = 25_600;

/** Bulk diffusivity and the permeance of every grain boundary from an image and its label map. */
export const inverseAnalysis: Analysis = defineAnalysis({
  id: 'inverse',
  title: 'Permeance of every boundary from an image',
  doc: 'Fits two-dimensional diffusion through the grains of a label map to the counts of an image: one diffusivity, and one permeance for all boundaries or one for each.',
  inputs: INPUTS,
  options: OPTIONS,
  async run({ sample, labels, later }, options, ctx) {
    checkOptions(options, later !== undefined);
    const sums = await isotopeSums(sample, options, ctx);
    const map = await labelsOf(labels);
    const images = [labelledCounts(sums, map, labels.title, options.pixel, sample.title, ctx)];
    if (later) images.push(labelledCounts(await laterSums(later, sums, options, ctx), map, labels.title, options.pixel, later.title));
    const block = blockSize(images[0] as LabelledCounts, options, sample.title, ctx);
    const problem = problemOf(images, block, options, sample.title);
    let steps = 0;
    const onStep = (): void => ctx.progress(1 - 1 / (1 + 0.15 * steps++), 'fitting the image');
    const start =
      problem.pattern.n > START_JOINED
        ? roughStart(problemOf(images, 2 * block, options, sample.title), problem, options.scope, { signal: ctx.signal, onStep })
        : undefined;
    const inversion = invertImage(problem, options.scope, { signal: ctx.signal, onStep, start });
    // A systematic error the counting errors know nothing of: whoever compares the records is told.
    const flags = [...judgeInversion(inversion, ctx), ...(block > 1 ? ['binned'] : []), ...sums.counting.flags];
    const { common, individual, verdict } = inversion;
    const fits = [inverseFit(problem, common, 'common'), ...(individual ? [inverseFit(problem, individual, 'individual')] : [])];
    if (verdict === 'individual') fits.reverse();
    const lowest = Math.min(...fits.map((fit) => fit.aicc));
    const weights = akaikeWeights(fits.map((fit) => fit.aicc));
    const alternatives = fits
      .map((fit, i) => ({ model: fit.model, dAICc: fit.aicc - lowest, weight: weights[i]! }))
      .sort((a, b) => a.dAICc - b.dAICc);
    const records = inverseRecords(inversion, fits[0]!, alternatives, flags, {
      sample,
      tracerLabel: sums.pair.tracerLabel,
      time: options.time,
      ...(options.then === undefined ? {} : { then: options.then, second: options.second }),
      width: options['gb-width'],
      counting: sums.counting.given,
      ctx,
    });
    const extra: Record<string, Json> = { inverse: describeInversion(inversion) };
    return { records, fits, alternatives, figures: inverseFigures(inversion), tables: [boundaryTable(inversion)], extra };
  },
});

interface InverseOptions {
  readonly time: number;
  readonly then: number | undefined;
  readonly second: string;
  readonly 'all-pixels': boolean;
  readonly edge: 'left' | 'right' | 'top' | 'bottom';
  readonly source: number | undefined;
  readonly background: number | undefined;
  readonly pixel: number | undefined;
  readonly 'gb-width': number | undefined;
}

function checkOptions(options: InverseOptions, later: boolean): void {
  if (later !== (options.then !== undefined)) {
    throw usageError(
      'sims/later-image',
      later ? 'a later image was given, but not how much later' : '--then is the time between two images, and there is only one',
      { where: 'option --then', fix: later ? 'give --then 16d' : 'give the later image with --later IMAGE, or leave out --then' },
    );
  }
  for (const name of ['time', 'then', 'pixel', 'gb-width'] as const) {
    const value = options[name];
    if (value === undefined && name !== 'time') continue;
    if (value !== undefined && value > 0 && Number.isFinite(value)) continue;
    throw usageError(
      value === undefined ? 'sims/time-missing' : 'sims/option-range',
      value === undefined ? 'the duration of the exchange is missing' : `--${name} must be greater than zero`,
      {
        where: `option --${name}`,
        fix: name === 'time' ? 'give it with its unit, for example --time 59h' : `give --${name} with its unit, greater than zero`,
      },
    );
  }
  if (options.source !== undefined && options.source === options.background) {
    throw usageError('sims/option-range', 'source and background are the same fraction: nothing would change during the exchange', {
      where: 'option --source',
      fix: 'give the tracer fraction of the source, and the one before the exchange as --background',
    });
  }
}

/** The later image, of the same isotopes and the same pixels. */
async function laterSums(
  later: Dataset<typeof SimsImage>,
  first: IsotopeSums,
  options: CountingOptions,
  ctx: AnalysisContext,
): Promise<IsotopeSums> {
  const { tracerLabel, matrixLabel } = first.pair;
  const sums = await isotopeSums(later, { ...options, tracer: tracerLabel, matrix: matrixLabel }, ctx);
  const alike = (a: number | null, b: number | null): boolean => a === null || b === null || Math.abs(a / b - 1) < 1e-3;
  if (sums.width === first.width && sums.height === first.height && alike(sums.pixel, first.pixel)) return sums;
  throw inputError(
    'sims/later-image',
    `the later image has ${sums.width} by ${sums.height} pixels of ${sums.pixel ?? '?'} m, the first ${first.width} by ${first.height} of ${first.pixel ?? '?'} m`,
    { where: later.title, fix: 'image the same field with the same raster, or align and crop both to the same pixels' },
  );
}

/** Fractions and counts of the image beside its labels; masked pixels count nothing. `ctx` is told how many these are. */
function labelledCounts(
  sums: IsotopeSums,
  map: LabelMap,
  title: string,
  pixel: number | undefined,
  path: string,
  ctx?: AnalysisContext,
): LabelledCounts {
  const { width, height, tracer, matrix } = sums;
  const size = pixel ?? sums.pixel;
  if (size === null) {
    throw inputError('sims/no-scale', 'the image states no raster, so pixels have no length', {
      where: path,
      fix: 'give the edge of a pixel, for example --pixel 10um',
    });
  }
  if (map.width !== width || map.height !== height) {
    throw inputError('sims/label-size', `the label map has ${map.width} by ${map.height} pixels, the image ${width} by ${height}`, {
      where: title,
      fix: 'export labels and image with the same field and pixels; rows of the map are rows of the image',
    });
  }
  const [fraction, count] = [new Float64Array(width * height), new Float64Array(width * height)];
  let masked = 0;
  for (let i = 0; i < count.length; i++) {
    const [t, m] = [tracer.counts[i]!, matrix.counts[i]!];
    if (map.labels[i] === 0) masked++;
    else count[i] = effectiveCounts(t, m, tracer.variance[i]!, matrix.variance[i]!);
    fraction[i] = t + m > 0 ? t / (t + m) : NaN;
  }
  if (masked > 0) {
    ctx?.note(
      'sims/masked',
      `${masked} pixels have no label: they are left out of the fit, and conduct as part of the grain nearest to them`,
      title,
    );
  }
  return { width, height, pixel: size, labels: map.labels, fraction, count };
}

/** How many pixels to join along either side; says so where it is more than one. */
function blockSize({ width, height }: LabelledCounts, options: InverseOptions, path: string, ctx: AnalysisContext): number {
  const block = Math.ceil(Math.sqrt((width * height) / (options['all-pixels'] ? MOST_ALL : MOST_PIXELS)));
  if (block > 1) {
    const more = options['all-pixels'] ? '' : '; --all-pixels takes longer and is exact up to 102 400 pixels';
    ctx.warn(
      'sims/binned',
      `${block} by ${block} pixels were joined: ${Math.floor(width / block)} by ${Math.floor(height / block)} are fitted, those beside boundaries left out; D and permeances may be off by some percent, which is more than their counting errors${more}`,
      path,
    );
  }
  return block;
}

function problemOf(images: readonly LabelledCounts[], block: number, options: InverseOptions, path: string): ImageProblem {
  const binned = images.map((image) => binImage(image, block, options.edge));
  const { width, height, pixel, labels } = binned[0] as LabelledCounts;
  const boundaries = labelBoundaries(fillMasked(labels, width, height), width, height);
  const [fraction, count] = [new Float64Array(images.length * width * height), new Float64Array(images.length * width * height)];
  binned.forEach((image, i) => {
    fraction.set(image.fraction, i * width * height);
    count.set(image.count, i * width * height);
    const informative = image.count.reduce((n, c) => (c > 0 ? n + 1 : n), 0);
    if (informative >= 6) return;
    throw inputError('sims/too-few-pixels', `${informative} pixels hold counts and a label: too few for the parameters`, {
      where: path,
      fix: 'check that the labels cover the image, and that the isotopes were counted',
    });
  });
  return {
    grid: { width, height, pixel, edge: options.edge },
    boundaries,
    pattern: factorPattern(width, height),
    time: options.time,
    ...(options.then === undefined ? {} : { second: { time: options.then, open: options.second === 'open' } }),
    joined: block > 1,
    fraction,
    count,
    source: options.source ?? NaN,
    background: options.background ?? NaN,
  };
}
