import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, runCliHere, runCliProcess, spectrumCsv } from './run-source-cli.ts';

let folder: ReturnType<typeof makeFolder>;
beforeAll(() => {
  folder = makeFolder({ 'sub/a.csv': spectrumCsv(), 'literature.csv': literature(), 'big.csv': spectrumCsv(50, 1000, 1e-9, 4000) });
});
afterAll(() => folder.remove());
const run = (...args: string[]): ReturnType<typeof runCliHere> => runCliHere(args, { cwd: folder.path });

const GEOMETRY = [
  '--circuit',
  'R0-p(R1,C1)',
  '--area',
  '0.785cm2',
  '--thickness',
  '1.02(2)mm',
  '--temperature',
  '300.0(5)K',
  '--sample',
  'A3',
  '--assign',
  'bulk=R1',
];

/** Two series of one sample, D_sigma and D_tracer, with one activation energy. */
function literature(): string {
  const D = (D0: number, T: number): string => (D0 * Math.exp(-0.35 / (8.617333262e-5 * T))).toExponential(8);
  const rows = [300, 320, 340, 360, 380].flatMap((T) => [
    `D_sigma,bulk,${D(2e-7, T)},m2/s,0.03,,${T},K,Li,7,1,A3`,
    `D_tracer,bulk,${D(1.2e-7, T)},m2/s,0.03,,${T},K,Li,6,1,A3`,
  ]);
  return `kind,region,value,unit,u,nu,T,T_unit,ion,isotope,z,sample\n${rows.join('\n')}\n`;
}

it('inspect gives the contract document, with the path as typed', async () => {
  const { exit, stdout, stderr } = await run('inspect', './sub/a.csv', '--json');
  expect([exit, stderr]).toEqual([0, '']);
  const { files } = JSON.parse(stdout) as {
    files: {
      path: string;
      reader: string;
      datasets: { kind: string; variables: Record<string, { unit: string; length: number; first: number }> }[];
    }[];
  };
  expect(files[0]).toMatchObject({ path: './sub/a.csv', reader: 'eis/csv' });
  expect(files[0]?.datasets[0]).toMatchObject({
    kind: 'eis/spectrum',
    size: { frequency: 61 },
    variables: { frequency: { unit: 'Hz', length: 61, first: 1e7 } },
  });
});
it('inspect of a folder lists what is in it', async () => {
  const { stdout } = await run('inspect', 'sub/', '--json');
  expect((JSON.parse(stdout) as { files: { path: string }[] }).files.map((file) => file.path)).toEqual(['sub/']);
});
it('inspect and an analysis of a folder of many give each file its path', async () => {
  const many = makeFolder({ 'two/a.csv': spectrumCsv(), 'two/b.csv': spectrumCsv(20), 'two/notes.md': 'x' });
  const inspected = await runCliHere(['inspect', './two', '--json'], { cwd: many.path });
  expect((JSON.parse(inspected.stdout) as { files: { path: string }[] }).files.map((file) => file.path)).toEqual([
    './two/a.csv',
    './two/b.csv',
  ]);
  const fitted = await runCliHere(['eis', 'fit', 'two', '--circuit', 'R0-p(R1,C1)', '--no-figures', '--json'], { cwd: many.path });
  many.remove();
  expect(
    (JSON.parse(fitted.stdout) as { results: { path: string; exit: number }[] }).results.map(({ path, exit }) => [path, exit]),
  ).toEqual([
    ['two/a.csv', 0],
    ['two/b.csv', 0],
  ]);
});
it('takes standard input as -', async () => {
  const { exit, stdout } = await runCliProcess(['inspect', '-', '--json'], { cwd: folder.path, input: spectrumCsv() });
  expect([exit, (JSON.parse(stdout) as { files: { path: string; reader: string }[] }).files[0]]).toEqual([
    0,
    expect.objectContaining({ path: '-', reader: 'eis/csv' }),
  ]);
});

