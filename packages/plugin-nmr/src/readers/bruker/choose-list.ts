import type { Context } from '@ionwalk/core';
import type { ListName } from './array-list.ts';

/** How a pulse program steps through each list. */
const MARKS: readonly (readonly [ListName, RegExp])[] = [
  ['difflist', /\bigrad\b|<\$?difflist>|<Difframp>/i],
  ['vdlist', /\bivd\b|<\$?vdlist>|^[ \t]*vd\b/im],
  ['vplist', /\bivp\b|<\$?vplist>|^[ \t]*\(?vp\b/im],
  ['vclist', /\bivc\b|<\$?vclist>|\blo to \w+ times c\b/im],
];

/**
 * The list that was stepped: the only one in the folder, else the one the pulse program steps, else the first of difflist, vdlist, vplist,
 * vclist with a diagnostic `nmr/list-ambiguous` (an EXPNO may keep lists of earlier experiments). Undefined without any.
 */
export function chooseList(has: (file: string) => boolean, pulseProgram: string, ctx: Pick<Context, 'warn'>): ListName | undefined {
  const there = MARKS.filter(([name]) => has(name));
  if (there.length <= 1) return there[0]?.[0];
  const stepped = there.filter(([, mark]) => mark.test(pulseProgram));
  if (stepped.length === 1) return stepped[0]?.[0];
  const chosen = (stepped[0] ?? there[0])?.[0];
  ctx.warn(
    'nmr/list-ambiguous',
    `${there.map(([name]) => name).join(', ')} are there and the pulse program steps no single one: ${chosen} is taken`,
    'pulseprogram',
  );
  return chosen;
}

/** The first list a pulse program steps where none of those it steps is there; undefined where one is, or it names none. */
export function missingFromProgram(has: (file: string) => boolean, pulseProgram: string): ListName | undefined {
  const stepped = MARKS.filter(([, mark]) => mark.test(pulseProgram)).map(([name]) => name);
  return stepped.some(has) ? undefined : stepped[0];
}
