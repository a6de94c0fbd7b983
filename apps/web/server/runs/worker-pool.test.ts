import { afterEach, expect, test } from 'vitest';
import { toySource } from '../testing/toy-registry.ts';
import type { AnalyseJob, InspectJob, Progress } from './job.ts';
import { createWorkerPool, type PoolLimits, type WorkerPool } from './worker-pool.ts';

const pools: WorkerPool[] = [];
afterEach(() => Promise.all(pools.splice(0).map((pool) => pool.close())));
const poolOf = (limits?: PoolLimits): WorkerPool => {
  const pool = createWorkerPool(toySource, limits);
  pools.push(pool);
  return pool;
};

const toy = (text: string) => [{ path: 'a.toy', blob: new Blob([text]) }];
const spread = (mode: string, text = 'TOY\n1e-6\n2e-6\n3e-6\n'): AnalyseJob => ({
  kind: 'analyse',
  id: 'toy/spread',
  roles: { sample: [{ path: 'a.toy', files: toy(text), only: ['a.toy'] }] },
  options: { time: '1h', mode },
  guess: {},
  fix: {},
  reader: undefined,
  figures: true,
});
const never = (): AbortSignal => new AbortController().signal;
/** Whether this thread still turns while another one works. */
const alive = async (): Promise<boolean> => {
  const start = performance.now();
  await new Promise((resolve) => setTimeout(resolve, 10));
  return performance.now() - start < 1500;
};

test('a job of another thread has the answer it would have here', async () => {
  const pool = poolOf();
  const answer = await pool.run(spread('auto'), { signal: never() });
  expect(answer).toMatchObject({ status: 200, exit: 0 });
  expect(JSON.parse(String(answer.body)).records[0]).toMatchObject({ kind: 'D_toy', inputs: [{ path: 'a.toy', bytes: 19 }] });
  const inspect: InspectJob = { kind: 'inspect', files: toy('TOY\n1\n'), reader: undefined };
  expect(JSON.parse(String((await pool.run(inspect, { signal: never() })).body)).files[0]).toMatchObject({ reader: 'toy/lines' });
  expect(await pool.run(spread('crash'), { signal: never() })).toMatchObject({ status: 502, exit: 5 });
});
test('progress comes through, and an abort is heard', async () => {
  const stop = new AbortController();
  const told: Progress[] = [];
  const start = performance.now();
  const onProgress = (progress: Progress): void => {
    told.push(progress);
    if (told.length === 3) stop.abort(new Error('enough'));
  };
  await expect(poolOf().run(spread('wait'), { signal: stop.signal, onProgress })).rejects.toThrow('enough');
  expect(performance.now() - start).toBeLessThan(6000);
  expect(told[2]?.fraction).toBeGreaterThan(told[1]?.fraction as number);
  expect(told[2]?.note).toMatch(/^step \d+$/u);
});
test('a reader and an analysis that loop are ended, and this thread goes on meanwhile', async () => {
  const pool = poolOf({ limit: 2000 });
  const jobs = [spread('loop'), spread('auto', 'TOY\nloop\n'), { kind: 'inspect', files: toy('TOY\nloop\n'), reader: undefined } as const];
  // Whichever ends first is looked at first: none is left without a handler.
  const ended = Promise.all(
    jobs.map((job) => expect(pool.run(job, { signal: never() })).rejects.toMatchObject({ kind: 'plugin', code: 'plugin/time-out' })),
  );
  expect(await alive()).toBe(true);
  await ended;
  expect(await pool.run(spread('auto'), { signal: never() })).toMatchObject({ status: 200 });
});
test('an aborted loop is ended after its grace', async () => {
  const stop = new AbortController();
  const run = poolOf({ grace: 200 }).run(spread('loop'), { signal: stop.signal });
  setTimeout(() => stop.abort(new Error('enough')), 300);
  await expect(run).rejects.toThrow('enough');
});
test.each([
  ['heap', 'plugin/memory'],
  ['exit', 'plugin/crashed'],
  ['throw-late', 'plugin/crashed'],
])('a plugin that goes wrong by %s takes nothing with it: %s', async (mode, code) => {
  const pool = poolOf({ heap: 64 });
  await expect(pool.run(spread(mode), { signal: never() })).rejects.toMatchObject({
    kind: 'plugin',
    code,
    fix: expect.stringMatching(/./u),
  });
  expect(await pool.run(spread('auto'), { signal: never() })).toMatchObject({ status: 200 });
});
test('it can be closed at any time, also while a thread starts', async () => {
  for (const after of [0, 5, 50]) {
    const pool = createWorkerPool(toySource);
    await new Promise((resolve) => setTimeout(resolve, after));
    await expect(pool.close()).resolves.toBeUndefined();
  }
});
test('what a plugin prints stays out of standard output', async () => {
  const written: unknown[] = [];
  const write = process.stdout.write;
  process.stdout.write = (text: unknown) => written.push(text) > 0;
  try {
    await poolOf().run(spread('print'), { signal: never() });
    await alive();
  } finally {
    process.stdout.write = write;
  }
  expect(written.join('')).not.toContain('printed by a plugin');
});
test('plugins that cannot be loaded are told as that', async () => {
  const pool = createWorkerPool({ module: 'file:///nowhere/at-all.js', cwd: '.' });
  pools.push(pool);
  await expect(pool.run(spread('auto'), { signal: never() })).rejects.toMatchObject({ code: 'plugin/crashed' });
});
