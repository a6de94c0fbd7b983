import type { IonwalkError } from '../../errors.ts';

export type Fields = Readonly<Record<string, unknown>>;
/** Makes the error of one record, its place included. */
export type Fail = (code: string, message: string, fix: string) => IonwalkError;

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
export const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
/** A value as an error shows it. */
export const show = (value: unknown): string =>
  value === undefined
    ? 'missing'
    : typeof value === 'string'
      ? `'${value.slice(0, 60)}'`
      : (JSON.stringify(value) ?? typeof value).slice(0, 60);

/** A number not negative, or null where nothing is stated. */
export function readUncertainty(name: string, u: unknown, fail: Fail): number | null {
  if (u === undefined || u === null) return null;
  if (!isNumber(u) || u < 0) {
    throw fail(
      'record/uncertainty',
      `${name} is ${show(u)}`,
      'u is the standard uncertainty of ln(value): not negative, or null where unknown',
    );
  }
  return u;
}
