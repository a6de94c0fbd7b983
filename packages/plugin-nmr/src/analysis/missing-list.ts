import { usageError, type Dataset } from '@ionwalk/core';
import { metaText } from './meta-text.ts';

/**
 * The error `nmr/array` for arrayed data whose steps are only numbers of rows: which list is missing and where it was expected; undefined where the
 * data are stepped in something else that has a name.
 * @param wanted – the list of the analysis, where the pulse program steps none; @param otherwise – another way out
 */
export function missingList(data: Dataset, wanted: string, otherwise: string): Error | undefined {
  const stepped = metaText(data, 'listMissing');
  if (metaText(data, 'arrayName') !== 'row' && stepped === undefined) return undefined;
  if (metaText(data, 'vendor') === 'Varian')
    return usageError('nmr/array', 'procpar has no arrayed number that says what was stepped from row to row', {
      where: 'procpar: array',
      fix: `give the procpar of this experiment${otherwise}`,
    });
  const list = stepped ?? wanted;
  const folder = metaText(data, 'listFolder') ?? '';
  const place = `${folder}${list}`;
  const program = stepped === undefined ? '' : ' (the pulse program steps it)';
  return usageError(
    'nmr/array',
    `${list} is missing${program}, expected ${folder === '' ? 'beside ser in the EXPNO folder' : `at ${place}`}: nothing says what was stepped from row to row`,
    { where: place, fix: `copy ${list} of this experiment beside ser${otherwise}` },
  );
}
