import type { Cell } from '../api/record.ts';
import { cellVolume } from './carrier-density.ts';
import { parseFormula } from './formula.ts';

/** Atoms per volume [1/m3] between which all solids lie: caesium has 8.4e27, diamond 1.76e29. */
const [LEAST, MOST] = [5e27, 2.5e29];

/**
 * Says why formula and cell can't belong together, by the atoms per volume n = Σx Z/V: a cell ten times too long, or Z left out. Undefined where they
 * may, and for a formula of one element, which may name the mobile ions alone.
 * @throws carrier/formula, carrier/cell
 */
export function doubtfulPacking(formula: string, cell: Cell): string | undefined {
  const atoms = parseFormula(formula);
  if (atoms.size < 2) return undefined;
  const perUnit = [...atoms.values()].reduce((sum, count) => sum + count, 0);
  const volume = cellVolume(cell);
  const n = (perUnit * (cell.Z ?? 1)) / volume;
  if (n >= LEAST && n <= MOST) return undefined;
  const cubic = (volume * 1e30).toPrecision(3);
  return `${formula} with ${cell.Z ?? 1} formula units in a cell of ${cubic} Å3 has ${n.toExponential(1)} atoms per m3, where solids have 5e27 to 2.5e29: check the cell’s unit and the number of formula units`;
}
