import { inputError, type Variable } from '@ionwalk/core';
import type { TableColumns } from './table-columns.ts';

const NAMES = ['na', 'nb', 'nc'] as const;

/**
 * Directions of the gradients in the axes of a single crystal, from columns `na`, `nb`, `nc` of any length, made unit vectors; none where the table has none of the columns.
 * @throws nmr/table-column – one or two of the three; nmr/table-value – a vector of length 0
 */
export function directions(columns: TableColumns): Partial<Record<(typeof NAMES)[number], Variable>> {
  if (!NAMES.some((name) => columns.has(name))) return {};
  const [a, b, c] = NAMES.map((name) => columns.required(name, undefined)) as [Float64Array, Float64Array, Float64Array];
  const length = a.map((value, i) => Math.hypot(value, b[i] as number, c[i] as number));
  const bad = length.findIndex((value) => !(value > 0 && Number.isFinite(value)));
  if (bad >= 0)
    throw inputError('nmr/table-value', `na, nb, nc of data row ${bad + 1} are no direction`, {
      where: columns.path,
      fix: 'give the direction of the gradient along the axes a, b, c in every row',
    });
  const unit = (values: Float64Array): Variable => ({ values: values.map((value, i) => value / (length[i] as number)) });
  return { na: unit(a), nb: unit(b), nc: unit(c) };
}
