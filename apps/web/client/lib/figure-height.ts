import type { Figure } from '@ionwalk/core';

/**
 * Height of a figure in the page [px]: a share of its width, higher on narrow screens. A map takes what its proportions need of at most 460 px.
 * @param ratio height over width of a wide figure that isn't of equal aspect
 */
export function figureHeight(figure: Figure, width: number, ratio: number): number {
  if (figure.aspect !== 'equal') return Math.round(Math.max(width < 520 ? Math.max(width * 0.92, NARROW) : 260, width * ratio));
  const most = Math.min(Math.max(width * 0.75, 280), 460);
  const image = figure.layers.find((layer) => layer.kind === 'image');
  if (image === undefined) return Math.round(most);
  const span = (domain: readonly [number, number] | undefined, pixels: number): number =>
    domain === undefined ? pixels : Math.abs(domain[1] - domain[0]);
  const proportion = span(figure.axes.y.domain, image.h) / span(figure.axes.x.domain, image.w);
  return Math.round(Math.min(most, Math.max((width - AROUND.w) * proportion, 60) + AROUND.h));
}

/** A legend above and two axes leave little of less [px]. */
const NARROW = 360;

/** About what axes, their names and the colour bar take. */
const AROUND = { w: 130, h: 66 };
