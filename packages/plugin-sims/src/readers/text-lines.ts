import { decodeText, inputError, toNumber, type ReadContext, type Source } from '@ionwalk/core';

/** Exports are tables of a few megabytes: more text than this is something else. */
const MAX_BYTES = 1 << 27;

/** Lines of a text export. `complete`: the last line ends with a line end, so it wasn't cut. Throws `sims/text-size`. */
export async function readTextLines(source: Source, ctx: ReadContext): Promise<{ lines: string[]; complete: boolean }> {
  ctx.signal.throwIfAborted();
  const { blob, path } = source.main;
  if (blob.size > MAX_BYTES) {
    throw inputError('sims/text-size', `${blob.size} bytes are too many for a text export (at most ${MAX_BYTES})`, {
      where: path,
      fix: 'export fewer signals or a shorter range',
    });
  }
  const lines = decodeText(new Uint8Array(await blob.arrayBuffer())).split('\n');
  ctx.signal.throwIfAborted();
  const complete = lines.at(-1) === '';
  if (complete) lines.pop();
  return { lines, complete };
}

/** Number of a cell; NaN or an infinity where the cell says so (`inf`, `-nan(ind)`, `1.#QNAN`); undefined for what is no number at all. */
export function cellNumber(cell: string, decimalComma = false): number | undefined {
  const value = toNumber(cell, decimalComma);
  if (!Number.isNaN(value)) return value;
  return /^\s*[+-]?(nan(\([a-z]+\))?|1[.,]#(inf|qnan|snan|ind)0*)\s*$/i.test(cell) ? NaN : undefined;
}

/** True where numbers have a decimal comma: digits around commas, and nowhere digits around a point. */
export const hasDecimalComma = (rows: readonly string[]): boolean =>
  rows.some((row) => /\d,\d/.test(row)) && !rows.some((row) => /\d\.\d/.test(row));

/** `3, 7, 9, …`: the first few line numbers for a message. */
export const firstOf = (numbers: readonly number[]): string => numbers.slice(0, 5).join(', ') + (numbers.length > 5 ? ', …' : '');
