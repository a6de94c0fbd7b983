import type { SpectrumRows } from './spectrum-rows.ts';

/** Rows named in a message; beyond them an ellipsis stands. */
const NAMED = 6;

/** Where rows stand, for a diagnostic: `lines 3, 7` (or points, in a file without lines), and the place of the first one. */
export function rowPlace(rows: SpectrumRows, index: readonly number[]): { readonly named: string; readonly where: string } {
  const counted = rows.counted ?? 'line';
  const numbers = index.slice(0, NAMED).map((row) => rows.lines[row] ?? 0);
  const named = `${counted}${index.length > 1 ? 's' : ''} ${numbers.join(', ')}${index.length > NAMED ? ', …' : ''}`;
  return { named, where: `${rows.path}:${counted === 'point' ? ' point ' : ''}${numbers[0] ?? 0}` };
}
