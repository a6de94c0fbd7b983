import { nuclide, type DiffusionRecord } from '@ionwalk/core';

/** Charge numbers of the ions that are seen moving; of others it isn't stated by the nucleus. */
const CHARGE: Readonly<Record<string, number>> = { H: 1, Li: 1, Na: 1, K: 1, Rb: 1, Ag: 1, F: -1, O: -2, Al: 3, La: 3 };

/** The ion of a nucleus, `7Li` → Li+; null for one that isn't known. */
export function ionOf(nucleus: string | undefined): DiffusionRecord['ion'] {
  const found = nucleus === undefined ? undefined : nuclide(nucleus);
  const z = found && CHARGE[found.element];
  return found && z !== undefined ? { element: found.element, isotope: found.A, z } : null;
}
