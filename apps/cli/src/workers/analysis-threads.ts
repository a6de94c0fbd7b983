import { availableParallelism } from 'node:os';
import { usageError } from '@ionwalk/core';
import { type SpreadPool, spreadPool } from './spread-analyses.ts';

const MOST = 64;

/** The threads of `--threads`; by default one per processor, at most eight. Undefined for 1: the work is done in this one. */
export function analysisThreads(typed: string | undefined, cwd: string): SpreadPool | undefined {
  const threads = typed === undefined ? Math.min(8, availableParallelism()) : Number(typed);
  if (!Number.isInteger(threads) || threads < 1 || threads > MOST)
    throw usageError('usage/range', `--threads is '${typed}'`, { where: 'option --threads', fix: `give a whole number from 1 to ${MOST}` });
  return threads > 1 ? spreadPool(cwd, threads) : undefined;
}
