import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gamryFile } from './gamry-file.ts';

const measured = fileURLToPath(new URL('../../../../shared/data/eis/eisfitpython/s04147-140deg.txt', import.meta.url));

/** A measured spectrum where this machine has one, else a simulated arc. */
export const spectrum: { readonly name: string; readonly mimeType: string; readonly buffer: Buffer } = existsSync(measured)
  ? { name: 's04147-140deg.txt', mimeType: 'text/plain', buffer: readFileSync(measured) }
  : { name: 'arc.DTA', mimeType: 'text/plain', buffer: Buffer.from(gamryFile()) };
