import type { Figure } from '@ionwalk/core';

/** Figures over reciprocal temperature, the fullest first, and all others in their order. */
export function splitFigures(figures: readonly Figure[]): { readonly arrhenius: readonly Figure[]; readonly rest: readonly Figure[] } {
  const isArrhenius = (figure: Figure): boolean => figure.axes.x.quantity === 'reciprocal-temperature';
  return {
    arrhenius: figures.filter(isArrhenius).sort((a, b) => b.layers.length - a.layers.length),
    rest: figures.filter((figure) => !isArrhenius(figure)),
  };
}
