import type { Figure } from '@ionwalk/core';
import type { FigureOptions } from './figure-options.ts';
import { layoutFigure } from './layout/layout-figure.ts';
import { toSvg } from './to-svg.ts';

/** A figure as an SVG document; the same figure and options give the same bytes in every runtime. Throws as `layoutFigure`. */
export const renderSvg = (figure: Figure, options: FigureOptions = {}): string => toSvg(layoutFigure(figure, options));
