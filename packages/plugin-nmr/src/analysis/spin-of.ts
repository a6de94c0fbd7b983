import { inputError, nuclide, type AnalysisContext, type Dataset } from '@ionwalk/core';
import { metaText } from './meta-text.ts';

const NAMES: Readonly<Record<number, string>> = { 0: '0', 0.5: '1/2', 1: '1', 1.5: '3/2', 2.5: '5/2', 3.5: '7/2' };

/**
 * The nuclear spin of a quadrupolar line shape as `3/2`: that of the nucleus the data name, or the one typed where they name none or the user gave
 * one; a contradiction is said.
 * @throws nmr/spin – a nucleus without a quadrupole moment, or of a spin that isn't modelled
 */
export function spinOf(data: Dataset, typed: string, ctx: AnalysisContext): string {
  const nucleus = nuclide(metaText(data, 'nucleus') ?? '');
  if (nucleus === undefined) return typed;
  const own = NAMES[nucleus.spin] ?? String(nucleus.spin);
  if (ctx.given('spin')) {
    if (typed !== own)
      ctx.warn('nmr/spin', `${nucleus.symbol} has spin ${own}; the pattern is that of spin ${typed}, as --spin says`, 'option --spin');
    return typed;
  }
  if (nucleus.spin < 1) {
    throw inputError('nmr/spin', `${nucleus.symbol} has spin ${own}: no quadrupole coupling shapes its line`, {
      where: data.title,
      fix: 'give --interaction csa for the anisotropy of its shift',
    });
  }
  if (!['1', '3/2', '5/2'].includes(own)) {
    throw inputError('nmr/spin', `${nucleus.symbol} has spin ${own}, which is not modelled`, {
      where: data.title,
      fix: 'patterns of spin 1, 3/2 and 5/2 are; with --spin another is taken knowingly',
    });
  }
  return own;
}
