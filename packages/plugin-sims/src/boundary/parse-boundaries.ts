import { parseQuantity, usageError } from '@ionwalk/core';

/** Positions of boundaries [m], ascending, from the repeated option `--boundary 25um`. Throws `sims/boundary-missing`, `sims/boundary-outside` (exit 2). */
export function parseBoundaries(text: string, x: Float64Array): number[] {
  const parts = text
    .split(/[\n,;]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 0) {
    throw usageError('sims/boundary-missing', 'no position of a boundary was given', {
      where: 'option --boundary',
      fix: 'give one or more, for example --boundary 25um',
    });
  }
  const [first, last] = [x[0] ?? NaN, x.at(-1) ?? NaN];
  const found = parts.map((part) => {
    const { value } = parseQuantity(part, 'm');
    if (!(value > first && value < last)) {
      throw usageError(
        'sims/boundary-outside',
        `a boundary at ${part} lies outside of the profile, which runs from ${first} to ${last} m`,
        {
          where: 'option --boundary',
          fix: 'give a position between the first and the last row',
        },
      );
    }
    return value;
  });
  return [...new Set(found)].sort((a, b) => a - b);
}
