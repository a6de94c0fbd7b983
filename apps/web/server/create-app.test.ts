import { createRegistry } from '@ionwalk/core/host';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from './create-app.ts';
import { multipart } from './testing/multipart.ts';
import { toyPlugin } from './testing/toy-plugin.ts';

const host = '127.0.0.1';
let app: FastifyInstance;
beforeAll(async () => {
  app = await createApp({ registry: createRegistry([toyPlugin]), version: '1.2.3' });
});
afterAll(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers: { host, ...headers } });
const post = async (url: string, files: Parameters<typeof multipart>[0], fields: Record<string, string> = {}) =>
  app.inject({ method: 'POST', url, ...(await multipart(files, fields)) });
const run = (fields: Record<string, string>, content = 'TOY\n1e-6\n2e-6\n3e-6\n') =>
  post('/api/toy/spread/runs', [['files', 'a.toy', content]], fields);

describe('routes from descriptors', () => {
  test('a plugin nobody knows is listed with its form fields and its route', async () => {
    const { plugins } = (await get('/api/plugins')).json();
    expect(plugins[0].analyses[0]).toMatchObject({ id: 'spread', command: 'toy spread', route: '/api/toy/spread/runs' });
    expect(plugins[0].analyses[0].fields.map(({ name }: { name: string }) => name)).toEqual([
      'time',
      'mode',
      'temperature',
      'sample',
      'effect',
    ]);
  });
  test('OpenAPI has a concrete address for each analysis, with its options', async () => {
    const { openapi, paths } = (await get('/api/openapi.json')).json();
    expect(openapi).toBe('3.1.0');
    const { properties } = paths['/api/toy/spread/runs'].post.requestBody.content['multipart/form-data'].schema;
    expect(Object.keys(properties.options.properties)).toContain('time');
    expect(Object.keys(properties)).toContain('reference');
    expect(Object.keys(paths).some((path) => path.includes(':plugin') || path.includes('{plugin}'))).toBe(false);
  });
  test('an upload is recognised by its content, with the reason', async () => {
    const answer = await post('/api/inspect', [
      ['files', 'x.bin', 'TOY\n1\n2\n'],
      ['files', 'y.toy', 'what is this'],
    ]);
    expect(answer.statusCode).toBe(200);
    const [toy, foreign] = answer.json().files;
    expect(toy).toMatchObject({ path: 'x.bin', reader: 'toy/lines', confidence: 'certain', reason: "begins with 'TOY'" });
    expect(foreign).toMatchObject({ path: 'y.toy', reader: null, datasets: [] });
  });
  test('a run gives the analysis document with provenance of the bytes', async () => {
    const answer = await run({ options: JSON.stringify({ time: '1h', temperature: '27degC' }) });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['x-ionwalk-exit']).toBe('0');
    const [record] = answer.json().records;
    expect(record).toMatchObject({ kind: 'D_toy', T: 300.15, software: { plugin: '@example/ionwalk-plugin-toy@2.0.0' } });
    expect(record.value).toBeCloseTo((14e-12 / 3 / 7200) * 1, 20);
    expect(record.inputs[0]).toMatchObject({ path: 'a.toy', bytes: 19 });
  });
  test('a failed quality gate still answers 200, with exit 4 in a header', async () => {
    const answer = await run({ options: '{"time":"1h"}' }, 'TOY\n1e-6\n');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['x-ionwalk-exit']).toBe('4');
  });
});

