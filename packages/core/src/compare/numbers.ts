import { NOTE_CODES, type NoteCode } from './codes.ts';

/** Three significant figures as people write them; for sentences only. */
export function figures(value: number, digits = 3): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size >= 10 ** digits && size < 1e5) return value.toFixed(0);
  return size >= 1e-3 && size < 1e5 ? value.toPrecision(digits) : value.toExponential(digits - 1);
}

/** `298.15 K` */
export const kelvins = (T: number): string => `${Number(T.toFixed(2))} K`;

/** `0.96 (0.85 to 1.08)` */
export const interval = (value: number, lo: number, hi: number): string => `${figures(value)} (${figures(lo)} to ${figures(hi)})`;

/** The notes of a result as clauses of its sentence: `, brought to one temperature …, of different isotopes …`. */
export const noteClauses = (codes: readonly string[]): string => codes.map((code) => `, ${NOTE_CODES[code as NoteCode].says}`).join('');

/** A finite number or null. */
export const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);
