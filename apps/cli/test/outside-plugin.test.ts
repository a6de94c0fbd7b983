import { execFile, execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seededRandom } from '@ionwalk/core/fit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, CLI, ROOT } from './built-packages.ts';
import { installAsPublished, readManifest } from './install-as-published.ts';

const CHROMIUM = [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (path) => path !== undefined && existsSync(path),
);
const QUIET = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Mean-squared displacement of Brownian walkers with D = 0.1 Å²/ps = 1e-9 m²/s in three dimensions, averaged over all windows. */
function walk(walkers: number, steps: number): string {
  const random = seededRandom(7);
  const lags = Array.from({ length: 60 }, (_, i) => 2 * (i + 1));
  const sums = lags.map(() => 0);
  for (let axis = 0; axis < 3 * walkers; axis++) {
    const x = [0];
    for (let i = 0; i < steps; i++) x.push((x[i] ?? 0) + Math.sqrt(0.2) * random.normal());
    lags.forEach((lag, k) => {
      let sum = 0;
      for (let i = 0; i + lag <= steps; i++) sum += ((x[i + lag] ?? 0) - (x[i] ?? 0)) ** 2;
      sums[k] = (sums[k] ?? 0) + sum / (steps - lag + 1) / walkers;
    });
  }
  return `# temperature: 600 K\ntime (ps),msd (A^2)\n${lags.map((lag, k) => `${lag},${(sums[k] ?? 0).toFixed(5)}`).join('\n')}\n`;
}

