import type { SeededRandom } from '@ionwalk/core/fit';

export interface FreeInduction {
  readonly points: number;
  readonly spectralWidth: number;
  /** Offset of the line from the carrier and its full width at half maximum [Hz]. */
  readonly offset: number;
  readonly width: number;
  /** Points of silence before the signal, as a digital filter leaves them. */
  readonly groupDelay: number;
}

/** One row of a Lorentzian line, [re, im, …] in counts: amplitude at time zero, noise per word. */
export function simulateRow(amplitude: number, noise: number, shape: FreeInduction, random: SeededRandom): Float64Array {
  const row = new Float64Array(2 * shape.points);
  for (let i = 0; i < shape.points; i++) {
    const t = (i - shape.groupDelay) / shape.spectralWidth;
    const envelope = t < 0 ? 0 : amplitude * Math.exp(-Math.PI * shape.width * t) * (t === 0 ? 0.5 : 1);
    const phase = 2 * Math.PI * shape.offset * t;
    row[2 * i] = envelope * Math.cos(phase) + noise * random.normal();
    row[2 * i + 1] = envelope * Math.sin(phase) + noise * random.normal();
  }
  return row;
}
