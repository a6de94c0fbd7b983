import type { ImageProblem } from './image-problem.ts';
import type { InversionStart } from './inversion-start.ts';
import { invertImage, type InverseScope, type InvertOptions } from './invert-image.ts';

/**
 * A start for all pixels from the same image joined to larger ones, some percent off. A boundary too short to be among those has the permeance that all
 * share.
 * @param joined – the joined image
 */
export function roughStart(
  joined: ImageProblem,
  { boundaries }: ImageProblem,
  scope: InverseScope,
  options: InvertOptions,
): InversionStart {
  const { common, individual } = invertImage(joined, scope, { ...options, close: Math.max(1, boundaries.boundaries.length / 10) });
  const begin = common.fit.values;
  if (!individual) return { common: begin, individual: undefined };
  const found = new Map(joined.boundaries.boundaries.map(({ a, b }, j) => [`${a}-${b}`, individual.fit.values.permeance[j]!]));
  const permeance = Float64Array.from(boundaries.boundaries, ({ a, b }) => found.get(`${a}-${b}`) ?? begin.permeance[0] ?? 1);
  return { common: begin, individual: { ...individual.fit.values, permeance } };
}
