// Draws packages/plugin-eis/nyquist.svg, the figure of that package's README: `node scripts/eis-figure.mjs` after `pnpm build`. A pellet is simulated with the
// parameters below and 0.5 % noise, fitted without a guess through the command line, and its Nyquist figure is rendered; the README quotes what the fit prints.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { seededRandom } from '../packages/core/dist/fit/index.js';

const ARCS = [
  { R: 1e5, Q: 3.4e-11, n: 0.95 },
  { R: 4e5, Q: 2e-8, n: 0.88 },
];
const SPIKE = { Q: 2e-6, n: 0.85 };
const NOISE = 0.005;

const random = seededRandom(1);
const rows = Array.from({ length: 61 }, (_, i) => {
  const f = 10 ** (6 - i / 10);
  const w = 2 * Math.PI * f;
  const power = (Q, n) => [(Math.cos((n * Math.PI) / 2) * w ** -n) / Q, (-Math.sin((n * Math.PI) / 2) * w ** -n) / Q];
  let [re, im] = power(SPIKE.Q, SPIKE.n);
  for (const { R, Q, n } of ARCS) {
    const size = R * Q * w ** n;
    const [x, y] = [1 + size * Math.cos((n * Math.PI) / 2), size * Math.sin((n * Math.PI) / 2)];
    re += (R * x) / (x * x + y * y);
    im -= (R * y) / (x * x + y * y);
  }
  const noise = NOISE * Math.hypot(re, im);
  return [f, re + noise * random.normal(), im + noise * random.normal()].map((value) => value.toPrecision(6)).join(',');
});

const folder = mkdtempSync(join(tmpdir(), 'ionwalk-figure-'));
const ionwalk = (...args) => execFileSync(process.execPath, [resolve('apps/cli/dist/main.js'), ...args], { cwd: folder, encoding: 'utf8' });
try {
  writeFileSync(join(folder, 'pellet.csv'), `frequency (Hz),re (Ohm),im (Ohm)\n${rows.join('\n')}\n`);
  const fit = ['eis', 'fit', 'pellet.csv', '--thickness', '1.02(2)mm', '--area', '0.785cm2', '--temperature', '27degC'];
  fit.push('--formula', 'Li0.29La0.57TiO3', '--cell', '3.87A');
  console.log(ionwalk(...fit));
  writeFileSync(join(folder, 'fit.json'), ionwalk(...fit, '--json'));
  ionwalk('plot', 'fit.json', '--figure', 'eis-nyquist', '--width', '84mm', '-o', resolve('packages/plugin-eis/nyquist.svg'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
