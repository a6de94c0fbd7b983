import type { Axis } from '@ionwalk/core';

/** One axis between stored numbers and pixels. */
export interface AxisScale {
  readonly kind: Axis['scale'];
  /** Stored (not shown) numbers at the two ends of the range. */
  readonly domain: readonly [number, number];
  /** Pixels; the y axis runs upwards, so its range falls. */
  readonly range: readonly [number, number];
  /** Signed pixels per transformed unit: equal magnitudes on both axes where the aspect is equal. */
  readonly pixelsPerUnit: number;
  /** NaN where the scale has no place for the value (log of what isn't positive). */
  toPixel(value: number): number;
  toValue(pixel: number): number;
}

/**
 * A linear, logarithmic (base 10) or square-root scale.
 * @param pixelsPerUnit given where two axes must share it exactly; default: the range over the domain
 */
export function axisScale(
  kind: Axis['scale'],
  domain: readonly [number, number],
  range: readonly [number, number],
  pixelsPerUnit?: number,
): AxisScale {
  const { forward, backward } = transforms[kind];
  const start = forward(domain[0]);
  const slope = pixelsPerUnit ?? (range[1] - range[0]) / (forward(domain[1]) - start);
  return {
    kind,
    domain,
    range,
    pixelsPerUnit: slope,
    toPixel: (value) => range[0] + slope * (forward(value) - start),
    toValue: (pixel) => backward(start + (pixel - range[0]) / slope),
  };
}

type Transform = (value: number) => number;
const transforms: Readonly<Record<Axis['scale'], { readonly forward: Transform; readonly backward: Transform }>> = {
  linear: { forward: (value) => value, backward: (value) => value },
  log: { forward: (value) => (value > 0 ? Math.log10(value) : Number.NaN), backward: (value) => 10 ** value },
  sqrt: { forward: (value) => (value >= 0 ? Math.sqrt(value) : Number.NaN), backward: (value) => value * value },
};
