import type { SourceFile } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { writeExpno } from './write-expno.ts';

export interface SimulatedRows {
  /** Amplitude of each row. */
  readonly amplitudes: readonly number[];
  readonly files: Readonly<Record<string, string>>;
  readonly acqus?: Readonly<Record<string, string | number | null>>;
  /** Per word. */
  readonly noise?: number;
  readonly seed?: number;
  /** Hz from the carrier, Hz. */
  readonly offset?: number;
  readonly linewidth?: number;
  /** Group delay [points], fraction included. */
  readonly delay?: number;
  readonly phase?: number;
  readonly points?: number;
}

const SW = 50_000;

/** A Bruker folder of rows with one Lorentzian line each, delayed by a digital filter, with noise. */
export function writeRows({
  amplitudes,
  files,
  acqus = {},
  noise = 0,
  seed = 1,
  offset = 1300,
  linewidth = 900,
  delay = 67.98,
  phase = 0.7,
  points = 512,
}: SimulatedRows): SourceFile[] {
  const random = seededRandom(seed);
  const n = amplitudes.length * points;
  const [re, im] = [new Float64Array(n), new Float64Array(n)];
  amplitudes.forEach((amplitude, row) => {
    for (let i = 0; i < points; i++) {
      const t = (i - delay) / SW;
      const size = t < 0 ? 0 : 1e6 * amplitude * Math.exp(-Math.PI * linewidth * t);
      // A filter ends the signal softly; without that the first point would carry its own phase error.
      re[row * points + i] = size * Math.cos(2 * Math.PI * offset * t + phase) + noise * random.normal();
      im[row * points + i] = size * Math.sin(2 * Math.PI * offset * t + phase) + noise * random.normal();
    }
  });
  return writeExpno({ re, im, rows: amplitudes.length, files, acqus: { GRPDLY: delay, SW_h: SW, ...acqus } });
}

/** An acqus array with some elements set. */
export const acqusArray = (set: Readonly<Record<number, number | string>>, length = 64, empty: number | string = 0): string =>
  `(0..${length - 1})\n${Array.from({ length }, (_, i) => set[i] ?? empty).join(' ')}`;
