/**
 * Least squares ln y = a − (E/k)(1/T − 1/T_p) from decimal text in 80-digit integer arithmetic: shares no code and no rounding with what it
 * checks. 1/T_p is the mean of 1/T; s² comes from the residuals.
 */
export interface ExactLine {
  readonly pivot: number;
  readonly value: number;
  readonly slope: number;
  readonly uValue: number;
  readonly uSlope: number;
}

const ONE = 10n ** 80n;

export function exactLine(T: readonly string[], y: readonly string[]): ExactLine {
  const n = BigInt(T.length);
  const x = T.map((text) => divide(ONE, fixed(text)));
  const ln = y.map((text) => logarithm(fixed(text)));
  const mean = (values: readonly bigint[]): bigint => values.reduce((sum, value) => sum + value, 0n) / n;
  const [mx, my] = [mean(x), mean(ln)];
  const dx = x.map((value) => value - mx);
  const dy = ln.map((value) => value - my);
  const sum = (a: readonly bigint[], b: readonly bigint[]): bigint =>
    a.reduce((total, value, i) => total + multiply(value, b[i] as bigint), 0n);
  const sxx = sum(dx, dx);
  const slope = divide(sum(dx, dy), sxx);
  const residuals = dy.map((value, i) => value - multiply(slope, dx[i] as bigint));
  const s2 = sum(residuals, residuals) / (n - 2n);
  return {
    pivot: toNumber(divide(ONE, mx)),
    value: toNumber(my),
    slope: toNumber(slope),
    uValue: Math.sqrt(toNumber(s2 / n)),
    uSlope: Math.sqrt(toNumber(divide(s2, sxx))),
  };
}

const multiply = (a: bigint, b: bigint): bigint => (a * b) / ONE;
const divide = (a: bigint, b: bigint): bigint => (a * ONE) / b;

/** Decimal text such as `2.317818e-10`, exactly. */
function fixed(text: string): bigint {
  const [, sign, whole = '', fraction = '', exponent = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text.trim()) ?? [];
  if (whole + fraction === '') throw new Error(`'${text}' is no number`);
  const shift = 80 + Number(exponent) - fraction.length;
  const digits = BigInt(whole + fraction);
  const value = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign === '-' ? -value : value;
}

/** ln v = m ln 2 + 2 artanh((w − 1)/(w + 1)), v = w 2^m, w near 1. */
function logarithm(value: bigint): bigint {
  let [w, m] = [value, 0n];
  for (; w * 3n > ONE * 4n; m++) w /= 2n;
  for (; w * 3n < ONE * 2n; m--) w *= 2n;
  return artanh2(w) + m * artanh2(2n * ONE);
}

function artanh2(w: bigint): bigint {
  const z = divide(w - ONE, w + ONE);
  const z2 = multiply(z, z);
  let [sum, power] = [0n, z];
  for (let k = 1n; power !== 0n; k += 2n) {
    sum += power / k;
    power = multiply(power, z2);
  }
  return 2n * sum;
}

/** To double precision, whatever the size. */
function toNumber(value: bigint): number {
  const text = value.toString().replace('-', '');
  const number = Number(`${text.slice(0, 25)}e${text.length - Math.min(25, text.length) - 80}`);
  return value < 0n ? -number : number;
}
