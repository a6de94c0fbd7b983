import type { ReadContext } from '@ionwalk/core';

/** A count in a header is a claim: where the rows say otherwise, they are read and the difference is the diagnostic `eis/row-count`. */
export function checkRowCount(claimed: number, there: number, where: string, ctx: ReadContext): void {
  if (Number.isInteger(claimed) && claimed === there) return;
  const said = Number.isInteger(claimed) && claimed >= 0 ? `announces ${claimed} rows` : 'announces no readable number of rows';
  ctx.warn('eis/row-count', `the header ${said}, ${there} are there`, where);
}
