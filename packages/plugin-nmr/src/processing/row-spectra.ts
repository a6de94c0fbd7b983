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
}

/**
 * Spectra of all rows: the group delay of the digital filter is taken out as a phase exp(2πi f d), its fraction included, after the
 * transform; rows are filled with zeros to the next power of two. Without a group delay the first point counts half, which
 * keeps the baseline level.
 * @param re, im – rows × points, row-major
 * @param delay – group delay in points
 */
export function rowSpectra(re: Float64Array, im: Float64Array, rows: number, spectralWidth: number, delay: number): RowSpectra {
  const measured = re.length / rows;
  const n = 2 ** Math.ceil(Math.log2(Math.max(measured, 2)));
  const out = { re: new Float64Array(rows * n), im: new Float64Array(rows * n) };
  const work = { re: new Float64Array(n), im: new Float64Array(n) };
  const twiddle = twiddles(n);
  const [cos, sin] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n; k++) {
    const phase = (2 * Math.PI * (k - n / 2) * delay) / n;
    cos[k] = Math.cos(phase);
    sin[k] = Math.sin(phase);
  }
  for (let row = 0; row < rows; row++) {
    work.re.fill(0);
    work.im.fill(0);
    work.re.set(re.subarray(row * measured, (row + 1) * measured));
    work.im.set(im.subarray(row * measured, (row + 1) * measured));
    if (delay === 0) {
      work.re[0] = (work.re[0] as number) / 2;
      work.im[0] = (work.im[0] as number) / 2;
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
  return { rows, points: n, ...out, frequency, measured, delay };
}
