import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { filesFromPath } from './files-from-path.ts';
import { hashStream } from './hash-file.ts';

let root: string;
let cwd: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'ionwalk-files-'));
  cwd = join(root, 'work');
  mkdirSync(join(cwd, '12', 'pdata', '1'), { recursive: true });
  mkdirSync(join(cwd, 'empty'));
  for (const path of ['12/ser', '12/acqus', '12/.hidden', '12/pdata/1/title', 'a.dta']) writeFileSync(join(cwd, path), path);
  writeFileSync(join(root, 'outside.dta'), 'outside');
  symlinkSync(root, join(cwd, '12', 'loop'));
});
afterAll(() => rmSync(root, { recursive: true }));

it('takes a file with its neighbours, named relative to the working directory', async () => {
  const { files, only, path } = await filesFromPath('12/ser', cwd);
  expect(path).toBe('12/ser');
  expect(only).toEqual(['12/ser']);
  expect(files.map((file) => file.path).sort()).toEqual(['12/acqus', '12/pdata/1/title', '12/ser']);
});
it('takes a folder with all below it, but neither hidden files nor links', async () => {
  const { files, only, shown } = await filesFromPath('./12/', cwd);
  expect(only).toBeUndefined();
  expect(files.map((file) => file.path).sort()).toEqual(['12/acqus', '12/pdata/1/title', '12/ser']);
  expect(shown?.('12/ser')).toBe('./12/ser');
});
it('gives what lies outside its name only, in a vendor folder with that of the folder', async () => {
  const { files, naming } = await filesFromPath('../outside.dta', cwd);
  const path = files[0]?.path ?? '';
  expect([naming?.(path, false), naming?.(path, true)?.split('/').pop()]).toEqual(['outside.dta', 'outside.dta']);
  expect(naming?.(path, true)).toMatch(/^ionwalk-files-[^/]+\/outside\.dta$/);
});
it('reads nothing but what is asked for, and hashes by streaming', async () => {
  const { files } = await filesFromPath('a.dta', cwd);
  expect(await files[0]?.blob.text()).toBe('a.dta');
  expect(await hashStream(new Blob(['abc']))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
it.each([
  ['nope.dta', 'file/missing'],
  ['b.dta', 'file/missing'],
  ['a.dta/x', 'file/missing'],
  ['empty', 'file/empty'],
])('says why %s can not be opened: %s', async (path, code) => {
  const { error } = await filesFromPath(path, cwd);
  expect(error).toMatchObject({ kind: 'input', code, where: path, fix: expect.stringMatching(/./) });
});
it('suggests the nearest name in the folder', async () => {
  expect((await filesFromPath('a.dat', cwd)).error).toMatchObject({ fix: "did you mean 'a.dta' in that folder?" });
});
it.skipIf(process.platform === 'win32')('refuses a device, which would never end', async () => {
  expect((await filesFromPath('/dev/zero', cwd)).error).toMatchObject({ code: 'file/not-a-file' });
});

/** 12/ser and 12/acqus, packed. */
const ZIP =
  'UEsDBBQAAAAIAAAAIVzeeGKtCAAAAAYAAAAGAAAAMTIvc2VyMzTSL04tAgBQSwMEFAAAAAgAAAAhXFAm9aYKAAAACAAAAAgAAAAxMi9hY3F1czM00k9MLiwt' +
  'BgBQSwECFAMUAAAACAAAACFc3nhirQgAAAAGAAAABgAAAAAAAAAAAAAApAEAAAAAMTIvc2VyUEsBAhQDFAAAAAgAAAAhXFAm9aYKAAAACAAAAAgAAAAAAAAA' +
  'AAAAAKQBLAAAADEyL2FjcXVzUEsFBgAAAAACAAIAagAAAFwAAAAAAA==';

it('takes a zipped folder as the folder', async () => {
  writeFileSync(join(cwd, 'packed.zip'), Buffer.from(ZIP, 'base64'));
  const { files, only, shown, naming } = await filesFromPath('./packed.zip', cwd);
  expect(only).toBeUndefined();
  expect(files.map((file) => file.path)).toEqual(['packed.zip/12/ser', 'packed.zip/12/acqus']);
  expect(await files[0]?.blob.text()).toBe('12/ser');
  expect(shown?.('packed.zip/12/ser')).toBe('./packed.zip/12/ser');
  expect(naming?.('packed.zip/12/ser', true)).toBe('packed.zip/12/ser');
  writeFileSync(join(cwd, 'broken.zip'), Buffer.from(ZIP, 'base64').subarray(0, 60));
  expect((await filesFromPath('broken.zip', cwd)).error).toMatchObject({ code: 'file/zip' });
});
