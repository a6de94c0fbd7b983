import { type AnalysisContext, type Effect, type Json, usageError } from '@ionwalk/core';

export interface Geometry {
  /** t/A [1/m]: sigma = cellConstant/R. */
  readonly cellConstant: number;
  readonly thickness: number;
  readonly area: number;
  /** Signed u of ln(cellConstant), shared by all records of a sample. */
  readonly effects: readonly Effect[];
}

export interface GeometryOptions {
  readonly thickness: number | undefined;
  readonly area: number | undefined;
  readonly diameter: number | undefined;
}

/**
 * Thickness and area from the options, else from the file; an area from a diameter is πd²/4. Undefined where either is missing.
 * A bracketed uncertainty becomes an effect `geometry:thickness` (+u) or `geometry:area` (−u; −2u of a diameter), with the sample's id behind where there is one.
 * Usage error `eis/geometry` for both --area and --diameter.
 */
export function geometryOf(
  options: GeometryOptions,
  meta: { readonly [key: string]: Json },
  sample: string | undefined,
  ctx: Pick<AnalysisContext, 'uncertainty'>,
): Geometry | undefined {
  if (options.area !== undefined && options.diameter !== undefined)
    throw usageError('eis/geometry', 'both --area and --diameter are given', { where: 'option --area', fix: 'give one of them' });
  const stated = (key: string): number | undefined => {
    const value = meta[key];
    return typeof value === 'number' && value > 0 && Number.isFinite(value) ? value : undefined;
  };
  const thickness = options.thickness ?? stated('thickness');
  const disc = (diameter: number | undefined): number | undefined =>
    diameter === undefined ? undefined : (Math.PI * diameter * diameter) / 4;
  const area = options.area ?? disc(options.diameter) ?? stated('area') ?? disc(stated('diameter'));
  if (thickness === undefined || area === undefined) return undefined;
  const effects: Effect[] = [];
  const add = (name: string, option: string, factor: number): void => {
    const u = ctx.uncertainty(option);
    if (u !== undefined && u > 0) effects.push({ tag: `geometry:${name}${sample ? `:${sample}` : ''}`, u: factor * u });
  };
  add('thickness', 'thickness', 1);
  if (options.area !== undefined) add('area', 'area', -1);
  else if (options.diameter !== undefined) add('area', 'diameter', -2);
  return { cellConstant: thickness / area, thickness, area, effects };
}
