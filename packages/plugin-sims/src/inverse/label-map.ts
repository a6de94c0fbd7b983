import { defineKind, inputError, type Dataset, type Kind } from '@ionwalk/core';
import { SimsImage } from '../kinds.ts';

/** Which grain each pixel belongs to. */
export const SimsLabelMap: Kind<{ readonly label: { readonly title: string; readonly dims: readonly string[]; readonly unit: string } }> =
  defineKind({
    id: 'sims/label-map',
    title: 'Grain labels of an image',
    variables: { label: { title: 'Grain, 0 where not indexed', dims: ['y', 'x'], unit: '1' } },
  });

/** Labels of an image, row-major; 0 is a masked pixel. */
export interface LabelMap {
  readonly labels: Int32Array;
  readonly width: number;
  readonly height: number;
}

const LARGEST = 0x7fffffff;

/**
 * Labels of a label map, or of an image stack of one plane (a TIFF).
 * @throws sims/label-planes – an image of several planes; sims/label-value – a label that is no integer from 0 to 2^31 - 1; sims/label-empty – all 0
 */
export async function labelsOf(dataset: Dataset<typeof SimsLabelMap> | Dataset<typeof SimsImage>): Promise<LabelMap> {
  const [width, height] = [dataset.size['x'] ?? 0, dataset.size['y'] ?? 0];
  const where = dataset.title;
  let values: Float64Array;
  if (isImage(dataset)) {
    const [frames, masses] = [dataset.size['frame'] ?? 0, dataset.size['mass'] ?? 0];
    if (frames * masses !== 1) {
      throw inputError('sims/label-planes', `a label map has one plane, this image ${frames * masses}`, {
        where,
        fix: 'export the labels alone, as a grey image, CSV or .npy',
      });
    }
    values = await dataset.variables.counts.read([0, 0, 0, 0], [1, 1, height, width]);
  } else values = dataset.variables.label.values;
  const bad = values.findIndex((v) => !(Number.isInteger(v) && v >= 0 && v <= LARGEST));
  if (bad >= 0) {
    throw inputError(
      'sims/label-value',
      `label ${values[bad]} at x ${bad % width}, y ${Math.floor(bad / width)} isn't a whole number from 0 on`,
      {
        where,
        fix: 'number the grains from 1; 0 marks pixels that were not indexed',
      },
    );
  }
  if (values.every((v) => v === 0)) {
    throw inputError('sims/label-empty', 'no pixel belongs to a grain: every label is 0', {
      where,
      fix: 'number the grains from 1',
    });
  }
  return { labels: Int32Array.from(values), width, height };
}

const isImage = (dataset: Dataset): dataset is Dataset<typeof SimsImage> => dataset.kind === SimsImage.id;
