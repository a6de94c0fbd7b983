import { boundaryFit, type BoundaryFlux } from './boundary-fit.ts';
import type { OrderedRows } from './rows-near.ts';

/**
 * What a relative uncertainty u of the mass fractionation does to ln P: the boundary is fitted again with f' = f/(f + (1 - f)(1 + u)) and with -u, and half the
 * difference is the effect. Small where fractions are alike on both sides, as step and gradient then change together. Undefined where P isn't determined.
 */
export function fractionationShift(
  rows: OrderedRows,
  at: number,
  [from, to]: readonly [number, number],
  flux: BoundaryFlux,
  u: number,
): number | undefined {
  const lnP = (factor: number): number => {
    const fraction = rows.fraction.map((f) => f / (f + (1 - f) * factor));
    return Math.log(boundaryFit({ ...rows, fraction }, at, from, to, flux)?.permeance.value ?? NaN);
  };
  const shift = 0.5 * (lnP(1 + u) - lnP(1 - u));
  return Number.isFinite(shift) ? shift : undefined;
}
