import { inputError } from '@ionwalk/core';

/**
 * Where a window of a stack goes: `into` where it is large enough, else a new array of its length.
 * Throws `sims/window` for a window outside of the stack, and for a buffer too small.
 */
export function checkWindow(
  size: readonly number[],
  start: readonly number[],
  count: readonly number[],
  into: Float64Array | undefined,
  path: string,
): Float64Array {
  let length = 1;
  for (let d = 0; d < size.length; d++) {
    const [from, n] = [start[d] ?? NaN, count[d] ?? NaN];
    if (!Number.isInteger(from) || !Number.isInteger(n) || from < 0 || n < 0 || from + n > (size[d] as number)) {
      throw inputError(
        'sims/window',
        `window [${start.join(', ')}] + [${count.join(', ')}] lies outside of the stack [${size.join(', ')}]`,
        {
          where: path,
          fix: 'ask for a window inside of the stack',
        },
      );
    }
    length *= n;
  }
  if (into !== undefined && into.length < length) {
    throw inputError('sims/window', `the buffer holds ${into.length} numbers and the window ${length}`, {
      where: path,
      fix: 'give a buffer of the size of the window',
    });
  }
  return into ?? new Float64Array(length);
}
