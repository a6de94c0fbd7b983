import type { Diagnostic } from '../api/context.ts';
import { figures } from './numbers.ts';
import { seriesLabel, type Series } from './series.ts';

const STRONG = 2;

/**
 * A note for each mean with an axial tensor beyond 2:1: echo decays give the arithmetic mean (2Dx + Dz)/3, conduction through a dense
 * polycrystal one between harmonic and arithmetic, by Bruggeman the positive root of 2(Dx − D)/(Dx + 2D) + (Dz − D)/(Dz + 2D) = 0.
 * The ratio is stated, not folded into any interval.
 */
export function effectiveMediumNotes(all: readonly Series[], report: (diagnostic: Diagnostic) => void): void {
  for (const series of all) {
    const low: number[] = [];
    for (const { record } of series.points) {
      const tensor = record.direction?.type === 'mean' ? record.direction.tensor : undefined;
      if (!tensor || !tensor.every((value) => value > 0)) continue;
      if (Math.max(...tensor) > STRONG * Math.min(...tensor)) low.push(bruggeman(tensor) / ((tensor[0] + tensor[1] + tensor[2]) / 3));
    }
    if (low.length === 0) continue;
    const message = `the tensor of ${seriesLabel(series)} is anisotropic beyond 2:1; a dense polycrystal would conduct with an effective-medium mean of ${figures(Math.min(...low))} to ${figures(Math.max(...low))} times the arithmetic mean compared here`;
    report({ severity: 'info', code: 'note/effective-medium', message, where: series.sample?.id ?? 'sample not stated' });
  }
}

/** Effective-medium mean of spheres of a tensor: Σ (D_i − D)/(D_i + 2D) = 0, by bisection between the extremes. */
function bruggeman(tensor: readonly number[]): number {
  let [lo, hi] = [Math.min(...tensor), Math.max(...tensor)];
  for (let step = 0; step < 60; step++) {
    const D = (lo + hi) / 2;
    if (tensor.reduce((sum, value) => sum + (value - D) / (value + 2 * D), 0) > 0) lo = D;
    else hi = D;
  }
  return (lo + hi) / 2;
}
