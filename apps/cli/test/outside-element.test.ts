import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@ionwalk/core/fit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built, CLI, ROOT } from './built-packages.ts';
import { installAsPublished } from './install-as-published.ts';

const CIRCUIT = 'R0-p(R1-AWs1,CPE1)';
const TRUTH: Readonly<Record<string, number>> = {
  R0: 50,
  R1: 200,
  'AWs1.R': 400,
  'AWs1.tau': 2,
  'AWs1.n': 0.42,
  'CPE1.Q': 2e-6,
  'CPE1.n': 0.9,
};

/** A table of R0 + 1/(Q (jω)^n + 1/(R1 + R tanh(u)/u)), u = (jωτ)^m, with noise of 0.2 % of |Z|: the definition, in plain complex numbers. */
function table(truth: Readonly<Record<string, number>>): string {
  const random = seededRandom(11);
  const of = (name: string): number => truth[name] as number;
  const rows = Array.from({ length: 80 }, (_, i) => {
    const f = 10 ** (6 - i / 10);
    const omega = 2 * Math.PI * f;
    const power = (base: number, exponent: number): Complex => [
      base ** exponent * Math.cos((exponent * Math.PI) / 2),
      base ** exponent * Math.sin((exponent * Math.PI) / 2),
    ];
    const u = power(omega * of('AWs1.tau'), of('AWs1.n'));
    // tanh(x + jy) = (sinh 2x + j sin 2y)/(cosh 2x + cos 2y); 1 beyond x = 20.
    const size = Math.cosh(2 * u[0]) + Math.cos(2 * u[1]);
    const tanh: Complex = u[0] > 20 ? [1, 0] : [Math.sinh(2 * u[0]) / size, Math.sin(2 * u[1]) / size];
    const layer = divide(tanh, u);
    const branch: Complex = [of('R1') + of('AWs1.R') * layer[0], of('AWs1.R') * layer[1]];
    const cpe = power(omega, of('CPE1.n'));
    const parallel = divide([1, 0], branch);
    const [re, im] = divide([1, 0], [of('CPE1.Q') * cpe[0] + parallel[0], of('CPE1.Q') * cpe[1] + parallel[1]]);
    const noise = 2e-3 * Math.hypot(of('R0') + re, im);
    return `${f},${of('R0') + re + noise * random.normal()},${im + noise * random.normal()}`;
  });
  return `# temperature: 300 K\nf (Hz),Re(Z) (Ohm),Im(Z) (Ohm)\n${rows.join('\n')}\n`;
}
type Complex = readonly [number, number];
const divide = ([a, b]: Complex, [c, d]: Complex): Complex => [(a * c + b * d) / (c * c + d * d), (b * c - a * d) / (c * c + d * d)];

