import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** The command as it is published. */
export const CLI = join(ROOT, 'apps/cli/dist/main.js');
/** Whether everything a plugin from outside needs has been built. */
export const built = [
  CLI,
  join(ROOT, 'packages/testkit/dist/checks.js'),
  ...['core', 'figures', 'plugin-eis', 'plugin-nmr', 'plugin-sims'].map((name) => join(ROOT, 'packages', name, 'dist/index.js')),
].every(existsSync);
