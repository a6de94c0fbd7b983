import { defineAnalysis, type Analysis, type Json, type Table } from '@ionwalk/core';
import { driftTable } from '../counting/drift/describe-drift.ts';
import { fractionOf } from '../counting/fraction.ts';
import { mapFigure } from '../figures/map-figure.ts';
import { SimsImage } from '../kinds.ts';
import { cutLine } from '../line/cut-line.ts';
import { parseLine, type PixelLine } from '../line/parse-line.ts';
import { COUNTING, CURVE, LINE, WIDTH } from './options.ts';
import { isotopeSums, pixelOf, type IsotopeSums } from './isotope-sums.ts';

const INPUTS = { sample: { title: 'Image', kind: SimsImage } } as const;
const OPTIONS = {
  ...COUNTING,
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
  async run({ sample }, options, ctx) {
    const line = parseLine(options.line, options.curve);
    const sums = await isotopeSums(sample, options, ctx);
    const extra: Record<string, Json> = { map: describeMap(sums, options.values) };
    if (line) extra['profile'] = describeLine(sums, line, options.width, pixelOf(sums, sample.title));
    return {
      records: [],
      fits: [],
      figures: [mapFigure(sums, line, options.width)],
      tables: [totalsTable(sums), ...(sums.drift ? [driftTable(sums.drift)] : [])],
      extra,
    };
  },
});

function describeMap(sums: IsotopeSums, values: boolean): { readonly [key: string]: Json } {
  const { pair, tracer, matrix } = sums;
  const out = new Float64Array(2);
  const [fraction, sigma]: [(number | null)[], (number | null)[]] = [[], []];
  let empty = 0;
  for (let i = 0; i < tracer.counts.length; i++) {
    if (tracer.counts[i] === 0 && matrix.counts[i] === 0) empty++;
    if (!values) continue;
    fractionOf(tracer.counts[i] as number, matrix.counts[i] as number, tracer.variance[i] as number, matrix.variance[i] as number, out);
    fraction.push(orNull(out[0] as number));
    sigma.push(orNull(out[1] as number));
  }
  const [t, m] = [sum(tracer.counts), sum(matrix.counts)];
  return {
    width: sums.width,
    height: sums.height,
    pixel: sums.pixel === null ? null : [sums.pixel, sums.pixel],
    frames: sums.frames,
    tracer: pair.tracerLabel,
    matrix: pair.matrixLabel,
    totals: { [pair.tracerLabel]: tracer.stored, [pair.matrixLabel]: matrix.stored },
    corrected: { [pair.tracerLabel]: t, [pair.matrixLabel]: m },
    fractionOfTotals: t + m > 0 ? t / (t + m) : null,
    undefined: empty,
    ...(Object.keys(sums.counting.given).length > 0 ? { counting: sums.counting.given } : {}),
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
  const out = new Float64Array(2);
  const [fraction, sigma]: [(number | null)[], (number | null)[]] = [[], []];
  for (let i = 0; i < cut.position.length; i++) {
    fractionOf(cut.tracer[i] as number, cut.matrix[i] as number, cut.tracerVariance[i] as number, cut.matrixVariance[i] as number, out);
    fraction.push(orNull(out[0] as number));
    sigma.push(orNull(out[1] as number));
  }
  return {
    position: Array.from(cut.position, (p) => p * pixel),
    fraction,
    sigma,
    tracer: Array.from(cut.tracer),
    matrix: Array.from(cut.matrix),
  };
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
const sum = (array: Float64Array): number => array.reduce((total, value) => total + value, 0);
