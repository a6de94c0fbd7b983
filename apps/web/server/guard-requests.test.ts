import { createRegistry } from '@ionwalk/core/host';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createApp } from './create-app.ts';
import { multipart } from './testing/multipart.ts';
import { toyPlugin } from './testing/toy-plugin.ts';

const TOKEN = 'a'.repeat(43);
let open: FastifyInstance;
let guarded: FastifyInstance;
beforeAll(async () => {
  const registry = createRegistry([toyPlugin]);
  [open, guarded] = await Promise.all([createApp({ registry, version: '1' }), createApp({ registry, version: '1', token: TOKEN })]);
});
afterAll(() => Promise.all([open.close(), guarded.close()]));

describe('of all combinations of headers only our own page and scripts may write', () => {
  const hosts = ['127.0.0.1', 'localhost:4847', '[::1]', 'evil.example', '127.0.0.1.evil.example', '192.168.0.2:80'];
  const origins = [undefined, 'own', 'null', 'http://evil.example', 'https://127.0.0.1', 'http://127.0.0.1:1'];
  const sites = [undefined, 'same-origin', 'none', 'same-site', 'cross-site'];
  const combinations = hosts.flatMap((host) => origins.flatMap((origin) => sites.map((site) => [host, origin, site] as const)));

  test.each(combinations)('Host %s, Origin %s, Sec-Fetch-Site %s', async (host, origin, site) => {
    const { payload, headers } = await multipart([['files', 'a.toy', 'TOY\n1\n']]);
    const from = {
      host,
      ...(origin === undefined ? {} : { origin: origin === 'own' ? `http://${host}` : origin }),
      ...(site === undefined ? {} : { 'sec-fetch-site': site }),
    };
    const { statusCode, headers: answer } = await open.inject({
      method: 'POST',
      url: '/api/inspect',
      payload,
      headers: { ...headers, ...from },
    });
    const ours = ['127.0.0.1', 'localhost:4847', '[::1]'].includes(host);
    const own = (origin === undefined || origin === 'own') && (site === undefined || site === 'same-origin' || site === 'none');
    expect(statusCode).toBe(ours ? (own ? 200 : 403) : 421);
    expect(Object.keys(answer).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])(
    'a simple request of another site as %s is refused',
    async (type) => {
      const headers = { host: '127.0.0.1', origin: 'http://evil.example', 'content-type': type };
      for (const url of ['/api/inspect', '/api/toy/spread/runs', '/api/session'])
        expect((await open.inject({ method: 'POST', url, headers, payload: 'x' })).statusCode).toBe(403);
    },
  );
  test('a preflight gets no leave', async () => {
    const headers = { host: '127.0.0.1', origin: 'http://evil.example', 'access-control-request-method': 'DELETE' };
    const answer = await open.inject({ method: 'OPTIONS', url: '/api/inspect', headers });
    expect(answer.statusCode).toBe(403);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });
  test('another spelling of an address is the same address', async () => {
    const headers = { host: '127.0.0.1', 'sec-fetch-site': 'cross-site' };
    for (const url of ['/api/study', '/%61pi/study', '/api/%73tudy'])
      expect((await open.inject({ url, headers })).statusCode).not.toBe(200);
  });
});

describe('a server that asks for its token', () => {
  const ask = (headers: Record<string, string>, url = '/api/study') => guarded.inject({ url, headers: { host: '127.0.0.1', ...headers } });
  const exchange = (token: string, headers: Record<string, string> = {}) =>
    guarded.inject({ method: 'POST', url: '/api/session', headers: { host: '127.0.0.1', ...headers }, payload: { token } });

  test('gives nothing of the API without it', async () => {
    for (const url of ['/api/study', '/api/plugins', '/api/openapi.json', '/api/study/records.csv', '/%61pi/study']) {
      const answer = await ask({}, url);
      expect([answer.statusCode, answer.headers['www-authenticate']]).toEqual([401, 'Bearer']);
      expect(answer.json().error).toMatchObject({ code: 'http/token', fix: expect.stringContaining('Bearer') });
    }
    const { payload, headers } = await multipart([['files', 'a.toy', 'TOY\n1\n']]);
    expect((await guarded.inject({ method: 'POST', url: '/api/inspect', payload, headers })).statusCode).toBe(401);
  });
  test('lets a script in that sends it', async () => {
    expect((await ask({ authorization: `Bearer ${TOKEN}` })).statusCode).toBe(200);
    expect((await ask({ authorization: `Bearer ${TOKEN}x` })).statusCode).toBe(401);
    expect((await ask({ authorization: `Basic ${TOKEN}` })).statusCode).toBe(401);
  });
  test('exchanges it for a cookie that no script can read and no other site can send', async () => {
    const answer = await exchange(TOKEN, { origin: 'http://127.0.0.1', 'sec-fetch-site': 'same-origin' });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    const cookie = String(answer.headers['set-cookie']);
    expect(cookie).toMatch(/^ionwalk-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/u);
    expect(cookie).not.toContain(TOKEN);
    expect((await ask({ cookie: `other=1; ${cookie.split(';', 1)[0]}` })).statusCode).toBe(200);
    expect((await ask({ cookie: `${cookie.split(';', 1)[0]}x` })).statusCode).toBe(401);
    expect((await ask({ cookie: `ionwalk-1=${cookie.split(/[=;]/u, 2)[1]}` })).statusCode).toBe(401);
  });
  test('gives no cookie for a wrong token, however often it is guessed', async () => {
    for (let i = 0; i < 300; i++) {
      const answer = await exchange(String(i).padStart(43, 'a'));
      expect([answer.statusCode, answer.headers['set-cookie']]).toEqual([401, undefined]);
    }
    expect((await exchange(TOKEN, { origin: 'http://evil.example' })).statusCode).toBe(403);
  });
});
