import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, runCliHere } from './run-source-cli.ts';

const volts = 8.617333262e-5;
const sigmaT = (T: number): number => 1e5 * Math.exp(-0.35 / (volts * T));

let folder: ReturnType<typeof makeFolder>;
beforeAll(() => {
  folder = makeFolder({
    // The table of a figure: no headers, 1000/T and log10(σT) in S K/cm.
    'figure.csv': [300, 320, 340, 360, 380].map((T) => `${1000 / T},${Math.log10(sigmaT(T))}\n`).join(''),
    'md.json': JSON.stringify(
      [700, 800].map((temperature) => ({ temperature, D: 1e-6, D_sigma: 1e-7, D_charge: 2e-6, specie: 'Li+', sample: 'A3' })),
    ),
  });
});
afterAll(() => folder.remove());
const run = (...args: string[]): ReturnType<typeof runCliHere> => runCliHere(args, { cwd: folder.path });
const FIGURE = ['--column', '1=1000/T (1/K)', '--column', '2=log10 sigmaT (S K/cm)', '--set', 'sample=A3', '--set', 'ion=Li'];

describe('records', () => {
  it('import reads a table without headers as it is told to, and its law has the activation energy of σT', async () => {
    const { exit, stderr } = await run('records', 'import', 'figure.csv', ...FIGURE, '-o', 'figure.jsonl');
    expect([exit, stderr]).toEqual([0, '5 records → figure.jsonl\nnext: ionwalk compare figure.jsonl\n']);
    const laws = JSON.parse((await run('laws', 'figure.jsonl', '--json')).stdout) as { laws: { Ea_eV: number }[] };
    expect(laws.laws[0]?.Ea_eV).toBeCloseTo(0.35, 8);
  });
  it('import reads results of a simulation, and so does compare', async () => {
    const { stdout } = await run('records', 'import', 'md.json');
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { kind: string }).kind),
    ).toEqual(['D_sim', 'D_sigma', 'D_sim', 'D_sigma']);
    const text = await run('compare', 'md.json');
    expect(text.stdout).toMatch(/D_sigma bulk \/ D_sim bulk +A3 .* 2\.00 +undecided .* Next: /);
    const haven = await run('haven', 'md.json');
    expect(haven.stdout + haven.stderr).toMatch(/no Haven ratio|H_R/);
    const document = JSON.parse((await run('compare', 'md.json', '--json')).stdout) as { comparisons: { ratio: number }[] };
    expect(document.comparisons[0]?.ratio).toBeCloseTo(2, 10);
  });
  it('import keeps the way back to the bytes of the table', async () => {
    await run('records', 'import', 'figure.csv', ...FIGURE, '-o', 'traced.jsonl');
    const [id] = readFileSync(join(folder.path, 'traced.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { id: string }).id);
    const why = await run('why', id ?? '', 'traced.jsonl');
    expect(why.stdout).toMatch(/as stated in a table[^]*from figure\.csv .* verified/);
  });
  it.each([
    ['records.csv', [], 'kind'],
    ['records.jsonl', [], '{"'],
    ['records.jsonld', [], '"@context"'],
    ['origin.csv', ['--format', 'origin'], '1000/T,log10(sigma T)'],
  ] as const)('export writes %s', async (name, options, part) => {
    await run('records', 'import', 'figure.csv', ...FIGURE, '-o', 'all.jsonl');
    const { exit } = await run('records', 'export', 'all.jsonl', '-o', name, ...options);
    expect(exit).toBe(0);
    expect(readFileSync(join(folder.path, name), 'utf8')).toContain(part);
  });
  it('names what it was told wrongly, with exit 2 for the call and 3 for the table', async () => {
    expect(await run('records', 'import', 'figure.csv', '--column', 'T')).toMatchObject({ exit: 2 });
    expect(await run('records', 'export', 'figure.csv', '--format', 'xlsx')).toMatchObject({ exit: 2 });
    const typo = await run('records', 'import', 'figure.csv', ...FIGURE, '--set', 'smaple=B', '--json');
    expect(JSON.parse(typo.stdout)).toMatchObject({ error: { code: 'csv/column', fix: expect.stringContaining("'sample'") as string } });
    const wrong = await run('records', 'import', 'figure.csv', '--column', 'Z=T', '--json');
    expect(wrong.exit).toBe(3);
    expect(JSON.parse(wrong.stdout)).toMatchObject({ error: { code: 'csv/column', where: 'figure.csv:1' } });
  });
});

describe('compare --suppose', () => {
  it('answers as if a shared error were of another size, and refuses one no record carries', async () => {
    const records = ['300,1e-12', '340,4e-12'].flatMap((row) => [`D_NMR,${row},a:1K`, `D_sigma,${row},b:1K`]);
    const { path, remove } = makeFolder({
      'a.csv': `kind,T,value,effects,unit,region,ion,sample,u\n${records.map((row) => `${row},m2/s,bulk,Li,A,0.01`).join('\n')}\n`,
    });
    const u = async (...more: string[]): Promise<number> =>
      (JSON.parse((await runCliHere(['haven', 'a.csv', '--json', ...more], { cwd: path })).stdout) as { haven: { u: number }[] }).haven[0]!
        .u;
    const [before, after] = [await u(), await u('--suppose', 'a:0.1K', '--suppose', 'b:0.1K')];
    // Random part: 1 % twice.
    expect((before ** 2 - 2e-4) / (after ** 2 - 2e-4)).toBeCloseTo(100, 6);
    const refused = await runCliHere(['compare', 'a.csv', '--suppose', 'c:0.1K', '--json'], { cwd: path });
    expect([refused.exit, (JSON.parse(refused.stdout) as { error: { code: string } }).error.code]).toEqual([2, 'suppose/effect']);
    remove();
  });
});
