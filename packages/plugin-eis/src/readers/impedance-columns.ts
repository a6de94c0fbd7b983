import { type ColumnRole, columnRole } from './column-roles.ts';

/** Which column of a table holds what; an undefined role isn't there. */
export interface ImpedanceColumns {
  readonly by: { readonly [R in ColumnRole['role']]?: { readonly index: number; readonly factor: number; readonly offset: number } };
  /** Columns with a known name but a unit that isn't one of theirs. */
  readonly badUnits: readonly { readonly header: string; readonly unit: string }[];
}

/** Roles of a header row; of two columns with one role the first counts. */
export function impedanceColumns(headers: readonly string[]): ImpedanceColumns {
  const by: { [R in ColumnRole['role']]?: { index: number; factor: number; offset: number } } = {};
  const badUnits: { header: string; unit: string }[] = [];
  headers.forEach((header, index) => {
    const role = columnRole(header);
    if (role === undefined) return;
    if ('unit' in role) badUnits.push({ header, unit: role.unit });
    else by[role.role] ??= { index, factor: role.factor, offset: role.offset };
  });
  return { by, badUnits };
}

/** Frequency with real and imaginary part, or with modulus and phase. */
export const isImpedance = ({ by }: ImpedanceColumns): boolean =>
  by.frequency !== undefined && ((by.re !== undefined && by.im !== undefined) || (by.modulus !== undefined && by.phase !== undefined));

/** Real and imaginary part of one row, from polar columns where there are no others. */
export function impedanceOf({ by }: ImpedanceColumns, value: (index: number) => number): [number, number] {
  if (by.re && by.im) {
    const re = value(by.re.index) * by.re.factor;
    const im = value(by.im.index) * by.im.factor;
    if (!(Number.isNaN(re) || Number.isNaN(im)) || !by.modulus || !by.phase) return [re, im];
  }
  if (!by.modulus || !by.phase) return [NaN, NaN];
  const modulus = value(by.modulus.index) * by.modulus.factor;
  const phase = (value(by.phase.index) * by.phase.factor * Math.PI) / 180;
  return [modulus * Math.cos(phase), modulus * Math.sin(phase)];
}
