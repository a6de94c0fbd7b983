import { inputError, type Band, type Line, type NumRef, type Points, type Image as ImageLayer } from '@ionwalk/core';

/** Numbers the host keeps outside of a figure, by the name a `{object}` reference gives. */
export type FigureObjects = Readonly<Record<string, Float64Array>>;

export interface ResolvedPoints {
  readonly layer: Points;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly lo?: Float64Array;
  readonly hi?: Float64Array;
  readonly flags?: Float64Array;
  readonly ref?: readonly string[];
}
export interface ResolvedLine {
  readonly layer: Line;
  readonly x: Float64Array;
  readonly y: Float64Array;
}
export interface ResolvedBand {
  readonly layer: Band;
  readonly x: Float64Array;
  readonly lo: Float64Array;
  readonly hi: Float64Array;
}
export interface ResolvedImage {
  readonly layer: ImageLayer;
  readonly data: Float64Array;
}

/**
 * Numbers of a reference; a gap (`null`) becomes NaN.
 * @throws figure/object – a reference to numbers that weren't given
 */
export function resolveNumbers(ref: NumRef, objects: FigureObjects = {}): Float64Array {
  if (ref instanceof Float64Array) return ref;
  if ('object' in ref) {
    const numbers = Object.hasOwn(objects, ref.object) ? objects[ref.object] : undefined;
    if (numbers === undefined) {
      throw inputError('figure/object', `the figure refers to numbers '${ref.object}' that aren't there`, {
        fix: 'give the figure with its numbers, or make it again from the data',
      });
    }
    return numbers;
  }
  return Float64Array.from(ref, (value) => value ?? Number.NaN);
}

export function resolvePoints(layer: Points, objects: FigureObjects): ResolvedPoints {
  return {
    layer,
    x: resolveNumbers(layer.x, objects),
    y: resolveNumbers(layer.y, objects),
    ...(layer.lo && { lo: resolveNumbers(layer.lo, objects) }),
    ...(layer.hi && { hi: resolveNumbers(layer.hi, objects) }),
    ...(layer.flags && { flags: resolveNumbers(layer.flags, objects) }),
    ...(layer.ref && { ref: layer.ref }),
  };
}

export const resolveLine = (layer: Line, objects: FigureObjects): ResolvedLine => ({
  layer,
  x: resolveNumbers(layer.x, objects),
  y: resolveNumbers(layer.y, objects),
});

export const resolveBand = (layer: Band, objects: FigureObjects): ResolvedBand => ({
  layer,
  x: resolveNumbers(layer.x, objects),
  lo: resolveNumbers(layer.lo, objects),
  hi: resolveNumbers(layer.hi, objects),
});

export const resolveImage = (layer: ImageLayer, objects: FigureObjects): ResolvedImage => ({
  layer,
  data: resolveNumbers(layer.data, objects),
});
