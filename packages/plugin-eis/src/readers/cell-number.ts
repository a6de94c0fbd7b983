import { toNumber } from '@ionwalk/core';

/** No instrument prints a longer number; a hostile one would keep the pattern of a number busy. */
const LONGEST = 48;

/** The number of a cell, NaN for none. */
export const cellNumber = (cell: string | undefined, decimalComma = false): number =>
  cell === undefined || cell.length > LONGEST ? NaN : toNumber(cell, decimalComma);
