import { usageError, type IonwalkError } from '../errors.ts';
import { constants } from '../physics/constants.ts';
import { parseUnit, type ParsedUnit } from './parse-unit.ts';
import type { Dimension } from './unit-table.ts';

/**
 * Value of a quantity in another unit of the same dimension: 27 degC is 300.15 K. An energy per particle (eV) and one per mole (J/mol)
 * are converted by Avogadro's constant. `A` is read as ångström where ampere doesn't fit.
 * @throws units/unknown, units/dimension
 */
export function convertUnit(value: number, from: string, to: string): number {
  if (from === to) return value;
  const { source, target, factor } = relate(from, to);
  return unscale(scale(value * factor, source.factor) + source.offset - target.offset, target.factor);
}

/** Same for a difference or an uncertainty: the zero of a temperature scale plays no part. */
export function convertDifference(value: number, from: string, to: string): number {
  if (from === to) return value;
  const { source, target, factor } = relate(from, to);
  return unscale(scale(value * factor, source.factor), target.factor);
}

/** True where two units measure the same thing; false for an unknown unit. */
export function sameDimension(a: string, b: string): boolean {
  try {
    relate(a, b);
    return true;
  } catch {
    return false;
  }
}

interface Relation {
  readonly source: ParsedUnit;
  readonly target: ParsedUnit;
  /** 1, or Avogadro's constant between particle and mole. */
  readonly factor: number;
}

function relate(from: string, to: string): Relation {
  const target = parseUnit(to);
  const candidates = [parseUnit(from), ...(/A/.test(from) ? [parseUnit(from, { angstrom: true })] : [])];
  for (const source of candidates) if (equal(source.dimension, target.dimension)) return { source, target, factor: 1 };
  for (const source of candidates) {
    const moles = molarDifference(source.dimension, target.dimension);
    if (moles !== 0) return { source, target, factor: constants.N_A ** moles };
  }
  throw dimensionError(from, to);
}

// 25 um is 2.5e-5 m, not 2.4999999999999998e-5: dividing by the whole number 1e6 rounds once, multiplying by 1e-6 twice.
function scale(value: number, factor: number): number {
  const inverse = wholeInverse(factor);
  return inverse === undefined ? value * factor : value / inverse;
}
function unscale(value: number, factor: number): number {
  const inverse = wholeInverse(factor);
  return inverse === undefined ? value / factor : value * inverse;
}
function wholeInverse(factor: number): number | undefined {
  const inverse = Math.round(1 / factor);
  return factor < 1 && inverse < 1e22 && Math.abs(inverse * factor - 1) < 1e-14 ? inverse : undefined;
}

const equal = (a: Dimension, b: Dimension): boolean => a.every((power, i) => power === b[i]);

/** Of two energies that differ in one mole only: +1 from particle to mole, −1 back; 0 otherwise. */
function molarDifference(from: Dimension, to: Dimension): number {
  const energy: Dimension = [2, 1, -2, 0, 0, 0, 0];
  const same = energy.every((power, i) => i === 5 || (power === from[i] && power === to[i]));
  const moles = from[5] - to[5];
  return same && Math.abs(moles) === 1 ? moles : 0;
}

function dimensionError(from: string, to: string): IonwalkError {
  return usageError('units/dimension', `'${from}' can't be converted to '${to}'`, { fix: `give a value in ${to} or a multiple of it` });
}
