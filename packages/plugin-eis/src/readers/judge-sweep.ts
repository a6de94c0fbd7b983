import type { ReadContext } from '@ionwalk/core';
import { rowPlace } from './row-place.ts';
import { signTurned } from './sign-evidence.ts';
import type { SpectrumRows } from './spectrum-rows.ts';

/**
 * Says what is odd about the sweep made of the rows `index`, which is read as it is: `eis/frequency-repeated`, `eis/frequency-order` for turns,
 * `eis/sign-doubtful` where the real part contradicts the sign of the imaginary one.
 */
export function judgeSweep(rows: SpectrumRows, index: readonly number[], ctx: ReadContext): void {
  const seen = new Set<number>();
  const repeated: number[] = [];
  const turns: number[] = [];
  let direction = 0;
  let before = NaN;
  for (const row of index) {
    const f = rows.frequency[row] as number;
    if (seen.has(f)) repeated.push(row);
    seen.add(f);
    const step = Math.sign(f - before) || 0;
    if (step !== 0 && direction !== 0 && step !== direction) turns.push(row);
    if (step !== 0) direction = step;
    before = f;
  }
  const say = (code: string, message: string, at: readonly number[]): void => {
    const { named, where } = rowPlace(rows, at);
    ctx.warn(code, `${message} (${named})`, where);
  };
  if (repeated.length > 0) say('eis/frequency-repeated', `${repeated.length} points repeat a frequency`, repeated);
  if (turns.length > 0) say('eis/frequency-order', `the frequency turns round ${turns.length} times`, turns);
  const pick = (values: readonly number[]): number[] => index.map((row) => values[row] as number);
  if (signTurned(pick(rows.frequency), pick(rows.re), pick(rows.im)))
    ctx.warn(
      'eis/sign-doubtful',
      `the imaginary part looks as if its sign were turned; ${rows.signFix ?? "export it again, or write a table with the columns f, Z', -Z''"}`,
      rowPlace(rows, index).where,
    );
}
