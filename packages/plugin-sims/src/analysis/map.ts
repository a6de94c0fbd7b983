import { defineAnalysis, type Analysis, type Json, type Table } from '@ionwalk/core';
import { driftTable } from '../counting/drift/describe-drift.ts';
import { fractionOf } from '../counting/fraction.ts';
import { mapFigure } from '../figures/map-figure.ts';
import { imageMask } from '../counting/image-mask.ts';
import { SimsLabelMap } from '../inverse/label-map.ts';
import { SimsImage } from '../kinds.ts';
import { netSums } from '../counting/net-sums.ts';
import { cutLine } from '../line/cut-line.ts';
import { parseLine, type PixelLine } from '../line/parse-line.ts';
import { backgroundAlong } from '../profile/background-along.ts';
import { backgroundRows, countRows } from '../profile/count-rows.ts';
import { regionTable } from './region-table.ts';
import { BACKGROUND, COUNTING, CURVE, LINE, WIDTH } from './options.ts';
import { isotopeSums, pixelOf, type IsotopeSums } from './isotope-sums.ts';

const INPUTS = {
  sample: { title: 'Image', kind: SimsImage },
  mask: { title: 'Label map of the pixels to use; 0 is left out', kind: SimsLabelMap, optional: true },
} as const;
const OPTIONS = {
  ...COUNTING,
  ...BACKGROUND,
  line: LINE,
  curve: CURVE,
  width: WIDTH,
  values: { type: 'flag', default: false, title: 'Give the fraction and its sigma for every pixel' },
} as const;

/** Fraction map with counting errors, totals, and the profile along a line: the keys `map` and `profile` of the answer. */
export const mapAnalysis: Analysis = defineAnalysis({
  id: 'map',
  title: 'Isotope fraction map',
  doc: 'Takes out the dead time per pixel, frame and mass, sums frames, and gives tracer/(tracer + matrix) with its standard uncertainty.',
  inputs: INPUTS,
  options: OPTIONS,
  async run({ sample, mask }, options, ctx) {
    const line = parseLine(options.line, options.curve);
    const sums = await isotopeSums(sample, options, ctx, imageMask(mask, options['mask-labels'] ?? '', sample.size));
    const net = netSums(sums);
    const extra: Record<string, Json> = { map: describeMap(sums, net, options.values, ctx.uncertainty('fractionation')) };
    if (line) extra['profile'] = describeLine(sums, line, options.width, pixelOf(sums, sample.title));
    const regions = regionTable(sums);
    const tables = [totalsTable(net), ...(regions ? [regions] : []), ...(sums.drift ? [driftTable(sums.drift)] : [])];
    return { records: [], fits: [], figures: [mapFigure(net, line, options.width)], tables, extra };
  },
});

function describeMap(sums: IsotopeSums, net: IsotopeSums, values: boolean, uAlpha: number | undefined): { readonly [key: string]: Json } {
  const { pair, tracer, matrix } = net;
  const out = new Float64Array(2);
  const [fraction, sigma]: [(number | null)[], (number | null)[]] = [[], []];
  let empty = 0;
  for (let i = 0; i < tracer.counts.length; i++) {
    if (!((tracer.counts[i] as number) + (matrix.counts[i] as number) > 0)) empty++;
    if (!values) continue;
    fractionOf(tracer.counts[i] as number, matrix.counts[i] as number, tracer.variance[i] as number, matrix.variance[i] as number, out);
    fraction.push(orNull(out[0] as number));
    sigma.push(orNull(out[1] as number));
  }
  const [t, m] = [sum(tracer.counts), sum(matrix.counts)];
  const f = t + m > 0 ? t / (t + m) : null;
  return {
    width: sums.width,
    height: sums.height,
    pixel: sums.pixel === null ? null : [sums.pixel, sums.pixel],
    frames: sums.frames,
    tracer: pair.tracerLabel,
    matrix: pair.matrixLabel,
    totals: { [pair.tracerLabel]: tracer.stored, [pair.matrixLabel]: matrix.stored },
    corrected: { [pair.tracerLabel]: sum(sums.tracer.counts), [pair.matrixLabel]: sum(sums.matrix.counts) },
    fractionOfTotals: f,
    undefined: empty,
    // common to all pixels, so no part of their sigma
    ...(uAlpha !== undefined && uAlpha > 0 && f !== null ? { uFractionation: f * (1 - f) * uAlpha } : {}),
    ...(Object.keys(sums.counting.given).length > 0 ? { counting: sums.counting.given } : {}),
    ...(sums.background ? { background: { ...sums.background } } : {}),
    ...(sums.drift ? { drift: { ...sums.drift } } : {}),
    ...(values ? { fraction, sigma } : {}),
  };
}

function totalsTable({ pair, tracer, matrix }: IsotopeSums): Table {
  const [t, m] = [sum(tracer.counts), sum(matrix.counts)];
  return {
    id: 'sims-totals',
    title: 'Counts of the image',
    columns: [
      { name: 'isotope', values: [pair.tracerLabel, pair.matrixLabel] },
      { name: 'stored', unit: '1', values: [tracer.stored, matrix.stored] },
      { name: 'corrected', unit: '1', values: [t, m] },
      { name: 'fraction', unit: '1', values: t + m > 0 ? [t / (t + m), m / (t + m)] : [null, null] },
    ],
  };
}

function describeLine(sums: IsotopeSums, line: PixelLine, band: number, pixel: number): { readonly [key: string]: Json } {
  const cut = cutLine(sums.tracer, sums.matrix, sums.width, sums.height, line, band);
  const [tracer, matrix] = [
    { counts: cut.tracer, variance: cut.tracerVariance },
    { counts: cut.matrix, variance: cut.matrixVariance },
  ];
  const position = cut.position.map((p) => p * pixel);
  const plain = countRows({ title: '', conditions: {} }, position, tracer, matrix, sums.pair.tracerLabel);
  const background = backgroundAlong(sums, line, band);
  const { fraction, sigma } = background ? backgroundRows(plain, tracer, matrix, background) : plain;
  return {
    position: Array.from(position),
    fraction: Array.from(fraction, orNull),
    sigma: Array.from(sigma ?? [], orNull),
    tracer: Array.from(cut.tracer),
    matrix: Array.from(cut.matrix),
    ...(background ? { background: { tracer: Array.from(background.tracer.counts), matrix: Array.from(background.matrix.counts) } } : {}),
  };
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const sum = (array: Float64Array): number => array.reduce((total, value) => total + value, 0);
