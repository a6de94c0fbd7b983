import { plain, sup, type RichText } from './text/rich-text.ts';
import { unitLabel } from './units/unit-label.ts';

/**
 * Value with its standard uncertainty in brackets, in ASCII: `9.2(8)e-8 cm2/s`, `912(9) Ohm`. The uncertainty has one digit, two when the first is a 1.
 * @param u absolute standard uncertainty in the unit of the value; `null` or `undefined`: unknown, then three digits and no brackets; 0: exact, as it is
 * Non-finite values give `—`.
 */
export function formatQuantity(value: number, u: number | null | undefined, unit: string): string {
  const parts = bracket(value, u);
  if (parts === undefined) return '—';
  const exponent = parts.exponent === 0 ? '' : `e${parts.exponent}`;
  const symbol = unit === '1' || unit === '' ? '' : ` ${unit}`;
  return `${parts.mantissa}${exponent}${symbol}`;
}

/** The same as rich text: 9.2(8) × 10⁻⁸ cm² s⁻¹ with a real superscript. */
export function formatQuantityRich(value: number, u: number | null | undefined, unit: string): RichText {
  const parts = bracket(value, u);
  if (parts === undefined) return [plain('—')];
  const mantissa = plain(parts.mantissa.replace('-', '−'));
  const power = parts.exponent === 0 ? [] : [plain(' × 10'), sup(String(parts.exponent).replace('-', '−'))];
  const label = unitLabel(unit);
  return [mantissa, ...power, ...(label.length === 0 ? [] : [plain('\u00a0'), ...label])];
}

interface Bracketed {
  readonly mantissa: string;
  readonly exponent: number;
}

function bracket(value: number, u: number | null | undefined): Bracketed | undefined {
  if (!Number.isFinite(value)) return undefined;
  if (u === 0) return exact(value);
  const known = u !== null && u !== undefined && Number.isFinite(u) && u > 0;
  const largest = Math.max(Math.abs(value), known ? u : 0);
  if (largest === 0) return { mantissa: '0', exponent: 0 };
  let place = known ? lastPlace(u) : decade(value) - 2;
  // Rounding may carry into a further digit (9.996 → 10.0): then one digit fewer is wanted.
  if (!known && decade(roundTo(value, place)) > decade(value)) place++;
  const top = Math.max(decade(roundTo(value, place)), place);
  const scientific = top >= 5 || top < -3 || place > 0;
  const exponent = scientific ? top : 0;
  const decimals = exponent - place;
  const mantissa = scaled(value, exponent).toFixed(Math.max(decimals, 0));
  if (!known) return { mantissa, exponent };
  return { mantissa: `${mantissa}(${Math.round(scaled(u, place))})`, exponent };
}

function exact(value: number): Bracketed {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const power = Number(exponent);
  return power >= 5 || power < -3 ? { mantissa, exponent: power } : { mantissa: String(value), exponent: 0 };
}

/** Power of ten of the last digit kept: 0.083 → −2 (8), 0.0132 → −3 (13). */
function lastPlace(u: number): number {
  const power = decade(u);
  const lead = scaled(u, power);
  if (lead < 1.95) return power - 1;
  return lead >= 9.5 ? power : power;
}

function decade(value: number): number {
  return value === 0 ? -324 : Number(value.toExponential().split('e')[1]);
}

/** value · 10^−power through decimal text: exact where a product isn't. */
function scaled(value: number, power: number): number {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  return Number(`${mantissa}e${Number(exponent) - power}`);
}

const roundTo = (value: number, place: number): number => Number(`${Math.round(scaled(value, place))}e${place}`);
