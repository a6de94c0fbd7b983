/** Round numbers in an interval, and the decimals that tell them apart. */
export interface RoundSteps {
  readonly values: readonly number[];
  readonly decimals: number;
}

/**
 * Multiples of 1, 2 or 5 times a power of ten within [low, high], the step chosen so that there are about `count` of them.
 * Needs low < high, both well below 1e300 and further apart than rounding.
 */
export function roundSteps([low, high]: readonly [number, number], count: number): RoundSteps {
  const wanted = (high - low) / count;
  let power = Math.floor(Math.log10(wanted));
  const lead = wanted / 10 ** power;
  // The step nearest on a logarithmic scale.
  let digit = lead >= Math.SQRT1_2 * 10 ? 10 : lead >= Math.sqrt(10) ? 5 : lead >= Math.SQRT2 ? 2 : 1;
  if (digit === 10) [digit, power] = [1, power + 1];
  // Dividing by a whole power of ten keeps 0.3 from becoming 0.30000000000000004.
  const multiple = (i: number): number => (power >= 0 ? i * digit * 10 ** power : (i * digit) / 10 ** -power);
  const step = multiple(1);
  const values: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i <= high / step + 1e-9; i++) values.push(multiple(i) + 0);
  return { values, decimals: Math.max(-power, 0) };
}
