import type { AnalysisContext, Table } from '@ionwalk/core';
import type { FrameShift } from './frame-shifts.ts';

/** The drift of an image as its answer states it: frames counted from 1, shifts in pixels to the right and down, relative to the first frame. */
export interface DriftRecord {
  readonly frames: readonly number[];
  readonly dx: readonly (number | null)[];
  readonly dy: readonly (number | null)[];
  readonly u: readonly (number | null)[];
  /** The largest distance. */
  readonly largest: number;
  /** Stored counts of tracer and matrix that lay outside of the first frame's field and are in no sum. */
  readonly outside: readonly number[];
}

/** Notes the drift that was taken out; warns `sims/drift-unknown` of frames whose counts don't tell theirs: they are laid as the one before. */
export function describeDrift(
  shifts: readonly FrameShift[],
  frames: readonly number[],
  outside: readonly number[],
  where: string,
  ctx: AnalysisContext,
): DriftRecord {
  const unknown = frames.filter((_, i) => shifts[i] === null);
  const largest = shifts.reduce((most, shift) => (shift ? Math.max(most, Math.hypot(shift.dx, shift.dy)) : most), 0);
  if (unknown.length > 0) {
    const named = unknown.slice(0, 5).map((frame) => frame + 1);
    ctx.warn(
      'sims/drift-unknown',
      `the counts of ${unknown.length} frames don't tell where they lie (${named.join(', ')}${unknown.length > 5 ? ', …' : ''}): they are laid as the frame before`,
      where,
    );
  }
  ctx.note('sims/drift', `frames drifted by up to ${largest.toPrecision(3)} pixels, which is taken out`, where);
  const part = (of: (shift: NonNullable<FrameShift>) => number): (number | null)[] => shifts.map((shift) => (shift ? of(shift) : null));
  return { frames: frames.map((frame) => frame + 1), dx: part((s) => s.dx), dy: part((s) => s.dy), u: part((s) => s.u), largest, outside };
}

export const driftTable = (drift: DriftRecord): Table => ({
  id: 'sims-drift',
  title: 'Drift of the frames',
  columns: [
    { name: 'frame', values: drift.frames.map(String) },
    { name: 'dx', unit: '1', values: [...drift.dx] },
    { name: 'dy', unit: '1', values: [...drift.dy] },
    { name: 'u', unit: '1', values: [...drift.u] },
  ],
});
