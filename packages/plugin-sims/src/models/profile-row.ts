import type { Dataset, NumberParam, Numbers } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import type { Material } from './blur.ts';
import type { Given } from './given.ts';

/** A diffusion model row by row: `out[0]` the fraction at depth x [m], `out[1 + j]` its derivative with parameter j, in the order of `params`. */
export interface ProfileRow<P extends Record<string, NumberParam>> {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly equation: string;
  readonly cite: readonly string[];
  readonly params: P;
  row(p: Numbers<P>, given: Given, x: number, out: Float64Array): void;
  /** Where there is material to be blurred; a half space from 0 on without. */
  material?(given: Given): Material;
  /** Starts, best first; the fraction's history is in `given`. */
  starts(data: Dataset<typeof TracerProfile>, given: Given): readonly Numbers<P>[];
}
