import { parseSpecies } from './parse-species.ts';

/** Charge numbers of the ions whose tracers are followed by SIMS. */
const CHARGES: Readonly<Record<string, number>> = {
  H: 1, Li: 1, Na: 1, K: 1, Rb: 1, Cs: 1, Ag: 1, Cu: 1, Mg: 2, Ca: 2, Sr: 2, Ba: 2, Zn: 2, Al: 3, La: 3, O: -2, S: -2, F: -1, Cl: -1, Br: -1, I: -1,
}; // prettier-ignore

/** The ion that a tracer isotope stands for; null for a molecule or an element whose charge isn't settled. */
export function ionOf(label: string): { readonly element: string; readonly isotope: number; readonly z: number } | null {
  const found = parseSpecies(label).nuclide;
  const z = found ? CHARGES[found.element] : undefined;
  return found && z !== undefined ? { element: found.element, isotope: found.A, z } : null;
}
