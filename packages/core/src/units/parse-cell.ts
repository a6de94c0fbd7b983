import type { Cell } from '../api/record.ts';
import { inputError } from '../errors.ts';
import { sameDimension } from './convert-unit.ts';
import { parseQuantity } from './parse-quantity.ts';

/**
 * Reads a unit cell as people type it: `3.87A` a cubic edge, `57.96A^3` a volume, `5.43A,5.89A,5.39A[,90,119.6,90]` edges and angles in degrees.
 * @param Z – formula units per cell
 * @throws carrier/cell
 */
export function parseCell(text: string, Z = 1): Cell {
  const parts = text.split(',').map((part) => part.trim());
  const unit = parts[0]?.replace(/^[+-]?[\d.]+(?:\([\d.]+\))?(?:e[+-]?\d+)?\s*/i, '') ?? '';
  if (parts.length === 1 && unit !== '' && sameDimension(unit, 'm3')) return { volume: parseQuantity(text, 'm3').value, Z };
  if (![1, 3, 6].includes(parts.length) || parts.slice(0, 3).some((part) => parseQuantity(part, 'm').assumed)) {
    throw inputError('carrier/cell', `'${text}' is no unit cell`, {
      fix: 'give a cubic edge (3.87A), a,b,c[,alpha,beta,gamma], or a volume (57.96A^3)',
    });
  }
  const [a, b, c] = parts.slice(0, 3).map((part) => parseQuantity(part, 'm').value);
  const [alpha, beta, gamma] = parts.slice(3).map((part) => parseQuantity(part.replace(/(deg|°)$/, ''), '1').value);
  const box = b === undefined || c === undefined ? { a: a as number } : { a: a as number, b, c };
  return alpha === undefined || beta === undefined || gamma === undefined ? { ...box, Z } : { ...box, alpha, beta, gamma, Z };
}

/** Relative standard uncertainty of the cell's volume from the brackets typed in it, `3.87(1)A`: edges taken as independent, one edge of a cube counted three times. */
export function cellVolumeUncertainty(text: string): number {
  const parts = text.split(',').map((part) => part.trim());
  const unit = parts.length === 1 && /(\^?3|³)\s*$/.test(parts[0] as string) ? 'm3' : 'm';
  const relative = parts.slice(0, 3).map((part) => {
    const { value, u = 0 } = parseQuantity(part, unit);
    return u / Math.abs(value);
  });
  return parts.length === 1 && unit === 'm' ? 3 * (relative[0] as number) : Math.hypot(...relative);
}
