import { inputError, type IonwalkError } from '../errors.ts';
import type { Cell } from '../api/record.ts';
import { parseFormula } from './formula.ts';

/**
 * Volume of a unit cell [m3]: V = abc √(1 − cos²α − cos²β − cos²γ + 2 cosα cosβ cosγ), edges in m, angles in degrees (default 90; b, c default to a).
 * @throws carrier/cell – an edge or volume that isn't positive, angles that can't close
 */
export function cellVolume(cell: Cell): number {
  if ('volume' in cell) {
    if (!(cell.volume > 0) || !Number.isFinite(cell.volume)) throw cellError(`volume ${cell.volume} m3`);
    return cell.volume;
  }
  const { a, b = a, c = a, alpha = 90, beta = 90, gamma = 90 } = cell;
  if (![a, b, c].every((edge) => edge > 0 && Number.isFinite(edge))) throw cellError(`edges ${a}, ${b}, ${c} m`);
  if (![alpha, beta, gamma].every((angle) => angle > 0 && angle < 180)) throw cellError(`angles ${alpha}, ${beta}, ${gamma}°`);
  const [x, y, z] = [alpha, beta, gamma].map(cosDegrees) as [number, number, number];
  const radicand = 1 - x * x - y * y - z * z + 2 * x * y * z;
  if (!(radicand > 0)) throw cellError(`angles ${alpha}, ${beta}, ${gamma}° don't close`);
  return a * b * c * Math.sqrt(radicand);
}

/**
 * Ions of an element per volume [1/m3]: c = x Z/V, x atoms per formula unit, Z formula units per cell (default 1).
 * @throws carrier/formula, carrier/cell
 */
export function carrierDensity(formula: string, cell: Cell, element: string): number {
  const count = parseFormula(formula).get(element);
  if (!count) {
    throw inputError('carrier/formula', `formula '${formula}' holds no ${element}`, {
      fix: `name the mobile ion (--ion) or correct the formula`,
    });
  }
  const Z = cell.Z ?? 1;
  if (!(Z > 0) || !Number.isFinite(Z)) throw cellError(`${Z} formula units per cell`);
  return (count * Z) / cellVolume(cell);
}

/** The ion a formula is most likely about: the first of Li, Na, K, Ag, Cu, Rb, Cs (z = 1), F (−1), O (−2); undefined for none. */
export function mobileIon(formula: string): { readonly element: string; readonly z: number } | undefined {
  const atoms = parseFormula(formula);
  return IONS.find((ion) => (atoms.get(ion.element) ?? 0) > 0);
}

const IONS = [
  ...['Li', 'Na', 'K', 'Ag', 'Cu', 'Rb', 'Cs'].map((element) => ({ element, z: 1 })),
  { element: 'F', z: -1 },
  { element: 'O', z: -2 },
];

// cos 90° is exactly 0 here: a cubic volume is then exactly a³.
const cosDegrees = (angle: number): number => (angle === 90 ? 0 : Math.cos((angle * Math.PI) / 180));

function cellError(what: string): IonwalkError {
  return inputError('carrier/cell', `impossible unit cell: ${what}`, {
    fix: 'give a cubic edge (3.87A), a,b,c[,alpha,beta,gamma], or a volume (57.96A^3)',
  });
}
