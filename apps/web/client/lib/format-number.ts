/** A number as it is set: `9.2(8)` times ten to the `exponent`, written as a real superscript by `Num.svelte`. */
export interface ShownNumber {
  readonly mantissa: string;
  /** null: no power of ten is written. */
  readonly exponent: number | null;
}

/**
 * Value with its standard uncertainty in brackets, in units of the last digit: one digit of uncertainty, two where it begins with 1.
 * Without an uncertainty: `digits` significant digits. Not finite: an en dash, never `NaN`.
 */
export function formatNumber(value: number, u: number | null = null, digits = 3): ShownNumber {
  if (!Number.isFinite(value)) return { mantissa: '–', exponent: null };
  if (value === 0 && u === null) return { mantissa: '0', exponent: null };
  const known = u !== null && Number.isFinite(u) && u > 0 ? u : null;
  const size = Math.max(Math.abs(value), known ?? 0);
  const order = Math.floor(Math.log10(size));
  const plain = order >= -2 && order < 4;
  const first = known === null ? withDigits(value, plain ? 0 : order, digits) : withBracket(value, known, plain ? 0 : order);
  if (first) return first;
  return (
    (known === null ? withDigits(value, order, digits) : withBracket(value, known, order)) ?? {
      mantissa: value.toExponential(2),
      exponent: null,
    }
  );
}

/** The same in one line of text, for labels and the clipboard: `9.2(8)e-8`. */
export function numberText(value: number, u: number | null = null, digits = 3): string {
  const { mantissa, exponent } = formatNumber(value, u, digits);
  return exponent === null ? mantissa : `${mantissa}e${exponent}`;
}

function withDigits(value: number, exponent: number, digits: number): ShownNumber {
  const scaled = scale(value, exponent);
  const rounded = Math.abs(Number(scaled.toPrecision(digits)));
  const own = rounded === 0 ? 0 : Math.floor(Math.log10(rounded));
  const text = minus(scaled.toFixed(Math.max(0, digits - 1 - own)));
  if (exponent !== 0 && /^−?10(\.0*)?$/.test(text)) return withDigits(value, exponent + 1, digits);
  return { mantissa: text, exponent: exponent === 0 ? null : exponent };
}

/** undefined when the uncertainty is larger than the last digit before the point: then a power of ten is needed. */
function withBracket(value: number, u: number, exponent: number): ShownNumber | undefined {
  const scaled = scale(u, exponent);
  const place = -Math.floor(Math.log10(scaled));
  const leading = Math.floor(scaled * 10 ** place + 1e-9);
  const decimals = place + (leading === 1 ? 1 : 0);
  if (decimals < 0)
    return exponent === 0 ? undefined : { mantissa: `${minus(scale(value, exponent).toFixed(0))}(${scaled.toFixed(0)})`, exponent };
  const bracket = Math.round(scaled * 10 ** decimals);
  const text = scale(value, exponent).toFixed(decimals);
  if (exponent !== 0 && /^-?10(\.0*)?$/.test(text)) return withBracket(value, u, exponent + 1);
  const shown = decimals > 0 && bracket >= 10 ** decimals ? scaled.toFixed(decimals) : String(bracket);
  return { mantissa: `${minus(text)}(${shown})`, exponent: exponent === 0 ? null : exponent };
}

/** Dividing by an exact power of ten is correctly rounded; multiplying by a negative power is not. */
const scale = (value: number, exponent: number): number => (exponent >= 0 ? value / 10 ** exponent : value * 10 ** -exponent);
const minus = (text: string): string => text.replace('-', '−');
