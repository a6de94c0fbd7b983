import { parseQuantity, usageError } from '@ionwalk/core';

/**
 * Peak gradients [T/m] from text: numbers apart by commas, blanks or lines, each with or without a unit; lines that begin with `#` count for nothing.
 * @throws nmr/gradients – not one per row, or no number
 */
export function parseGradients(text: string, rows: number): Float64Array {
  const items = text
    .split('\n')
    .filter((line) => !line.trim().startsWith('#'))
    .flatMap((line) => line.split(/[,;\s]+/))
    .filter((item) => item !== '');
  if (items.length !== rows) throw badGradients(`${items.length} gradients for ${rows} points`);
  const values = items.map((item) => parseQuantity(item, 'T/m').value);
  if (values.some((value) => !Number.isFinite(value))) throw badGradients('a gradient is not a finite number');
  return Float64Array.from(values);
}

const badGradients = (message: string): Error =>
  usageError('nmr/gradients', message, {
    where: 'option --gradients',
    fix: 'give one peak gradient per row in T/m, like --gradients "0.5,1,1.5,2"',
  });
