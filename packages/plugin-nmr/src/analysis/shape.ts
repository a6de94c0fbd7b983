import type { Figure, Fit } from '@ionwalk/core';

/** One spectrum, fitted. */
export interface Shape {
  readonly fit: Fit;
  readonly figures: readonly Figure[];
}
