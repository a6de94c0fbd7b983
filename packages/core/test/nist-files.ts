import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { parseNist, type NistProblem } from './nist-problem.ts';

const FOLDER = new URL('../../../../shared/data/nist/', import.meta.url);

export const hasNistFiles = (): boolean => existsSync(FOLDER);

/** Every .dat file of ../shared/data/nist, easy ones first as NIST lists them. */
export const readNistFiles = (): NistProblem[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.dat'))
    .map((name) => parseNist(readFileSync(new URL(name, FOLDER), 'latin1')))
    .sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) || a.name.localeCompare(b.name));

const LEVELS = ['Lower', 'Average', 'Higher'];