describe('eis fit', () => {
  it('gives records with provenance, SI numbers, and the same bytes each time', async () => {
    const [first, second] = [
      await run('eis', 'fit', 'sub/a.csv', ...GEOMETRY, '--json'),
      await run('eis', 'fit', 'sub/a.csv', ...GEOMETRY, '--json'),
    ];
    expect(first.stdout).toBe(second.stdout);
    const answer = JSON.parse(first.stdout) as {
      records: { kind: string; region: string; value: number; T: number; effects: { tag: string }[]; inputs: unknown[] }[];
      fits: { params: Record<string, { value: number }> }[];
    };
    expect(answer.fits[0]?.params['R1']?.value).toBeCloseTo(1000, 4);
    const sigma = answer.records.find((record) => record.kind === 'sigma' && record.region === 'bulk');
    expect(sigma?.value).toBeCloseTo(1.02e-3 / (0.785e-4 * 1000), 8);
    expect(sigma?.T).toBe(300);
    expect(sigma?.effects.map((effect) => effect.tag)).toEqual(expect.arrayContaining(['thermometer', expect.stringMatching(/^geometry/)]));
    const bytes = readFileSync(join(folder.path, 'sub/a.csv'));
    expect(sigma?.inputs).toEqual([{ path: 'sub/a.csv', sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length }]);
  });
  it('prints values with their uncertainty and unit for people, without colour where there is no terminal', async () => {
    const { stdout, stderr } = await run('eis', 'fit', 'sub/a.csv', ...GEOMETRY, '--units', 'K');
    expect(stdout).toMatch(/sigma\s+bulk\s+1\.30\(\d+\)e-4 S\/cm|sigma\s+bulk\s+1\.3\(\d+\)e-4 S\/cm/);
    expect(stdout).toContain('300 K');
    expect(stdout + stderr).not.toContain('\u001b');
    expect(stderr).toContain('next: ');
  });
  it('--fix holds and --guess starts a parameter', async () => {
    const { stdout } = await run(
      'eis',
      'fit',
      'sub/a.csv',
      '--circuit',
      'R0-p(R1,C1)',
      '--fix',
      'R0=50',
      '--guess',
      'R1=900Ohm',
      'C1=2nF',
      '--json',
      '--no-figures',
    );
    expect(JSON.parse(stdout)).toMatchObject({ figures: [], fits: [{ params: { R0: { value: 50, fixed: true } } }] });
  });
  it('an option without a unit is refused where help shows another unit than SI', async () => {
    const { exit, stdout } = await run(
      'eis',
      'fit',
      'sub/a.csv',
      '--circuit',
      'R0-p(R1,C1)',
      '--thickness',
      '0.001',
      '--area',
      '1cm2',
      '--json',
    );
    expect([exit, JSON.parse(stdout)]).toEqual([
      2,
      { error: expect.objectContaining({ code: 'units/missing', where: 'option --thickness', fix: expect.stringContaining('0.001mm') }) },
    ]);
  });
  it('--append gathers records in one file, each once', async () => {
    const fit = ['eis', 'fit', 'sub/a.csv', ...GEOMETRY];
    const lines = (): string[] => readFileSync(join(folder.path, 'study/records.jsonl'), 'utf8').trim().split('\n');
    const first = await run(...fit, '--append', 'study/records.jsonl');
    expect(first.stderr).toMatch(/[1-9] records added to study\/records\.jsonl/);
    const once = lines();
    const second = await run(...fit, '--append', 'study/records.jsonl');
    expect(second.stderr).toContain('no record is new to study/records.jsonl');
    expect(lines()).toEqual(once);
    expect((await run('compare', 'study', '--json')).exit).toBeLessThan(5);
  });
});

