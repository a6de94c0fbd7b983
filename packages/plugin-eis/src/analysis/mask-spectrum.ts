import { type AnalysisContext, type Dataset, parseQuantity, type TextParam, usageError } from '@ionwalk/core';
import type { EisSpectrum } from '../kinds.ts';
import { linKk } from './lin-kk.ts';

export const MASK_OPTION: { readonly mask: TextParam } = {
  mask: {
    type: 'text',
    title: 'Points left out',
    doc: 'Frequencies (50Hz), ranges (2MHz..10MHz), or outliers: points that no linear system explains beside their neighbours. What was left out is said, and recorded.',
    default: '',
    repeatable: true,
  },
};

/** A point lies at a typed frequency within this part of it. */
const NEAR = 0.01;
/** Standard deviations, by the median, and part of |Z| beyond which a point is an outlier; at most this share of a spectrum. */
const OUTLYING = 6;
const LEAST = 0.005;
const SHARE = 0.1;
const MIN_POINTS = 10;

/**
 * A spectrum without the points of `--mask`, whose frequencies go into `meta.masked` and the note `eis/masked`. `outliers` are taken one by one, the worst first:
 * farther than six standard deviations (by the median) and 0.5 % of |Z| from the linear Kramers-Kronig fit of the others, at most a tenth of all.
 * Usage error `eis/mask` for text that is neither, a range from high to low, and a frequency where there is no point.
 */
export function maskSpectrum(
  spectrum: Dataset<typeof EisSpectrum>,
  mask: string,
  ctx: Pick<AnalysisContext, 'note'>,
): Dataset<typeof EisSpectrum> {
  const entries = mask.split(/[,;\n]+/).flatMap((entry) => (entry.trim() === '' ? [] : [entry.trim()]));
  if (entries.length === 0) return spectrum;
  const frequency = spectrum.variables.frequency.values;
  const out = new Set<number>();
  for (const entry of entries) {
    if (/^outliers?$/i.test(entry)) continue;
    for (const point of pointsOf(entry, frequency, spectrum.title)) out.add(point);
  }
  if (entries.some((entry) => /^outliers?$/i.test(entry))) addOutliers(spectrum, out);
  if (out.size === 0) {
    ctx.note('eis/masked', `no point of ${spectrum.title} is an outlier, none is left out`, 'option --mask');
    return spectrum;
  }
  const kept = Array.from(frequency, (_, i) => i).filter((i) => !out.has(i));
  const masked = [...out].toSorted((a, b) => a - b).map((i) => frequency[i]!);
  ctx.note(
    'eis/masked',
    `${out.size} of ${frequency.length} points are left out: ${masked.map((f) => `${Number(f.toPrecision(5))} Hz`).join(', ')}`,
    'option --mask',
  );
  return { ...pick(spectrum, kept), meta: { ...spectrum.meta, masked } };
}

function pointsOf(entry: string, frequency: Float64Array, title: string): number[] {
  const refuse = (message: string, fix: string): Error => usageError('eis/mask', message, { where: 'option --mask', fix });
  const [from, to, more] = entry.split('..');
  if (more !== undefined || from === undefined || from.trim() === '' || to?.trim() === '')
    throw refuse(`'${entry}' is no frequency and no range`, 'write 50Hz, 2MHz..10MHz or outliers');
  // One unit may stand for both ends, 49..51Hz.
  const unit = /[A-Za-z]+$/.exec(to ?? '')?.[0] ?? '';
  const low = parseQuantity(to !== undefined && /\d$/.test(from) ? from + unit : from, 'Hz').value;
  if (to === undefined) {
    const found = frequency.reduce(
      (best, f, i) => (Math.abs(Math.log(f / low)) < Math.abs(Math.log(frequency[best]! / low)) ? i : best),
      0,
    );
    const nearest = frequency[found]!;
    if (!(Math.abs(nearest - low) <= NEAR * low))
      throw refuse(`${title} has no point at ${low} Hz`, `the nearest is at ${Number(nearest.toPrecision(6))} Hz`);
    return Array.from(frequency, (_, i) => i).filter((i) => frequency[i] === nearest);
  }
  const high = parseQuantity(to, 'Hz').value;
  if (!(low <= high)) throw refuse(`the range '${entry}' runs from high to low`, 'give the lower frequency first');
  return Array.from(frequency, (_, i) => i).filter((i) => frequency[i]! >= low && frequency[i]! <= high);
}

function addOutliers(spectrum: Dataset<typeof EisSpectrum>, out: Set<number>): void {
  const n = spectrum.variables.frequency.values.length;
  const most = out.size + Math.floor(SHARE * n);
  while (out.size < most) {
    const kept = Array.from({ length: n }, (_, i) => i).filter((i) => !out.has(i));
    if (kept.length < MIN_POINTS) return;
    const { frequency, re, im } = pick(spectrum, kept).variables;
    const { residualRe, residualIm } = linKk(frequency.values, re.values, im.values);
    const distance = residualRe.map((value, i) => Math.hypot(value, residualIm[i]!));
    const sigma = (distance.toSorted()[kept.length >> 1] as number) / 1.1774;
    const worst = distance.reduce((best, value, i) => (value > distance[best]! ? i : best), 0);
    if (!(distance[worst]! > Math.max(OUTLYING * sigma, LEAST))) return;
    out.add(kept[worst]!);
  }
}

function pick(spectrum: Dataset<typeof EisSpectrum>, kept: readonly number[]): Dataset<typeof EisSpectrum> {
  const some = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]!);
  const of = ({
    values,
    sigma,
  }: {
    readonly values: Float64Array;
    readonly sigma?: Float64Array;
  }): { values: Float64Array; sigma?: Float64Array } => (sigma ? { values: some(values), sigma: some(sigma) } : { values: some(values) });
  const { frequency, re, im } = spectrum.variables;
  return { ...spectrum, size: { frequency: kept.length }, variables: { frequency: of(frequency), re: of(re), im: of(im) } };
}
