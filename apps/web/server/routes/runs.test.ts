import { createRegistry } from '@ionwalk/core/host';
import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createApp } from '../create-app.ts';
import { multipart } from '../testing/multipart.ts';
import { toyPlugin } from '../testing/toy-plugin.ts';
import { toySource } from '../testing/toy-registry.ts';

let app: FastifyInstance;
beforeEach(async () => {
  app = await createApp({ registry: createRegistry([toyPlugin]), plugins: toySource, limits: { grace: 100 }, version: '1' });
});
afterEach(() => app.close());

const host = '127.0.0.1';
const get = (url: string) => app.inject({ url, headers: { host } });
const remove = (url: string) => app.inject({ method: 'DELETE', url, headers: { host } });
async function start(
  fields: Record<string, string>,
  prefer: Record<string, string> = { prefer: 'respond-async' },
  content = 'TOY\n1e-6\n2e-6\n3e-6\n',
) {
  const { payload, headers } = await multipart([['files', 'a.toy', content]], fields);
  return app.inject({ method: 'POST', url: '/api/toy/spread/runs', payload, headers: { ...headers, ...prefer } });
}
const wait = { options: '{"time":"1h","mode":"wait"}' };
/** Data of the events of a stream that has ended. */
const eventsOf = (body: string) =>
  body
    .split('\n\n')
    .filter((part) => part.startsWith('event:'))
    .map((part) => ({ event: part.split('\n')[0]?.slice(7), ...JSON.parse(part.split('\ndata: ')[1] as string) }));

test('with Prefer: respond-async a run is accepted and goes on at its own address', async () => {
  const accepted = await start({ options: '{"time":"1h"}' });
  expect([accepted.statusCode, accepted.headers['preference-applied']]).toEqual([202, 'respond-async']);
  const location = String(accepted.headers['location']);
  expect(accepted.json()).toMatchObject({ command: 'toy spread', state: 'running', progress: null, exit: null });
  const stream = await get(`${location}/events`);
  expect(stream.headers['content-type']).toBe('text/event-stream');
  expect(eventsOf(stream.body).at(-1)).toMatchObject({ event: 'end', state: 'done', exit: 0 });
  const answer = await get(`${location}/answer`);
  const direct = await start({ options: '{"time":"1h"}' }, {});
  expect([answer.statusCode, answer.headers['x-ionwalk-exit']]).toEqual([200, '0']);
  expect([direct.statusCode, direct.body]).toEqual([200, answer.body]);
  expect((await remove(location)).statusCode).toBe(204);
  expect((await get(location)).json().error).toMatchObject({ code: 'run/unknown' });
});
test('its events say how far it is; DELETE ends it at once', async () => {
  const location = String((await start(wait)).headers['location']);
  const stream = get(`${location}/events`);
  while ((await get(location)).json().progress === null) await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await get(`${location}/answer`)).json().error).toMatchObject({ code: 'run/not-over' });
  const asked = performance.now();
  expect((await remove(location)).statusCode).toBe(204);
  const events = eventsOf((await stream).body);
  // A few milliseconds, and room for a busy machine; the analysis would take twelve seconds.
  expect(performance.now() - asked).toBeLessThan(2000);
  expect(events.find(({ progress }) => progress)?.progress).toEqual({
    fraction: expect.any(Number),
    note: expect.stringMatching(/^step/u),
  });
  expect(events.at(-1)).toMatchObject({ event: 'end', state: 'cancelled' });
  expect((await get(location)).statusCode).toBe(404);
});
test('one that fails says why in its answer', async () => {
  const location = String((await start({ options: '{"time":"1h","mode":"crash"}' })).headers['location']);
  expect(eventsOf((await get(`${location}/events`)).body).at(-1)).toMatchObject({ state: 'failed', exit: 5 });
  const answer = await get(`${location}/answer`);
  expect([answer.statusCode, answer.json().error.code]).toEqual([502, 'plugin/threw']);
});
test('what is wrong with the upload is said before a run is made', async () => {
  expect((await start({ options: '{' })).json().error).toMatchObject({ code: 'http/json' });
});
test('a reader that loops stops nobody else; its run can be cancelled', async () => {
  const location = String((await start({ options: '{"time":"1h"}' }, undefined, 'TOY\nloop\n')).headers['location']);
  expect((await get(location)).json().state).toBe('running');
  expect((await start({ options: '{"time":"1h"}' }, {})).statusCode).toBe(200);
  expect((await remove(location)).statusCode).toBe(204);
});
test('a fifth run is refused while four go on, and taken when one was cancelled', async () => {
  const running = await Promise.all([1, 2, 3, 4].map(() => start(wait)));
  expect(running.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202, 202]);
  expect((await start(wait)).json().error).toMatchObject({ code: 'server/busy' });
  await remove(String(running[0]?.headers['location']));
  await expect.poll(async () => (await start(wait)).statusCode, { timeout: 3000 }).toBe(202);
});
test.each(['wait', 'respond-sync', 'respond-asynchronous'])('Prefer: %s changes nothing', async (prefer) => {
  expect((await start({ options: '{"time":"1h"}' }, { prefer })).statusCode).toBe(200);
});
test('an id nobody gave is 404 everywhere', async () => {
  for (const url of ['/api/runs/x', '/api/runs/x/answer', '/api/runs/x/events']) expect((await get(url)).statusCode).toBe(404);
  expect((await remove('/api/runs/x')).statusCode).toBe(404);
});