describe.skipIf(!built)('a plugin from outside (needs the build: turbo run build)', () => {
  let project: string;
  const ionwalk = (...args: string[]): { exit: number | null; stdout: string; stderr: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: project, encoding: 'utf8' });
    return { exit: status, stdout, stderr };
  };

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'ionwalk-outside-'));
    const modules = join(project, 'node_modules');
    installAsPublished(join(ROOT, 'packages/core'), modules);
    installAsPublished(join(ROOT, 'packages/testkit'), modules);
    // The plugin is built as its author would, against the installed types, and installed as its own package.
    const source = join(project, 'plugin-source');
    cpSync(join(ROOT, 'examples/plugin-msd'), source, { recursive: true, filter: (path) => !path.includes('node_modules') });
    execFileSync(process.execPath, [join(ROOT, 'apps/cli/node_modules/typescript/bin/tsc'), '-p', join(source, 'tsconfig.json')], {
      stdio: 'pipe',
    });
    const target = join(modules, 'ionwalk-plugin-msd');
    mkdirSync(target);
    for (const entry of ['package.json', ...(readManifest(source).files ?? [])])
      cpSync(join(source, entry), join(target, entry), { recursive: true });
    rmSync(source, { recursive: true });
    cpSync(join(ROOT, 'examples/plugin-msd/example-project'), project, { recursive: true });
    writeFileSync(join(project, 'li.csv'), walk(40, 600));
    writeFileSync(
      join(project, 'caged.csv'),
      `time (ps),msd (A^2)\n${Array.from({ length: 40 }, (_, i) => `${i + 1},${(1 - Math.exp(-(i + 1) / 8)).toFixed(6)}`).join('\n')}\n`,
    );
    writeFileSync(join(project, 'broken.csv'), 'time (ps),msd (A^2)\n1,2\n2,nan\n3,4\n');
  }, 120_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('depends on the core as it is published: no source condition, no workspace protocol', () => {
    const manifest = readFileSync(join(project, 'node_modules/@ionwalk/core/package.json'), 'utf8');
    expect(manifest).not.toContain('@ionwalk/source');
    expect(existsSync(join(project, 'node_modules/@ionwalk/core/dist/host/index.js'))).toBe(true);
    expect(JSON.stringify(readManifest(join(project, 'node_modules/ionwalk-plugin-msd')).exports)).toContain('dist');
  });
  it('shows up in help and in the list, named by the config alone', () => {
    const help = ionwalk('--help');
    expect([help.exit, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toMatch(/^ {2}msd .*Mean-squared displacements/m);
    expect(ionwalk('msd', 'diffusion', '--help').stdout).toMatch(/--duration <ns>/);
    expect(JSON.parse(ionwalk('plugins', 'list', '--json').stdout)).toMatchObject({
      plugins: expect.arrayContaining([expect.objectContaining({ id: 'msd', status: 'ready', analyses: ['msd/diffusion'] })]),
    });
  });
  it('reads its file by itself and gives D_sim within its uncertainty, with provenance', () => {
    expect(JSON.parse(ionwalk('inspect', 'li.csv', '--json').stdout)).toMatchObject({
      files: [{ reader: 'msd/table', confidence: 'certain', datasets: [{ conditions: { temperature: 600 } }] }],
    });
    const { exit, stdout, stderr } = ionwalk(
      'msd',
      'diffusion',
      'li.csv',
      '--ions',
      '40',
      '--duration',
      '600ps',
      '--sample',
      'MD-1',
      '--json',
    );
    expect([exit, stderr]).toEqual([0, '']);
    const { records, figures } = JSON.parse(stdout) as {
      records: { kind: string; value: number; u: number; T: number; software: { plugin: string }; inputs: { path: string }[] }[];
      figures: unknown[];
    };
    const [record] = records;
    expect(record).toMatchObject({
      kind: 'D_sim',
      T: 600,
      sample: { id: 'MD-1' },
      software: { plugin: 'ionwalk-plugin-msd@0.1.0' },
      inputs: [{ path: 'li.csv' }],
    });
    expect(Math.abs(Math.log((record?.value ?? 0) / 1e-9))).toBeLessThan(3 * (record?.u ?? 0));
    expect(record?.u).toBeGreaterThan(0.01);
    expect(record?.u).toBeLessThan(0.1);
    expect(figures).toHaveLength(1);
  });
  it('its records go into compare, and its figure into plot', () => {
    const answer = ionwalk('msd', 'diffusion', 'li.csv', '--json').stdout;
    writeFileSync(join(project, 'answer.json'), answer);
    expect(ionwalk('compare', 'answer.json', '--json').exit).toBe(0);
    expect(ionwalk('plot', 'answer.json', '-o', '-').stdout).toContain('</svg>');
  });
  it('has the exit codes of every command', () => {
    const code = (...args: string[]): [number | null, string] => {
      const { exit, stdout } = ionwalk('msd', 'diffusion', ...args, '--json');
      const document = JSON.parse(stdout) as { error?: { code: string }; diagnostics?: { severity: string; code: string }[] };
      return [exit, document.error?.code ?? document.diagnostics?.find((diagnostic) => diagnostic.severity === 'error')?.code ?? ''];
    };
    expect(code('li.csv', '--durations', '1ns')).toEqual([2, 'usage/unknown-option']);
    expect(code('li.csv', '--duration', '1nm')).toEqual([2, 'units/dimension']);
    expect(code('broken.csv')).toEqual([3, 'msd/number']);
    expect(code('nowhere.csv')).toEqual([3, 'file/missing']);
    expect(code('caged.csv')).toEqual([4, 'msd/not-diffusive']);
  });
  describe('in the dashboard', () => {
    let url: string;
    let server: ReturnType<typeof spawn>;
    beforeAll(async () => {
      server = spawn(process.execPath, [CLI, 'serve', '--port', '0'], { cwd: project, stdio: ['ignore', 'pipe', 'ignore'] });
      url = await new Promise((resolve) => server.stdout?.once('data', (data: Buffer) => resolve(data.toString().trim())));
    }, 60_000);
    afterAll(() => void server.kill());

    it('has its route in the API and answers there with the document of the command', async () => {
      const { paths } = (await (await fetch(new URL('/api/openapi.json', url))).json()) as { paths: object };
      expect(Object.keys(paths)).toContain('/api/msd/diffusion/runs');
      const form = new FormData();
      form.append('files', new Blob([readFileSync(join(project, 'li.csv'))]), 'li.csv');
      const response = await fetch(new URL('/api/msd/diffusion/runs', url), { method: 'POST', body: form });
      const { records } = (await response.json()) as { records: { kind: string; value: number }[] };
      expect([response.status, records[0]?.kind]).toEqual([200, 'D_sim']);
      const answer = JSON.parse(ionwalk('msd', 'diffusion', 'li.csv', '--json').stdout) as { records: { value: number }[] };
      expect(records[0]?.value).toBe(answer.records[0]?.value);
    });
    it.skipIf(CHROMIUM === undefined)('has a page of its own (needs Chromium)', async () => {
      const page = new URL('/#/plugin/msd', url).href;
      const profile = join(project, 'chromium');
      const { stdout } = await promisify(execFile)(
        CHROMIUM as string,
        [...QUIET, `--user-data-dir=${profile}`, '--virtual-time-budget=10000', '--dump-dom', page],
        { encoding: 'utf8', timeout: 60_000 },
      );
      expect(stdout).toContain('Mean-squared displacements of simulations');
      expect(stdout).toContain('ionwalk msd diffusion');
    });
  });
  it('without a config is found as a direct dependency with the keyword', () => {
    const config = join(project, 'ionwalk.config.ts');
    const kept = readFileSync(config);
    rmSync(config);
    const { stdout } = ionwalk('plugins', 'list');
    writeFileSync(config, kept);
    expect(stdout).toMatch(/^msd +ionwalk-plugin-msd@0\.1\.0 +ready/m);
  });
  it('keeps every promise of the specification', () => {
    writeFileSync(
      join(project, 'conformance.mjs'),
      `import { readFileSync } from 'node:fs';
       import { checks, sampleFrom } from '@ionwalk/testkit';
       import plugin from 'ionwalk-plugin-msd';
       const all = checks(plugin, { samples: [sampleFrom('li', 'li.csv', readFileSync('li.csv', 'utf8'), { reader: 'msd/table' })], flips: 100 });
       const failed = [];
       for (const { number, name, skip, run } of all) {
         if (skip !== undefined) failed.push(number + ' skipped: ' + skip);
         else await run().catch((error) => failed.push(number + ' ' + name + ': ' + error.message));
       }
       console.log(JSON.stringify({ count: all.length, failed }));`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ['conformance.mjs'], { cwd: project, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    const { count, failed } = JSON.parse(stdout) as { count: number; failed: string[] };
    expect(failed).toEqual([]);
    expect(count).toBeGreaterThan(12);
  });
});
