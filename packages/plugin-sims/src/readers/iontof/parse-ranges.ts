import { usageError } from '@ionwalk/core';
import type { MassInterval } from './mass-intervals.ts';

/** Reads `6Li=5.99..6.04,7Li=6.99..7.05`, ranges of masses in u. Throws usage `sims/iontof-masses`. */
export function parseRanges(text: string): MassInterval[] {
  return text.split(',').map((part, i) => {
    const match = /^([^=]{1,200})=(\d{1,5}(?:\.\d{1,12})?)\.\.(\d{1,5}(?:\.\d{1,12})?)$/.exec(part.trim());
    const [low, high] = [Number(match?.[2]), Number(match?.[3])];
    if (!match || !(low < high)) {
      throw usageError('sims/iontof-masses', `'${part.trim().slice(0, 80)}' is no range of masses`, {
        where: 'option masses',
        fix: 'write --reader-option masses=6Li=5.99..6.04,7Li=6.99..7.05, in u',
      });
    }
    return { id: i, label: (match[1] as string).trim(), mass: (low + high) / 2, low, high, serial: '' };
  });
}
