import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRegistry } from '@ionwalk/core/host';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from '../create-app.ts';
import { loadStudy } from './load-study.ts';

const folder = mkdtempSync(join(tmpdir(), 'ionwalk-study-'));
const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
const record = (over: object): string =>
  JSON.stringify({
    schema: 'ionwalk/diffusion-record/1',
    kind: 'D_NMR',
    region: 'bulk',
    value: 1e-12,
    unit: 'm2/s',
    u: 0.05,
    effects: [],
    T: 300,
    ion: { element: 'Li', z: 1 },
    sample: { id: 'S' },
    direction: null,
    model: { name: 'm', version: '1', free: {}, fixed: {}, flags: [] },
    inputs: [],
    parents: [],
    ...over,
  });
let app: FastifyInstance;
beforeAll(async () => {
  mkdirSync(join(folder, 'figures'));
  mkdirSync(join(folder, 'raw', 'a'), { recursive: true });
  write(
    'records.jsonl',
    [300, 320, 340].map((T, i) => record({ id: `r${i}`, T, value: 1e-12 * (i + 1) })).join('\n') + '\nnot json\n{"kind":3}\n',
  );
  write('raw/a/README.txt', 'All of this is SIMULATED.');
  write('figures/nyquist.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  write('figures/..evil.svg', 'x');
  write('secret.svg', 'secret');
  app = await createApp({ registry: createRegistry([]), version: '1', project: folder });
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
const get = (url: string) => app.inject({ url, headers: { host: 'localhost' } });

describe('a study folder', () => {
  test('is compared anew when compare.json is absent', async () => {
    const study = await loadStudy(folder, '1');
    expect(study.compare?.laws).toHaveLength(1);
    expect(study.compare?.laws[0]).toMatchObject({ kind: 'D_NMR', n: 3 });
  });
  test('says that it is simulated when one of its READMEs does', async () => {
    expect((await loadStudy(folder, '1')).simulated).toBe(true);
  });
  test('keeps the good lines of a damaged file and names the bad ones', async () => {
    const { records, diagnostics } = await loadStudy(folder, '1');
    expect(records).toHaveLength(3);
    expect(diagnostics.map(({ where }) => where)).toEqual(['records.jsonl:4', 'records.jsonl:5']);
  });
  test('without a folder is an empty project, not an error', async () => {
    expect(await loadStudy(undefined, '1')).toMatchObject({ empty: true, compare: null });
    expect(await loadStudy(join(folder, 'none'), '1')).toMatchObject({ empty: true, diagnostics: [] });
  });
  test('without records.jsonl says why it shows nothing, and is still as it was when there is nothing to say', async () => {
    const other = mkdtempSync(join(tmpdir(), 'ionwalk-study-'));
    expect((await loadStudy(other, '1')).diagnostics).toEqual([]);
    writeFileSync(join(other, 'fit-300K.json'), '{}');
    const study = await loadStudy(other, '1');
    expect(study).toMatchObject({ empty: true, diagnostics: [{ code: 'study/no-records', where: 'records.jsonl' }] });
    expect(study.diagnostics[0]?.message).toContain('fit-300K.json');
    writeFileSync(join(other, 'records.jsonl'), '\n');
    expect((await loadStudy(other, '1')).diagnostics[0]?.message).toBe('records.jsonl is empty');
    rmSync(other, { recursive: true });
  });
  test('names its folder for commands', async () => {
    expect((await loadStudy(folder, '1')).folder).toBe(folder);
  });
  test('takes compare.json as it stands while it knows the records, and compares anew, aloud, when it does not', async () => {
    const { compare } = await loadStudy(folder, '1');
    const stored = { ...compare, laws: compare!.laws.map((law) => ({ ...law, n: 99 })) };
    write('compare.json', JSON.stringify(stored));
    const kept = await loadStudy(folder, '1');
    expect(kept.compare?.laws[0]).toMatchObject({ n: 99 });
    expect(kept.diagnostics.map(({ code }) => code)).not.toContain('study/compare');
    const records = readFileSync(join(folder, 'records.jsonl'), 'utf8');
    write('records.jsonl', `${record({ id: 'r3', T: 360, value: 4e-12 })}\n${records}`);
    const anew = await loadStudy(folder, '1');
    expect(anew.compare?.laws[0]).toMatchObject({ n: 4 });
    expect(anew.diagnostics).toContainEqual(
      expect.objectContaining({ code: 'study/compare', message: expect.stringContaining('1 record') }),
    );
    write('records.jsonl', records);
    write('compare.json', '{"laws":[null],"haven":[],"figures":[]}');
    const foreign = await loadStudy(folder, '1');
    expect(foreign.compare?.laws[0]).toMatchObject({ n: 3 });
    expect(foreign.diagnostics).toContainEqual(expect.objectContaining({ code: 'study/compare', where: 'compare.json' }));
    rmSync(join(folder, 'compare.json'));
  });
  test('shows the checks that are some and names the others', async () => {
    const check = {
      id: 'N1',
      quantity: 'D',
      stated: 1,
      recomputed: null,
      recovered: null,
      unit: '1',
      ratio: null,
      verdict: 'agrees',
      note: '',
    };
    write('checks.json', JSON.stringify([check, null, { ...check, recovered: { value: 'x' } }]));
    const { checks, diagnostics } = await loadStudy(folder, '1');
    expect(checks).toEqual([check]);
    expect(diagnostics.filter(({ code }) => code === 'study/checks').map(({ where }) => where)).toEqual([
      'checks.json: entry 2',
      'checks.json: entry 3',
    ]);
    write('checks.json', '{}');
    expect((await loadStudy(folder, '1')).diagnostics).toContainEqual(
      expect.objectContaining({ code: 'study/checks', where: 'checks.json' }),
    );
    rmSync(join(folder, 'checks.json'));
  });
  test('damaged JSON beside it is said and the rest is shown', async () => {
    write('checks.json', '{');
    const study = await loadStudy(folder, '1');
    expect(study.diagnostics.map(({ code }) => code)).toContain('study/json');
    expect(study.records).toHaveLength(3);
    rmSync(join(folder, 'checks.json'));
  });
});

describe('its addresses', () => {
  test('a figure comes as an attachment in a sandbox', async () => {
    const { statusCode, headers } = await get('/api/study/figures/nyquist.svg');
    expect(statusCode).toBe(200);
    expect(headers['content-disposition']).toContain('attachment');
    expect(headers['content-security-policy']).toContain('sandbox');
    expect(headers['content-security-policy']).not.toContain('script');
  });
  test('a figure made by comparing has svg, json and csv', async () => {
    const id = (await get('/api/study')).json().compare.figures[0].id;
    expect((await get(`/api/study/figures/${id}.svg`)).body).toContain('<svg');
    expect((await get(`/api/study/figures/${id}.json`)).json().id).toBe(id);
    expect((await get(`/api/study/figures/${id}.csv`)).body).toContain('diffusivity');
  });
  test.each([
    '..%2fsecret.svg',
    '..%2f..%2fsecret.svg',
    '%2e%2e%2fsecret.svg',
    '..evil.svg',
    'nyquist.txt',
    'nyquist',
    '%00.svg',
    'constructor.svg',
    'a'.repeat(190) + '.svg',
  ])('no name leads out of the figures: %s', async (name) => {
    const { statusCode, body } = await get(`/api/study/figures/${name}`);
    expect(statusCode).toBeGreaterThanOrEqual(400);
    expect(statusCode).toBeLessThan(500);
    expect(body).not.toContain('secret<');
  });
  test('CSV names its units and defuses formulas', async () => {
    write('records.jsonl', record({ id: '=cmd()', sample: { id: '@SUM(A1)' } }) + '\n');
    const { body } = await get('/api/study/records.csv');
    expect(body).toContain('T (K)');
    expect(body).toContain("'=cmd()");
    expect(body).toContain("'@SUM(A1)");
  });
});
