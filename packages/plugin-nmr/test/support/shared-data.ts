import { existsSync, readFileSync } from 'node:fs';

/** The shared example data beside the project; tests that need them are skipped where they are absent. */
export const sharedNmr: URL = new URL('../../../../../shared/data/nmr/', import.meta.url);
export const hasSharedNmr: boolean = existsSync(sharedNmr);
// oxlint-disable-next-line typescript/no-explicit-any -- a reference file of free form
export const sharedJson = (name: string): any => JSON.parse(readFileSync(new URL(name, sharedNmr), 'utf8'));
