import type { Conditions, Json } from '@ionwalk/core';

/** Rows of one table, SI units, true sign of the imaginary part; NaN where a cell was no number. */
export interface SpectrumRows {
  readonly path: string;
  readonly title: string;
  readonly frequency: readonly number[];
  readonly re: readonly number[];
  readonly im: readonly number[];
  /** 1-based line of each row, or its number in a file without lines. */
  readonly lines: readonly number[];
  /** What `lines` counts; default `line`. */
  readonly counted?: 'line' | 'point';
  /** Rows with f = 0 are ordinary in this format (direct-current steps): left out with severity info. */
  readonly directCurrentRows?: true;
  /** What to do where the sign of the imaginary part looks turned. */
  readonly signFix?: string;
  readonly sigmaRe?: readonly number[];
  readonly sigmaIm?: readonly number[];
  readonly conditions?: Conditions;
  readonly meta?: { readonly [key: string]: Json };
}
