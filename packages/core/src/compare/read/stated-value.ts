import { inputError, isIonwalkError } from '../../errors.ts';
import { convertUnit } from '../../units/convert-unit.ts';
import type { QuantityColumn, TemperatureColumn } from './quantity-column.ts';

const READ_AS_IT_IS = ['m2/s', 'cm2/s', 'S/m', 'S/cm', '1'];
const ZERO_CELSIUS = 273.15;

/** A value and its unit as a record takes them. */
export interface StatedValue {
  readonly value: number | string | undefined;
  readonly unit: string | undefined;
}

/**
 * The value of a record from what a column states: out of its logarithm, divided by T where it is σT, in a unit that records take.
 * Text that is no number stays text, so that the check of the record names it.
 * @throws record/unit – a unit that is no diffusivity or conductivity, times a temperature for σT
 */
export function statedValue(
  column: QuantityColumn,
  stated: number | string | undefined,
  unit: string | undefined,
  T: number | string | undefined,
  where: string,
): StatedValue {
  if (typeof stated !== 'number') return { value: stated, unit };
  const value = column.log === null ? stated : column.log === 'ln' ? Math.exp(stated) : 10 ** stated;
  if (!column.timesT) return { value, unit: READ_AS_IT_IS.find((one) => unit !== undefined && isSameUnit(unit, one)) ?? unit };
  const si = unit === undefined ? undefined : ['S.K/m', 'm2.K/s'].find((one) => converts(unit, one));
  if (si === undefined) {
    throw inputError('record/unit', `a value times temperature is in ${unit === undefined ? 'no stated unit' : `'${unit}'`}`, {
      where,
      fix: 'state it in the header, like sigmaT (S K/cm)',
    });
  }
  if (typeof T !== 'number' || !(T > 0)) return { value: String(stated), unit };
  return { value: convertUnit(value, unit as string, si) / T, unit: si === 'S.K/m' ? 'S/m' : 'm2/s' };
}

/** One unit in two spellings: `S cm^-1` and `S/cm`. What no record takes is left to its check. */
const isSameUnit = (one: string, other: string): boolean => one === other || (converts(one, other) && convertUnit(1, one, other) === 1);

function converts(from: string, to: string): boolean {
  try {
    convertUnit(1, from, to);
    return true;
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    return false;
  }
}

/** Kelvins from T in K or degC, or from 1/T and 1000/T in 1/K. @throws record/temperature – another unit */
export function statedTemperature(
  { per }: TemperatureColumn,
  stated: number | string | undefined,
  unit: string | undefined,
  where: string,
): number | string | undefined {
  const wrong = (fix: string): Error => inputError('record/temperature', `the unit of T is '${unit}'`, { where, fix });
  if (per !== null) {
    if (unit !== undefined && !/^(1\/K|K\^?-1|K⁻¹|1\/kK|kK\^?-1)$/.test(unit)) throw wrong('write 1/T and 1000/T per kelvin: 1/K');
    return typeof stated === 'number' ? per / stated : stated;
  }
  if (unit === undefined || unit === 'K') return stated;
  if (/^(degC|°C|℃|C|Cel)$/.test(unit)) return typeof stated === 'number' ? stated + ZERO_CELSIUS : stated;
  throw wrong('write K or degC');
}
