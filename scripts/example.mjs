// Tries the outside plugin in this repository: `pnpm example` installs it in ./example-study beside a linked core, as npm would, builds it with the
// installed types, simulates a table, and runs its command. Change examples/plugin-msd and run it again.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { seededRandom } from '../packages/core/dist/fit/index.js';

const study = resolve('example-study');
const modules = join(study, 'node_modules');
rmSync(study, { recursive: true, force: true });
mkdirSync(join(modules, '@ionwalk'), { recursive: true });
cpSync('examples/plugin-msd/example-project', study, { recursive: true });
symlinkSync(resolve('packages/core'), join(modules, '@ionwalk/core'), 'junction');
const plugin = join(modules, 'ionwalk-plugin-msd');
cpSync('examples/plugin-msd', plugin, { recursive: true, filter: (path) => !/node_modules|example-project/.test(path) });
execFileSync(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', join(plugin, 'tsconfig.json')], { stdio: 'inherit' });

// Walks of 64 ions, 1000 steps of 2 ps, D = 1e-9 m2/s in three dimensions (6 D t, 0.6 Å2 per ps), and their displacement over every window of a lag.
const random = seededRandom(1);
const step = Math.sqrt(2 * 0.1 * 2);
const walks = Array.from({ length: 64 * 3 }, () => {
  let x = 0;
  return Array.from({ length: 1001 }, (_, i) => (x += i === 0 ? 0 : step * random.normal()));
});
const msd = (lag) => {
  let sum = 0;
  for (const walk of walks) for (let i = lag; i < walk.length; i++) sum += (walk[i] - walk[i - lag]) ** 2;
  return sum / (64 * (1001 - lag));
};
const rows = Array.from({ length: 60 }, (_, i) => `${2 * (i + 1)},${msd(i + 1).toFixed(4)}`);
writeFileSync(join(study, 'li.csv'), ['# temperature: 600 K', 'time (ps),msd (A^2)', ...rows, ''].join('\n'));

const ionwalk = (...args) => {
  console.log(`\n$ ionwalk ${args.join(' ')}`);
  execFileSync(process.execPath, [resolve('apps/cli/dist/main.js'), ...args], { cwd: study, stdio: 'inherit' });
};
ionwalk('plugins', 'list');
ionwalk('msd', 'diffusion', 'li.csv', '--ions', '64', '--duration', '2ns', '--append', 'records.jsonl');
console.log('\nThe dashboard with its page: node apps/cli/dist/main.js serve example-study, started in example-study');
