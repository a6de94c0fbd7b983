const [ZERO, NINE, PLUS, MINUS, POINT, COMMA, BLANK, RETURN] = [48, 57, 43, 45, 46, 44, 32, 13];
/** Powers of ten that a double holds exactly. */
const POWERS: Float64Array = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
/** Digits of a whole number that a double holds exactly, whatever they are. */
const DIGITS = 15;

/**
 * The number in a part of a line where it is plain: up to 15 digits and a decimal exponent within ±22. Such a number is a quotient or product of two exact ones, so the
 * result is that of `Number`, without making a string of it first. NaN for all else, which is not to say that it is no number.
 */
export function plainNumber(line: string, from: number, to: number, decimalComma: boolean): number {
  let at = from;
  while (at < to && line.charCodeAt(at) === BLANK) at++;
  while (to > at && (line.charCodeAt(to - 1) === BLANK || line.charCodeAt(to - 1) === RETURN)) to--;
  let char = at < to ? line.charCodeAt(at) : 0;
  const negative = char === MINUS;
  if (negative || char === PLUS) at++;
  let mantissa = 0;
  let digits = 0;
  let seen = 0;
  let exponent = 0;
  let point = false;
  for (; at < to; at++) {
    char = line.charCodeAt(at);
    if (char >= ZERO && char <= NINE) {
      seen++;
      if (digits > 0 || char !== ZERO) digits++;
      mantissa = 10 * mantissa + (char - ZERO);
      if (point) exponent--;
    } else if (!point && (char === POINT || (decimalComma && char === COMMA))) point = true;
    else break;
  }
  if (seen === 0 || digits > DIGITS) return NaN;
  if (at < to) {
    // e or E
    if ((char | 32) !== 101) return NaN;
    char = ++at < to ? line.charCodeAt(at) : 0;
    const below = char === MINUS;
    if (below || char === PLUS) at++;
    if (at >= to || to - at > 3) return NaN;
    let power = 0;
    for (; at < to; at++) {
      char = line.charCodeAt(at);
      if (!(char >= ZERO && char <= NINE)) return NaN;
      power = 10 * power + (char - ZERO);
    }
    exponent += below ? -power : power;
  }
  if (exponent < -22 || exponent > 22) return NaN;
  const value = exponent < 0 ? mantissa / POWERS[-exponent]! : mantissa * POWERS[exponent]!;
  return negative ? -value : value;
}
