import { fft, twiddles } from './fft.ts';

export interface RowSpectra {
  readonly rows: number;
  readonly points: number;
  /** Row-major rows × points, frequencies ascending. */
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Frequency from the carrier of each point [Hz]. */
  readonly frequency: Float64Array;
  /** Measured points per row, before zero filling. */
  readonly measured: number;
  /** Group delay taken out [points]. */
  readonly delay: number;
  /** Exponential line broadening that was applied [Hz]. */
  readonly broadening: number;
  /** What every measured point was multiplied with. */
  readonly weights: Float64Array;
}

/**
 * Spectra of all rows: the group delay of the digital filter is taken out as a phase exp(2πi f d), its fraction included, after the
 * transform; rows are filled with zeros to the next power of two. Without a group delay the first point counts half, which
 * keeps the baseline level.
 * @param re, im – rows × points, row-major
 * @param delay – group delay in points; @param broadening – exponential line broadening [Hz], the same for all rows: it weights early times, but no row against another
 */
export function rowSpectra(
  re: Float64Array,
  im: Float64Array,
  rows: number,
  spectralWidth: number,
  delay: number,
  broadening = 0,
): RowSpectra {
  const measured = re.length / rows;
  const n = 2 ** Math.ceil(Math.log2(Math.max(measured, 2)));
  const out = { re: new Float64Array(rows * n), im: new Float64Array(rows * n) };
  const work = { re: new Float64Array(n), im: new Float64Array(n) };
  const twiddle = twiddles(n);
  const weights = Float64Array.from({ length: measured }, (_, t) =>
    Math.exp((-Math.PI * broadening * Math.max(0, t - delay)) / spectralWidth),
  );
  if (delay === 0) weights[0] = (weights[0] as number) / 2;
  const [cos, sin] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    const phase = (2 * Math.PI * (k - n / 2) * delay) / n;
    cos[k] = Math.cos(phase);
    sin[k] = Math.sin(phase);
  }
  for (let row = 0; row < rows; row++) {
    work.re.fill(0);
    work.im.fill(0);
    for (let t = 0, at = row * measured; t < measured; t++, at++) {
      const weight = weights[t] as number;
      work.re[t] = weight * (re[at] as number);
      work.im[t] = weight * (im[at] as number);
    }
    fft(work.re, work.im, n, twiddle);
    for (let k = 0; k < n; k++) {
      const from = (k + n / 2) % n;
      const a = work.re[from] as number;
      const b = work.im[from] as number;
      out.re[row * n + k] = a * (cos[k] as number) - b * (sin[k] as number);
      out.im[row * n + k] = a * (sin[k] as number) + b * (cos[k] as number);
    }
  }
  const frequency = Float64Array.from({ length: n }, (_, k) => ((k - n / 2) / n) * spectralWidth);
  return { rows, points: n, ...out, frequency, measured, delay, broadening, weights };
}
