import { inputError, usageError, type Dataset } from '@ionwalk/core';
import type { SimsLabelMap } from '../inverse/label-map.ts';

/** Pixels of an image that are to be used. */
export interface ImageMask {
  /** 1 for each that is chosen, row-major. */
  readonly chosen: Uint8Array;
  readonly labels: Float64Array;
  /** How many are left. */
  readonly left: number;
  /** The labels asked for, for records. */
  readonly what: string;
}

/**
 * A mask from a label map: all pixels with a label, or those of the labels in `3,7`.
 * Throws `sims/label-size` for a map of another size, `sims/mask` where no pixel is left, usage `sims/mask` for labels without a map.
 */
export function imageMask(
  map: Dataset<typeof SimsLabelMap> | undefined,
  text: string,
  size: { readonly [dim: string]: number },
): ImageMask | undefined {
  if (!map) {
    if (text.trim() === '') return undefined;
    throw usageError('sims/mask', 'labels were chosen, but no mask was given', {
      where: 'option --mask-labels',
      fix: 'give the label map, --mask labels.csv',
    });
  }
  if (size['x'] === undefined) {
    throw usageError('sims/mask', 'a profile has no pixels for a mask to choose from', {
      where: 'option --mask',
      fix: 'leave out --mask, or give an image',
    });
  }
  if (map.size['x'] !== size['x'] || map.size['y'] !== size['y']) {
    throw inputError(
      'sims/label-size',
      `the mask has ${map.size['x']} by ${map.size['y']} pixels, the image ${size['x']} by ${size['y']}`,
      {
        where: map.title,
        fix: 'export mask and image with the same field and pixels; rows of the mask are rows of the image',
      },
    );
  }
  const asked = text.trim() === '' ? undefined : new Set(text.split(',').map((part) => labelOf(part)));
  const labels = map.variables.label.values;
  const chosen = Uint8Array.from(labels, (label) => (label !== 0 && (asked === undefined || asked.has(label)) ? 1 : 0));
  const left = chosen.reduce((n, one) => n + one, 0);
  if (left === 0) {
    throw inputError('sims/mask', `no pixel of the mask has ${asked ? `the labels ${text.slice(0, 80)}` : 'a label'}`, {
      where: map.title,
      fix: 'check the labels: 0 is left out, other whole numbers are regions',
    });
  }
  return { chosen, labels, left, what: text.trim() === '' ? 'all' : text.trim() };
}

function labelOf(part: string): number {
  if (/^\s*\d{1,9}\s*$/.test(part)) return Number(part);
  throw usageError('sims/mask', `'${part.trim().slice(0, 40)}' is no label`, {
    where: 'option --mask-labels',
    fix: 'write whole numbers: --mask-labels 3,7',
  });
}
