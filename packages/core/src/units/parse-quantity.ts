import { usageError } from '../errors.ts';
import { convertDifference, convertUnit } from './convert-unit.ts';

export interface Quantity {
  /** In the unit asked for. */
  readonly value: number;
  /** Standard uncertainty in that unit, where one was typed in brackets. */
  readonly u?: number;
  /** True where no unit was typed and the one asked for was taken. */
  readonly assumed?: true;
}

// Mantissa, uncertainty of the last digits in brackets or after ±, power of ten, unit.
const QUANTITY =
  /^([+-]?(?:\d+(?:\.\d*)?|\.\d+))(?:\((\d+(?:\.\d*)?|\.\d+)\)|\s*(?:±|\+\/?-)\s*(\d+(?:\.\d*)?|\.\d+))?(e[+-]?\d+)?\s*(.*)$/i;

/**
 * Reads what people type, `0.785cm2`, `27degC`, `59h`, `3.87A`, `1.02(2)mm`, `5.0e27 m-3`, into the unit asked for.
 * A standard uncertainty in brackets counts in the last digits; `1.02±0.02mm` says the same. A bare number is taken in that unit and says so (`assumed`).
 * @throws units/number, units/unknown, units/dimension – all usage errors
 */
export function parseQuantity(text: string, unit: string): Quantity {
  const match = QUANTITY.exec(text.trim());
  if (!match) {
    throw usageError('units/number', `'${text}' is not a number with a unit`, {
      fix: `write it like 1.02${unit === '1' ? '' : unit} or 1.02(2)${unit === '1' ? '' : unit}`,
    });
  }
  const [, mantissa = '', bracket, plusMinus, exponent = '', typed = ''] = match;
  if (/^[,']\d/.test(typed)) {
    throw usageError('units/number', `'${text}' has no decimal point`, { fix: `write ${text.trim().replace(/[,']/, '.')}` });
  }
  const from = typed.trim() === '' ? unit : typed.trim();
  if (from === 'C' && unit === 'K') {
    throw usageError('units/dimension', `'${text}' is in coulomb, not a temperature`, {
      fix: `write ${text.trim().replace(/\s*C$/, 'degC')}`,
    });
  }
  const value = convertUnit(Number(mantissa + exponent), from, unit);
  const assumed = typed.trim() === '' && unit !== '1' && Number(mantissa) !== 0 ? { assumed: true as const } : {};
  if (plusMinus !== undefined) return { value, u: Math.abs(convertDifference(Number(plusMinus + exponent), from, unit)), ...assumed };
  if (bracket === undefined) return { value, ...assumed };
  // 1.02(2): in units of the last digit; 1.02(0.02): as it stands.
  const decimals = bracket.includes('.') ? 0 : (mantissa.split('.')[1]?.length ?? 0);
  const u = Math.abs(convertDifference(Number(`${bracket}e-${decimals}`) * Number(`1${exponent}`), from, unit));
  return { value, u, ...assumed };
}
