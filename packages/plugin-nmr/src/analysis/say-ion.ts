import type { AnalysisContext } from '@ionwalk/core';
import { ionOf } from './ion-of.ts';

/** `nmr/ion` where the nucleus tells no ion: the records carry none, and a comparison refuses those. */
export function sayIon(nucleus: string | undefined, ctx: Pick<AnalysisContext, 'warn'>): void {
  if (ionOf(nucleus) !== null) return;
  ctx.warn(
    'nmr/ion',
    nucleus === undefined || nucleus === ''
      ? 'no nucleus is stated: the records name no ion and compare will refuse them; give it like --nucleus 7Li'
      : `${nucleus} is the nucleus of no mobile ion that is known here: the records name none and compare will refuse them; give that of the ion like --nucleus 7Li`,
    'option --nucleus',
  );
}
