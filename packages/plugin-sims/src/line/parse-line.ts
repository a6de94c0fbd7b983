import { usageError } from '@ionwalk/core';

/** A straight line in pixel coordinates: x to the right, y down, (0, 0) the outer corner of the first pixel. */
export interface PixelLine {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Reads `x0,y0:x1,y1`; undefined for an empty text. Throws `sims/line` for anything else and for a line without length. */
export function parseLine(text: string): PixelLine | undefined {
  if (text.trim() === '') return undefined;
  const numbers = text.split(/[,:]/).map((part) => (part.trim() === '' ? NaN : Number(part)));
  const [x0, y0, x1, y1] = numbers as [number, number, number, number];
  const shaped = /^[^,:]+,[^,:]+:[^,:]+,[^,:]+$/.test(text.trim());
  if (!shaped || numbers.some((n) => !Number.isFinite(n)) || (x0 === x1 && y0 === y1)) {
    throw usageError('sims/line', `'${text}' isn't a line of two different points`, {
      where: 'option --line',
      fix: 'write x0,y0:x1,y1 in pixels, for example --line 0,128:256,128',
    });
  }
  return { x0, y0, x1, y1 };
}
