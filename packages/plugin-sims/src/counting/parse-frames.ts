import { usageError } from '@ionwalk/core';

/**
 * Indices of the frames that `5-40`, `3,7-9` or `12-` name, counted from 1; all of them for an empty text.
 * Throws usage `sims/frames` for other text and for frames that the image doesn't have.
 */
export function parseFrames(text: string, frames: number): number[] {
  if (text.trim() === '') return Array.from({ length: frames }, (_, f) => f);
  const chosen = new Set<number>();
  for (const part of text.split(',')) {
    const match = /^\s*(\d{1,9})\s*(?:(-)\s*(\d{1,9})?)?\s*$/.exec(part);
    const from = Number(match?.[1]);
    const to = match?.[3] === undefined ? (match?.[2] === undefined ? from : frames) : Number(match[3]);
    if (!match || from < 1 || to < from || to > frames) {
      throw usageError('sims/frames', `'${part.trim().slice(0, 40)}' names no frames of an image of ${frames}`, {
        where: 'option --frames',
        fix: `write --frames 5-40, or 3,7-9, within 1 to ${frames}`,
      });
    }
    for (let f = from; f <= to; f++) chosen.add(f - 1);
  }
  return [...chosen].sort((a, b) => a - b);
}
