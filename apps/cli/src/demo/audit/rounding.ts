/** A printed number and half a unit of its last printed digit. */
export interface Printed {
  readonly value: number;
  readonly half: number;
}

/** Reads a number as printed, `1.4e-11`: half a unit of the last digit is its rounding error. `exact` numbers have none. */
export function printed(text: string): Printed {
  const match = /^([+-]?\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!match) throw new TypeError(`'${text}' is not a printed number`);
  const exponent = Number(match[3] ?? 0) - (match[2]?.length ?? 0);
  return { value: Number(text), half: 0.5 * 10 ** exponent };
}

export const exact = (value: number): Printed => ({ value, half: 0 });

/** Range of a formula while every input moves within its rounding: evaluated at all corners, which is enough where it is monotone in each. */
export function roundingRange(formula: (...inputs: number[]) => number, inputs: readonly Printed[]): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (let corner = 0; corner < 2 ** inputs.length; corner++) {
    const value = formula(...inputs.map((input, i) => input.value + (corner & (1 << i) ? input.half : -input.half)));
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return [low, high];
}

const FACTORS: readonly (readonly [string, number])[] = [
  ['2', 2],
  ['3', 3],
  ['4', 4],
  ['6', 6],
  ['2π', 2 * Math.PI],
  ...Array.from({ length: 5 }, (_, i) => [`1e${i + 1}`, 10 ** (i + 1)] as const),
];

/** The simplest factor by which a stated number differs from the range, `3` or `1/3`; undefined where none of the usual ones does. */
export function simplestFactor(stated: number, range: readonly [number, number]): string | undefined {
  for (const [name, factor] of FACTORS) {
    if (stated * factor >= range[0] && stated * factor <= range[1]) return name;
    if (stated / factor >= range[0] && stated / factor <= range[1]) return `1/${name}`;
  }
  return undefined;
}