describe('records', () => {
  it('import, compare and plot one after the other', async () => {
    const imported = await run('records', 'import', 'literature.csv', '-o', 'records.jsonl');
    expect([imported.exit, imported.stdout]).toEqual([0, '']);
    const compared = await run('compare', '.', '--at', '320..360/20', '--json');
    expect(compared.exit).toBe(0);
    const { haven, laws } = JSON.parse(compared.stdout) as { haven: { T: number; value: number }[]; laws: { Ea_eV: number }[] };
    expect(haven.map((entry) => entry.T)).toEqual([320, 340, 360]);
    for (const entry of haven) expect(entry.value).toBeCloseTo(0.6, 2);
    for (const law of laws) expect(law.Ea_eV).toBeCloseTo(0.35, 6);
    const plotted = await run('plot', 'records.jsonl', '-o', '-', '--width', '84mm', '--theme', 'print');
    expect([plotted.exit, plotted.stdout.slice(0, 4)]).toEqual([0, '<svg']);
  });
  it('compare exits 4 where a temperature asked for lies outside the data, and says so', async () => {
    const { exit, stdout } = await run('compare', 'literature.csv', '--at', '600', '--json');
    expect(exit).toBe(4);
    expect((JSON.parse(stdout) as { haven: { verdict: string; reason: string }[] }).haven[0]).toMatchObject({
      verdict: 'not-comparable',
      reason: expect.stringMatching(/./),
    });
  });
  it('--each treats every path as a study of its own', async () => {
    const { exit, stdout } = await run('compare', '--each', 'literature.csv', 'missing.jsonl', '--json');
    expect(exit).toBe(6);
    expect(JSON.parse(stdout)).toMatchObject({
      results: [
        { path: 'literature.csv', exit: 0, laws: expect.any(Array) },
        { path: 'missing.jsonl', exit: 3, error: { code: 'file/missing' } },
      ],
    });
  });
  it('laws and haven give their part of the comparison, report one page that needs nothing else', async () => {
    const compared = JSON.parse((await run('compare', 'literature.csv', '--at', '340', '--json')).stdout) as {
      laws: object[];
      haven: object[];
    };
    expect(JSON.parse((await run('laws', 'literature.csv', '--at', '340', '--json')).stdout)).toMatchObject({ laws: compared.laws });
    expect(JSON.parse((await run('haven', 'literature.csv', '--at', '340', '--json')).stdout)).toMatchObject({ haven: compared.haven });
    expect((await run('haven', 'literature.csv', '--at', '600')).exit).toBe(4);
    expect((await run('laws', 'literature.csv')).stdout).toContain('Ea 0.35');
    const { exit } = await run('report', 'literature.csv', '-o', 'report.html', '--title', '<b>A</b>');
    const page = readFileSync(join(folder.path, 'report.html'), 'utf8');
    expect(exit).toBe(0);
    expect(page).toContain('<svg');
    expect(page).toContain('&#60;b&#62;A');
    expect(page).not.toMatch(/<script|<link|src="http/);
  });
  it('reference lists published values with their sources, and sets records beside them', async () => {
    const { facts } = JSON.parse((await run('reference', 'list', '--quantity', 'H_R', '--json')).stdout) as {
      facts: { quantity: string; licence: string; checked: string }[];
    };
    expect(facts.length).toBeGreaterThan(4);
    for (const fact of facts) expect([fact.quantity, fact.licence === '', fact.checked === '']).toEqual(['H_R', false, false]);
    const { exit, stdout } = await run('reference', 'compare', 'literature.csv', '--json');
    expect([exit, Array.isArray((JSON.parse(stdout) as { comparisons: unknown }).comparisons)]).toEqual([0, true]);
    expect((await run('reference', 'list', '--quantty', 'H_R')).stderr).toContain('did you mean --quantity?');
  });
  it('plot takes the JSON of an analysis from standard input, and names the figures there are', async () => {
    const { stdout } = await run('eis', 'fit', 'sub/a.csv', '--circuit', 'R0-p(R1,C1)', '--json');
    const plotted = await runCliProcess(['plot', '-', '-o', 'nyquist.svg'], { cwd: folder.path, input: stdout });
    expect(plotted.exit).toBe(0);
    expect(readFileSync(join(folder.path, 'nyquist.svg'), 'utf8')).toContain('</svg>');
    const wrong = await runCliProcess(['plot', '-', '-o', '-', '--figure', 'nope', '--json'], { cwd: folder.path, input: stdout });
    expect([wrong.exit, JSON.parse(wrong.stdout)]).toEqual([
      2,
      { error: expect.objectContaining({ code: 'usage/figure', fix: expect.stringContaining('there are ') }) },
    ]);
  });
});

describe('why', () => {
  it('walks to the raw bytes, verifies them, and sees when they have changed', async () => {
    const { stdout } = await run('eis', 'fit', 'sub/a.csv', ...GEOMETRY, '--formula', 'Li0.29La0.57TiO3', '--cell', '3.87A', '--json');
    const { records } = JSON.parse(stdout) as { records: { id: string; kind: string; parents: string[] }[] };
    writeFileSync(join(folder.path, 'mine.jsonl'), records.map((record) => JSON.stringify(record)).join('\n'));
    const derived = records.find((record) => record.kind === 'D_sigma');
    expect(derived?.parents).toHaveLength(1);
    const trace = await run('why', derived?.id.slice(0, 20) ?? '', 'mine.jsonl', '--json');
    expect(trace.exit).toBe(0);
    const { chain } = JSON.parse(trace.stdout) as {
      chain: { depth: number; record: { kind: string }; inputs: { path: string; status: string }[] }[];
    };
    expect(chain.map((link) => [link.depth, link.record.kind])).toEqual([
      [0, 'D_sigma'],
      [1, 'sigma'],
    ]);
    expect(chain[1]?.inputs).toEqual([expect.objectContaining({ path: 'sub/a.csv', status: 'verified' })]);
    const before = readFileSync(join(folder.path, 'sub/a.csv'));
    writeFileSync(join(folder.path, 'sub/a.csv'), `${before.toString()}\n`);
    const changed = await run('why', derived?.id ?? '', 'mine.jsonl');
    writeFileSync(join(folder.path, 'sub/a.csv'), before);
    expect([changed.exit, changed.stdout]).toEqual([4, expect.stringContaining('changed')]);
  });
  it('opens nothing outside of the folder, whatever a record says', async () => {
    const { records } = JSON.parse((await run('records', 'import', 'literature.csv', '--json')).stdout) as {
      records: Record<string, unknown>[];
    };
    const { id: _, ...record } = records[0] ?? {};
    const secret = makeFolder({ 'secret.txt': 'x' });
    const path = join('..', secret.path.split('/').pop() ?? '', 'secret.txt');
    writeFileSync(
      join(folder.path, 'evil.jsonl'),
      JSON.stringify({
        ...record,
        inputs: [
          { path, sha256: '0'.repeat(64), bytes: 1 },
          { path: join(secret.path, 'secret.txt'), sha256: '0'.repeat(64), bytes: 1 },
        ],
      }),
    );
    const { records: known } = JSON.parse((await run('records', 'import', 'evil.jsonl', '--json')).stdout) as { records: { id: string }[] };
    const { stdout } = await run('why', known[0]?.id ?? '', 'evil.jsonl', '--json');
    secret.remove();
    const { chain } = JSON.parse(stdout) as { chain: { inputs: { status: string }[] }[] };
    expect(chain[0]?.inputs.map((input) => input.status)).toEqual(['missing', 'missing']);
  });
});

it('a reader that closes early is no error', async () => {
  const { exit, stderr } = await runCliProcess(['inspect', 'big.csv', '--values', '--json'], {
    cwd: folder.path,
    onStart: (child) => {
      child.stdin?.end();
      child.stdout?.once('data', () => child.stdout?.destroy());
    },
  });
  expect([exit, stderr]).toEqual([0, '']);
});
