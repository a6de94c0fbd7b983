import type { ImageFit } from './fit-image.ts';
import type { ImageParameters } from './image-parameters.ts';

/** One of the two fits, with what its report needs. */
export interface ScopedFit {
  readonly fit: ImageFit;
  readonly parameters: ImageParameters;
  /** Parameters that the data set: those of the prior's making don't count. */
  readonly effective: number;
  readonly dof: number;
  /** Schwarz's criterion with the effective number of parameters. */
  readonly bic: number;
}
