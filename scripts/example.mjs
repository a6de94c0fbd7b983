// Tries the outside plugin in this repository: `pnpm example` installs it in ./example-study beside a linked core, as npm would, builds it with the
// installed types, simulates a table, and runs its command. Change examples/plugin-msd and run it again.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const study = resolve('example-study');
const modules = join(study, 'node_modules');
rmSync(study, { recursive: true, force: true });
mkdirSync(join(modules, '@ionwalk'), { recursive: true });
cpSync('examples/plugin-msd/example-project', study, { recursive: true });
symlinkSync(resolve('packages/core'), join(modules, '@ionwalk/core'), 'junction');
const plugin = join(modules, 'ionwalk-plugin-msd');
cpSync('examples/plugin-msd', plugin, { recursive: true, filter: (path) => !/node_modules|example-project/.test(path) });
execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', join(plugin, 'tsconfig.json')], { stdio: 'inherit' });

// A straight displacement curve of D = 1e-9 m2/s in three dimensions (6 D t, 0.6 Å2 per ps) with a little scatter that repeats itself.
const rows = Array.from({ length: 60 }, (_, i) => `${2 * (i + 1)},${(1.2 * (i + 1) * (1 + 0.01 * Math.sin(1.7 * i))).toFixed(4)}`);
writeFileSync(join(study, 'li.csv'), ['# temperature: 600 K', 'time (ps),msd (A^2)', ...rows, ''].join('\n'));

const ionwalk = (...args) => {
  console.log(`\n$ ionwalk ${args.join(' ')}`);
  execFileSync(process.execPath, [resolve('apps/cli/dist/main.js'), ...args], { cwd: study, stdio: 'inherit' });
};
ionwalk('plugins', 'list');
ionwalk('msd', 'diffusion', 'li.csv', '--ions', '64', '--duration', '2ns', '--append', 'records.jsonl');
console.log('\nThe dashboard with its page: node apps/cli/dist/main.js serve example-study, started in example-study');
