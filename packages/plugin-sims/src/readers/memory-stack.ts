import type { ReadContext, WindowedVariable } from '@ionwalk/core';
import { checkWindow } from './check-window.ts';

/** Planes of a small stack that is held as a whole, plane -> mass, row-major y, x; NaN where a pixel has no value. */
export interface MemoryPlanes {
  readonly frames: number;
  readonly masses: number;
  readonly height: number;
  readonly width: number;
  /** Plane of frame f and mass m at f * masses + m. */
  readonly planes: readonly Float64Array[];
  readonly path: string;
}

/** Held planes as the counts of an image. Throws `sims/window` for a window outside of the stack. */
export function memoryStack({ frames, masses, height, width, planes, path }: MemoryPlanes): WindowedVariable {
  return {
    type: 'float64',
    async read(start, count, into) {
      const out = checkWindow([frames, masses, height, width], start, count, into, path);
      const [f0, m0, y0, x0] = start as [number, number, number, number];
      const [nf, nm, ny, nx] = count as [number, number, number, number];
      let at = 0;
      for (let f = f0; f < f0 + nf; f++) {
        for (let m = m0; m < m0 + nm; m++) {
          const plane = planes[f * masses + m] as Float64Array;
          for (let y = y0; y < y0 + ny; y++, at += nx) out.set(plane.subarray(y * width + x0, y * width + x0 + nx), at);
        }
      }
      return out;
    },
  };
}

/** What held planes add up to, with the warnings `sims/not-finite`, `sims/negative-counts`, `sims/empty-frames`. */
export function memoryTotals(
  { frames, masses, planes, path }: MemoryPlanes,
  ctx: ReadContext,
): { readonly totals: (number | null)[]; readonly emptyFrames: number[] } {
  const totals = Array.from({ length: masses }, () => 0);
  const emptyFrames: number[] = [];
  let [bad, below] = [0, 0];
  for (let f = 0; f < frames; f++) {
    let seen = false;
    for (let m = 0; m < masses; m++) {
      let sum = 0;
      for (const v of planes[f * masses + m] as Float64Array) {
        if (!Number.isFinite(v)) bad++;
        else {
          sum += v;
          if (v < 0) below++;
          if (v !== 0) seen = true;
        }
      }
      totals[m] = (totals[m] as number) + sum;
    }
    if (!seen) emptyFrames.push(f);
  }
  if (bad > 0) ctx.warn('sims/not-finite', `${bad} pixels are no finite numbers: they have no value, and totals are without them`, path);
  if (below > 0) ctx.warn('sims/negative-counts', `${below} pixels are negative, which counts never are`, path);
  if (emptyFrames.length > 0 && emptyFrames.length < frames)
    ctx.warn('sims/empty-frames', `${emptyFrames.length} of ${frames} frames hold no count in any mass: sums are unaffected`, path);
  // finite numbers may add up beyond a double
  return { totals: totals.map((t) => (Number.isFinite(t) ? t : null)), emptyFrames };
}
