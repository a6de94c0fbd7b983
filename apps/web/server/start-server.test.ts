import { request } from 'node:http';
import { createRegistry } from '@ionwalk/core/host';
import { afterEach, expect, test, vi } from 'vitest';
import { startServer, type RunningServer } from './start-server.ts';

const running: RunningServer[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  for (const server of running.splice(0)) await server.close();
});
const start = async (port?: number): Promise<RunningServer> => {
  const server = await startServer({ registry: createRegistry([]), version: '1', port });
  running.push(server);
  return server;
};
const status = (url: string, host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    request(new URL('api/study', url), { headers: { host } }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    })
      .on('error', reject)
      .end();
  });

test('port 0 takes a free port of the loopback address and says which', async () => {
  const { url } = await start(0);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/u);
  expect(await (await fetch(new URL('api/study', url))).json()).toMatchObject({ empty: true });
});
test('its own name under another port is not its name', async () => {
  const { url } = await start(0);
  const { port } = new URL(url);
  expect(await status(url, `localhost:${port}`)).toBe(200);
  expect(await status(url, `localhost:${Number(port) === 1 ? 2 : 1}`)).toBe(421);
  expect(await status(url, 'localhost')).toBe(421);
});
test('with a token its address holds it behind the #, another one at each start', async () => {
  const servers = await Promise.all([0, 0].map((port) => startServer({ registry: createRegistry([]), version: '1', port, token: true })));
  running.push(...servers);
  const [first, second] = servers as [RunningServer, RunningServer];
  expect(first.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#token=[\w-]{43}$/u);
  expect(first.token).not.toBe(second.token);
  const study = new URL('api/study', first.url);
  expect((await fetch(study)).status).toBe(401);
  expect((await fetch(study, { headers: { authorization: `Bearer ${first.token}` } })).status).toBe(200);
  expect((await fetch(study, { headers: { authorization: `Bearer ${second.token}` } })).status).toBe(401);
});
test('a port in use is a usage error with a fix', async () => {
  const { url } = await start(0);
  await expect(start(Number(new URL(url).port))).rejects.toMatchObject({ kind: 'usage', code: 'serve/port-in-use' });
});
test('without a wish it takes 4847, or any free port where that is taken', async () => {
  vi.stubEnv('PORT', '');
  const urls = [(await start()).url, (await start()).url];
  expect(new Set(urls).size).toBe(2);
  // Something else on this machine may have it.
  expect(urls[1]).not.toBe('http://127.0.0.1:4847/');
  for (const url of urls) expect((await fetch(new URL('api/study', url))).status).toBe(200);
});
test('PORT of the environment is a wish: 0 is any free one, a taken one is an error', async () => {
  vi.stubEnv('PORT', '0');
  const { url } = await start();
  expect(new URL(url).port).not.toBe('4847');
  vi.stubEnv('PORT', new URL(url).port);
  await expect(start()).rejects.toMatchObject({ code: 'serve/port-in-use' });
  vi.stubEnv('PORT', 'x');
  await expect(start()).rejects.toMatchObject({ code: 'serve/port' });
});
test.each([-1, 65536, 1.5, Number.NaN])('%s is no port', async (port) => {
  await expect(start(port)).rejects.toMatchObject({ kind: 'usage', code: 'serve/port' });
});
