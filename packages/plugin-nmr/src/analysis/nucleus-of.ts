import { nuclide, usageError, type Dataset } from '@ionwalk/core';
import { metaText } from './meta-text.ts';

/**
 * The nucleus that was typed, else the one the data state.
 * @throws nmr/nucleus – the typed one is none of the table
 */
export function nucleusOf(data: Dataset, typed: string): string | undefined {
  const name = typed.trim() || metaText(data, 'nucleus');
  if (typed.trim() !== '' && !nuclide(typed))
    throw usageError('nmr/nucleus', `'${typed}' is no nucleus of the table`, {
      where: 'option --nucleus',
      fix: 'give it like --nucleus 7Li',
    });
  return name;
}
