import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, runCliHere, runCliProcess, spectrumCsv } from './run-source-cli.ts';

let folder: ReturnType<typeof makeFolder>;
beforeAll(() => {
  const noise = Uint8Array.from({ length: 3000 }, (_, i) => (i * 7919 + 13 * (i % 97)) % 256);
  folder = makeFolder({
    'good.csv': spectrumCsv(),
    'empty.dta': '',
    'head.dta': 'EXPLAIN\r\nTAG\tEISPOT\r\nTITLE\tLABEL\tPEIS\tTest\r\n',
    'header-only.mpt': 'EC-Lab ASCII FILE\r\nNb header lines : 500\r\n',
    'paper.pdf': '%PDF-1.7\nnothing',
    'noise.im': noise,
    'cameca.im': cameca(),
    'prose.txt': 'Measured in March.\nSee the notebook.\n',
    'nan.csv': 'frequency,re,im\n1,nan,nan\n2,nan,nan\n',
    '12/ser': noise.slice(0, 100),
    '12/acqus': '##TITLE= Parameter file\n##$TD= 999999999999\n##$SW_h= -5\n##END=\n',
    '13/ser': noise,
    'nothing/.hidden': 'x',
    'notes/a.txt': 'hello\n',
  });
});
afterAll(() => folder.remove());

/** A Cameca header that promises far more than the file holds. */
function cameca(): Uint8Array {
  const view = new DataView(new ArrayBuffer(64));
  [4108, 27, 2_000_000_000].forEach((value, i) => view.setInt32(4 * i, value, true));
  return new Uint8Array(view.buffer);
}

const BAD = [
  'missing.dta',
  'empty.dta',
  'head.dta',
  'header-only.mpt',
  'paper.pdf',
  'noise.im',
  'cameca.im',
  'prose.txt',
  'nan.csv',
  '12',
  '12/ser',
  '13/ser',
  'nothing',
  'notes',
  'good.csv/x',
];

describe.each(BAD)('inspect %s', (path) => {
  it('exits 3 with a code, where, and a fix, as JSON', async () => {
    const { exit, stdout, stderr } = await runCliHere(['inspect', path, '--json'], { cwd: folder.path });
    expect([exit, stderr]).toEqual([3, '']);
    const { error } = JSON.parse(stdout) as { error: Record<string, string> };
    expect(Object.keys(error)).toEqual(['code', 'message', 'where', 'fix']);
    expect(error['code']).toMatch(/^[a-z-]+\/[a-z0-9-]+$/);
    for (const key of ['message', 'where', 'fix']) expect(error[key]).toMatch(/\S/);
  });
});

it('an error in text is three facts on stderr, never a stack trace, and stdout stays empty', async () => {
  const { exit, stdout, stderr } = await runCliHere(['inspect', 'empty.dta'], { cwd: folder.path });
  expect([exit, stdout]).toEqual([3, '']);
  expect(stderr).toBe('error file/empty empty.dta: the file is empty\n  try: copy or export it again from the instrument\n');
});
it('a missing file next to one of that name suggests it', async () => {
  expect((await runCliHere(['inspect', 'godo.csv'], { cwd: folder.path })).stderr).toContain("did you mean 'good.csv'");
});
it('several inputs: one bad one never stops the rest, exit 6; all bad, exit 3', async () => {
  const mixed = await runCliHere(['inspect', 'empty.dta', './good.csv', 'missing.dta', '--json'], { cwd: folder.path });
  expect(mixed.exit).toBe(6);
  const { files } = JSON.parse(mixed.stdout) as {
    files: { path: string; reader: string | null; datasets: unknown[]; diagnostics: { severity: string; code: string }[] }[];
  };
  expect(files.map((file) => [file.path, file.datasets.length])).toEqual([
    ['empty.dta', 0],
    ['./good.csv', 1],
    ['missing.dta', 0],
  ]);
  expect(files[2]?.diagnostics).toEqual([expect.objectContaining({ severity: 'error', code: 'file/missing' })]);
  expect((await runCliHere(['inspect', 'empty.dta', 'missing.dta'], { cwd: folder.path })).exit).toBe(3);
});
it('an analysis of several inputs gives results in order with path as typed and each its exit code', async () => {
  const { exit, stdout } = await runCliProcess(
    ['eis', 'fit', 'missing.dta', './good.csv', '--circuit', 'R0-p(R1,C1)', '--no-figures', '--json'],
    { cwd: folder.path },
  );
  const { results } = JSON.parse(stdout) as { results: { path: string; exit: number; error?: { code: string }; fits?: unknown[] }[] };
  expect(results.map((entry) => [entry.path, entry.exit, entry.error?.code ?? null, entry.fits?.length ?? 0])).toEqual([
    ['missing.dta', 3, 'file/missing', 0],
    ['./good.csv', 0, null, 1],
  ]);
  expect(exit).toBe(6);
});
it('a file of another technique says what it is and what takes it', async () => {
  const { exit, stdout } = await runCliHere(['nmr', 'diffusion', 'good.csv', '--json'], { cwd: folder.path });
  expect(exit).toBe(3);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'input/kind', fix: expect.stringContaining('ionwalk eis fit') } });
});