describe.skipIf(!built)('an element of circuits from outside (needs the build: turbo run build)', () => {
  let project: string;
  const ionwalk = (...args: string[]): { exit: number | null; stdout: string; stderr: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { cwd: project, encoding: 'utf8' });
    return { exit: status, stdout, stderr };
  };
  const fit = (circuit: string, ...args: string[]) => {
    const { exit, stdout } = ionwalk('eis', 'fit', 'cell.csv', '--circuit', circuit, ...args, '--json');
    return { exit, answer: JSON.parse(stdout) as Answer };
  };

  beforeAll(() => {
    project = mkdtempSync(join(tmpdir(), 'ionwalk-element-'));
    const modules = join(project, 'node_modules');
    installAsPublished(join(ROOT, 'packages/core'), modules);
    // Built as its author would, against the installed core alone.
    const plugin = join(modules, 'ionwalk-plugin-anomalous');
    cpSync(join(ROOT, 'examples/plugin-anomalous'), plugin, {
      recursive: true,
      filter: (path) => !/node_modules.*node_modules/.test(path),
    });
    execFileSync(process.execPath, [join(ROOT, 'apps/cli/node_modules/typescript/bin/tsc'), '-p', join(plugin, 'tsconfig.json')], {
      stdio: 'pipe',
    });
    cpSync(join(ROOT, 'examples/plugin-anomalous/example-project'), project, { recursive: true });
    writeFileSync(join(project, 'cell.csv'), table(TRUTH));
    const taken = join(modules, 'ionwalk-plugin-taken');
    mkdirSync(taken);
    writeFileSync(join(taken, 'package.json'), '{"name":"ionwalk-plugin-taken","version":"1.0.0","type":"module","exports":"./index.js"}');
    writeFileSync(
      join(taken, 'index.js'),
      `import { anomalousDiffusion } from 'ionwalk-plugin-anomalous';
       export default { id: 'taken', package: 'ionwalk-plugin-taken', version: '1.0.0', api: '1.0', title: 'Taken', elements: [{ ...anomalousDiffusion, symbol: 'Ws' }] };`,
    );
    writeFileSync(
      join(project, 'ionwalk.config.ts'),
      `import anomalous from 'ionwalk-plugin-anomalous';
       import taken from 'ionwalk-plugin-taken';
       export default { plugins: [anomalous, taken] };`,
    );
  }, 120_000);
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('is listed with its equation, source and parameters, beside those built in', () => {
    expect(JSON.parse(ionwalk('plugins', 'inspect', 'anomalous', '--json').stdout)).toMatchObject({
      elements: ['AWs'],
      elementDetails: [
        {
          symbol: 'AWs',
          equation: expect.stringContaining('tanh'),
          parameters: [{ name: 'AWs1.R', unit: 'Ohm' }, { name: 'AWs1.tau' }, { name: 'AWs1.n' }],
        },
      ],
    });
    expect(ionwalk('plugins', 'inspect', 'eis').stdout).toMatch(/element {3}TLM1 .*TLM1\.R \[Ohm\]/);
  });
  it('is fitted without a guess from a circuit string, to the truth within its uncertainty, and named in the answer', () => {
    const { exit, answer } = fit(CIRCUIT, '--thickness', '1mm', '--area', '1cm2', '--assign', 'bulk=AWs1.R', '--sample', 'cell');
    expect(exit).toBe(0);
    const [{ circuit, converged, params }] = answer.fits!;
    expect([circuit, converged]).toEqual([CIRCUIT, true]);
    for (const [name, value] of Object.entries(TRUTH)) {
      const { value: found, u } = params[name]!;
      expect(Math.abs(found - value), name).toBeLessThan(3.5 * u);
      expect(u, name).toBeLessThan(0.1 * value);
    }
    expect(answer).toMatchObject({
      elements: { AWs1: 'ionwalk-plugin-anomalous@0.1.0' },
      records: [{ kind: 'sigma', model: { fixed: { elements: { AWs1: 'ionwalk-plugin-anomalous@0.1.0' } } } }, { kind: 'sigma' }],
    });
  });
  it('takes guesses, fixed values, bounds and intervals by the names of its parameters', () => {
    const held = fit(CIRCUIT, '--fix', 'AWs1.n=0.42', '--bound', 'AWs1.tau=1s..5s', '--intervals', 'profile').answer;
    expect(held.fits![0].params['AWs1.n']).toMatchObject({ value: 0.42, fixed: true });
    expect(held.intervals!.map(({ name }) => name)).toContain('AWs1.R');
    expect(fit(CIRCUIT, '--fix', 'AWs1.tua=2s').answer.error).toMatchObject({
      code: 'usage/unknown-parameter',
      fix: expect.stringContaining("'AWs1.tau'"),
    });
  });
  it('misspelt is refused with the nearest element', () => {
    const { exit, answer } = fit('R0-AWz1');
    expect([exit, answer.error]).toEqual([
      2,
      expect.objectContaining({ code: 'eis/circuit', fix: expect.stringContaining('did you mean AWs?') }),
    ]);
  });
  it('with the symbol of a built-in one leaves its plugin out, with the reason, and nothing else', () => {
    const { plugins } = JSON.parse(ionwalk('plugins', 'list', '--json').stdout) as {
      plugins: { id: string; status: string; reason: string }[];
    };
    expect(plugins.find(({ id }) => id === 'taken')).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining("symbol of an element of plugin 'eis'"),
    });
    expect(plugins.filter(({ status }) => status === 'ready').map(({ id }) => id)).toEqual(['eis', 'nmr', 'sims', 'anomalous']);
  });
  it('keeps every promise of the specification', async () => {
    writeFileSync(
      join(project, 'conformance.mjs'),
      `import { checks } from ${JSON.stringify(join(ROOT, 'packages/testkit/dist/index.js'))};
       import plugin from 'ionwalk-plugin-anomalous';
       const all = checks(plugin, {});
       const failed = [];
       for (const { number, name, run } of all) await run().catch((error) => failed.push(number + ' ' + name + ': ' + error.message));
       console.log(JSON.stringify({ numbers: all.map(({ number }) => number), failed }));`,
    );
    const { status, stdout, stderr } = spawnSync(process.execPath, ['conformance.mjs'], { cwd: project, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
    expect(JSON.parse(stdout)).toEqual({ numbers: expect.arrayContaining([1, 16, 17]), failed: [] });
  });
});

interface Answer {
  readonly fits?: readonly [
    { readonly circuit: string; readonly converged: boolean; readonly params: Readonly<Record<string, { value: number; u: number }>> },
  ];
  readonly intervals?: readonly { readonly name: string }[];
  readonly error?: object;
}
