import type { Conditions } from '@ionwalk/core';
import type { CountingNote } from '../counting/counting-plan.ts';

/** Rows of a profile reduced to tracer fractions. Rows without counts have a fraction and sigma of NaN and a total of 0. */
export interface TracerRows {
  readonly title: string;
  readonly conditions: Conditions;
  readonly depth: Float64Array;
  readonly fraction: Float64Array;
  /** Standard uncertainty; undefined for fractions without one. */
  readonly sigma: Float64Array | undefined;
  /** Counts that carry the same information as those of the row (less than them where a dead time was taken out); undefined for fractions. */
  readonly total: Float64Array | undefined;
  /** Set where rows are weighted alike though their unknown errors differ, or are shared by neighbours. */
  readonly uneven?: true;
  /** Label of the tracer isotope; empty where only a fraction is known. */
  readonly tracerLabel: string;
  /** Where part of the counts are the detectors' own: the counts with them, which a likelihood takes; `fraction` and `sigma` are without. */
  readonly observed?: ObservedRows;
  /** What records say of the corrections of the counts. */
  readonly counting?: CountingNote;
}

/** Tracer counts out of all, with the background among them; a likelihood subtracts nothing. */
export interface ObservedRows {
  readonly fraction: Float64Array;
  readonly total: Float64Array;
  readonly tracerBackground: Float64Array;
  readonly matrixBackground: Float64Array;
  /** Relative standard uncertainties of the two, each common to all rows. */
  readonly uTracer: number;
  readonly uMatrix: number;
}
