import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '@ionwalk/core/fit';
import { test } from 'vitest';

const SPECTRA = 10_000;
const POINTS = 70;
const NOISE = 0.005;
const BUILT = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const SOURCE = fileURLToPath(new URL('../src/main.ts', import.meta.url));

/** Ten thousand pellets, R0-p(R1,CPE1)-p(R2,CPE2), every one with parameters and noise of its own, as one table. */
function table(): string {
  const random = seededRandom(1);
  const spread = (middle: number): number => middle * 10 ** (random.uniform() - 0.5);
  const rows = ['spectrum,frequency (Hz),re (Ohm),im (Ohm)'];
  for (let s = 0; s < SPECTRA; s++) {
    const R0 = spread(100);
    const arcs = [
      { R: spread(1e4), Q: spread(1e-9), n: 0.85 + 0.12 * random.uniform() },
      { R: spread(3e4), Q: spread(1e-7), n: 0.75 + 0.15 * random.uniform() },
    ];
    for (let i = 0; i < POINTS; i++) {
      const f = 10 ** (6 - (7 * i) / (POINTS - 1));
      let [re, im] = [R0, 0];
      for (const { R, Q, n } of arcs) {
        const size = R * Q * (2 * Math.PI * f) ** n;
        const [x, y] = [1 + size * Math.cos((n * Math.PI) / 2), size * Math.sin((n * Math.PI) / 2)];
        re += (R * x) / (x * x + y * y);
        im -= (R * y) / (x * x + y * y);
      }
      const noise = NOISE * Math.hypot(re, im);
      rows.push([`s${s}`, ...[f, re + noise * random.normal(), im + noise * random.normal()].map((v) => v.toPrecision(7))].join(','));
    }
  }
  return `${rows.join('\n')}\n`;
}

// Goal: at most 5 s on two processors, from the table to the JSON document, the start of the process and every fit included.
test(`${SPECTRA} spectra of one table through the command line`, { timeout: 600_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'ionwalk-bench-'));
  try {
    const file = join(folder, 'table.csv');
    writeFileSync(file, table());
    const command = existsSync(BUILT) ? [BUILT] : ['--conditions=@ionwalk/source', SOURCE];
    const time = (
      threads: number,
    ): { seconds: number; results: readonly { exit: number; fits: { converged: boolean; reducedChi2: number }[] }[] } => {
      const args = [
        ...command,
        'eis',
        'fit',
        file,
        '--circuit',
        'R0-p(R1,CPE1)-p(R2,CPE2)',
        '--json',
        '--no-figures',
        '--threads',
        String(threads),
      ];
      const start = performance.now();
      let text: string;
      try {
        text = execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1e9, stdio: ['ignore', 'pipe', 'ignore'] });
      } catch (error) {
        // Exit 4: of ten thousand clean spectra some leave a parameter only bounded.
        text = (error as { stdout: string }).stdout;
      }
      const seconds = (performance.now() - start) / 1e3;
      return { seconds, results: (JSON.parse(text) as { results: ReturnType<typeof time>['results'] }).results };
    };
    const [two, one] = [time(Math.max(2, availableParallelism())), time(1)];
    const good = two.results.filter(
      ({ fits }) => fits[0]?.converged === true && Math.abs(fits[0].reducedChi2 / NOISE ** 2 - 1) < 0.6,
    ).length;
    console.log(
      `eis fit, ${SPECTRA} spectra of ${POINTS} points from one table: ${two.seconds.toFixed(1)} s on ${Math.max(2, availableParallelism())} threads, ${one.seconds.toFixed(1)} s on one; ${good} of ${two.results.length} converged with residuals at the noise`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
