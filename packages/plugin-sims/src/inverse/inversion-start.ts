import type { ImageValues } from './image-parameters.ts';

/** Where the fits of an image begin: with one permeance, and with one for each boundary. */
export interface InversionStart {
  readonly common: ImageValues;
  readonly individual: ImageValues | undefined;
}