describe('errors', () => {
  test.each([
    ['a missing option', {}, 400, 'usage/missing-option'],
    ['an unknown option', { options: '{"time":"1h","tine":3}' }, 400, 'usage/unknown-option'],
    ['a wrong unit', { options: '{"time":"1m"}' }, 400, 'units/dimension'],
    ['options that are no JSON', { options: '{' }, 400, 'http/json'],
    ['nested options', { options: '{"time":{"a":1}}' }, 400, 'http/json'],
    ['an unknown reader', { options: '{"time":"1h"}', reader: 'toy/none' }, 400, 'usage/unknown-reader'],
    ['a plugin that crashes', { options: '{"time":"1h","mode":"crash"}' }, 502, 'plugin/threw'],
  ])('%s', async (_, fields, status, code) => {
    const answer = await run(fields);
    expect(answer.statusCode).toBe(status);
    const { error } = answer.json();
    expect(error.code).toBe(code);
    expect(error.fix).not.toBe('');
    expect(answer.body).not.toMatch(/\n\s+at |node_modules|\.ts:\d/u);
  });
  test('a file of the wrong kind or content is 422', async () => {
    expect((await run({ options: '{"time":"1h"}' }, 'TOY\nx\n')).statusCode).toBe(422);
    expect((await run({ options: '{"time":"1h"}' }, 'nothing')).statusCode).toBe(422);
    expect((await run({ options: '{"time":"1h"}' }, '')).statusCode).toBe(422);
  });
  test('files under an unknown name are refused', async () => {
    const answer = await post('/api/toy/spread/runs', [['other', 'a', 'TOY\n1\n']], { options: '{"time":"1h"}' });
    expect(answer.json().error.code).toBe('upload/unknown-input');
  });
  test('no file at all is said', async () => {
    expect((await post('/api/inspect', [], { reader: '' })).json().error.code).toBe('upload/empty');
  });
  test('JSON instead of a form is 415 or 406 with a fix', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/api/inspect',
      headers: { host, 'content-type': 'application/json' },
      payload: '{}',
    });
    expect([406, 415]).toContain(answer.statusCode);
    expect(answer.json().error.fix).not.toBe('');
  });
  test('an unknown address is 404 in the same shape', async () => {
    expect((await get('/api/none')).json().error).toMatchObject({ code: 'http/not-found' });
  });
  test.each(['//api/study', '/api//study', '//', '//api/study?a=b'])('%s is 404 too', async (url) => {
    const answer = await app.inject({ url: `http://127.0.0.1${url}`, headers: { host } });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error).toMatchObject({ code: 'http/not-found' });
  });
  test('two slashes in a query are not in the address', async () => {
    expect((await get('/api/study?from=//x')).statusCode).toBe(200);
  });
  test('more than 500 files are refused', async () => {
    const files = Array.from({ length: 501 }, (_, i) => ['files', `${i}.toy`, 'TOY\n1\n'] as const);
    expect((await post('/api/inspect', files)).statusCode).toBe(413);
  });
  test.each(['__proto__', 'constructor', 'prototype', 'toString'])('an option called %s changes nothing for anyone', async (name) => {
    const answer = await run({ options: `{"time":"1h","${name}":"polluted"}` });
    expect(answer.statusCode).toBe(400);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('other sites', () => {
  test.each([
    'evil.example',
    'evil.example:80',
    '127.0.0.1.evil.example',
    '0.0.0.0',
    'localhost.evil',
    '192.168.0.2',
    '[::2]',
    '127.0.0.1@evil.example',
    'localhost:x',
  ])('Host %s is misdirected', async (name) => {
    expect((await get('/api/study', { host: name })).statusCode).toBe(421);
    expect((await get('/', { host: name })).statusCode).toBe(421);
  });
  test.each(['127.0.0.1', 'localhost', '[::1]', '127.0.0.1:4321'])('Host %s is ours', async (name) => {
    expect((await get('/api/study', { host: name })).statusCode).toBe(200);
  });
  test.each([
    { origin: 'http://evil.example' },
    { origin: 'null' },
    { origin: 'https://127.0.0.1' },
    { origin: 'http://127.0.0.1:1' },
    { origin: 'http://localhost' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'http://evil.example', 'sec-fetch-site': 'same-origin' },
  ])('a write from %j is forbidden', async (headers) => {
    const { payload, headers: own } = await multipart([['files', 'a.toy', 'TOY\n1\n']]);
    const answer = await app.inject({ method: 'POST', url: '/api/inspect', payload, headers: { ...own, ...headers } });
    expect(answer.statusCode).toBe(403);
  });
  test('a write from our own page passes', async () => {
    const { payload, headers } = await multipart([['files', 'a.toy', 'TOY\n1\n']]);
    const answer = await app.inject({
      method: 'POST',
      url: '/api/inspect',
      payload,
      headers: { ...headers, origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' },
    });
    expect(answer.statusCode).toBe(200);
  });
  test('another site can neither read nor embed the API', async () => {
    expect((await get('/api/study', { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403);
    const { headers } = await get('/api/study');
    expect(headers['access-control-allow-origin']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).not.toContain('unsafe');
    expect(headers['strict-transport-security']).toBeUndefined();
  });
});
