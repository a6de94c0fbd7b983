import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { IonwalkError } from '@ionwalk/core';
import type { DoJob, Job, JobAnswer, JobWatch } from './job.ts';
import type { FromWorker, ToWorker } from './job-worker.ts';
import type { PluginSource } from './plugin-source.ts';

export interface WorkerPool {
  readonly run: DoJob;
  close(): Promise<void>;
}

export interface PoolLimits {
  /** Longest time of a job [ms], the start of its thread aside. @default ten minutes */
  readonly limit?: number;
  /** How long an aborted job may take to notice [ms]; a loop never does. @default 2000 */
  readonly grace?: number;
  /** Heap of one thread [MiB]. @default 2048 */
  readonly heap?: number;
}

/** Threads that wait for their next job, with the plugins loaded. */
const MOST_IDLE = 2;
/** Longest time a thread may take to load the plugins, and how long the end waits for that [ms]. */
const START = 60_000;
const CLOSING = 5000;
const SELF = extname(new URL(import.meta.url).pathname);

/**
 * Does each job in a thread of its own, so that a plugin that loops, crashes or eats the heap takes nothing with it: the thread is ended and the job
 * answered with a plugin error. Uploads are shared with the thread, not copied.
 * @throws plugin/time-out, plugin/memory, plugin/crashed; the reason of an aborted signal
 */
export function createWorkerPool(source: PluginSource, { limit = 600_000, grace = 2000, heap = 2048 }: PoolLimits = {}): WorkerPool {
  const idle: Worker[] = [];
  /** Each thread, and when it has loaded its plugins or ended. */
  const all = new Map<Worker, Promise<void>>();

  function start(): Worker {
    const worker = new Worker(new URL(`./job-worker${SELF}`, import.meta.url), {
      workerData: source,
      // What a plugin prints must not get into the output of the command.
      stdout: true,
      resourceLimits: { maxOldGenerationSizeMb: heap },
      ...(SELF === '.ts' ? { execArgv: ['--conditions=@ionwalk/source'] } : {}),
    });
    worker.stdout.on('data', (text: Buffer) => process.stderr.write(text));
    all.set(worker, new Promise((resolve) => worker.once('message', () => resolve()).once('exit', () => resolve())));
    worker.unref();
    // Also while it waits for a job: a thread that ends is not used again.
    worker.on('error', () => drop(worker)).on('exit', () => drop(worker));
    return worker;
  }
  function drop(worker: Worker): void {
    all.delete(worker);
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
  }
  function keep(worker: Worker): void {
    if (idle.length < MOST_IDLE) idle.push(worker);
    else void worker.terminate();
  }

  idle.push(start());
  return {
    async run(job, watch) {
      watch.signal.throwIfAborted();
      const worker = idle.pop() ?? start();
      const { answer, usable } = await workOn(worker, job, watch, { limit, grace, ready: all.get(worker) });
      if (usable) keep(worker);
      else void worker.terminate();
      if (watch.signal.aborted) throw watch.signal.reason;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    async close() {
      // A thread that is ended while it starts can take the process with it; one that never gets ready loops, and can be ended.
      await Promise.all([...all].map(([worker, ready]) => Promise.race([ready, waited(CLOSING)]).then(() => worker.terminate())));
    },
  };
}

interface Worked {
  readonly answer: JobAnswer | Error;
  /** Whether the thread can do another job. */
  readonly usable: boolean;
}

function workOn(
  worker: Worker,
  job: Job,
  { signal, onProgress }: JobWatch,
  { limit, grace, ready }: { limit: number; grace: number; ready: Promise<void> | undefined },
): Promise<Worked> {
  const send = (message: ToWorker): void => worker.postMessage(message, []);
  const done = new AbortController();
  return new Promise<Worked>((resolve) => {
    const end = (answer: JobAnswer | Error, usable = false): void => {
      done.abort();
      clearTimeout(timer);
      worker.off('message', onmessage).off('error', onerror).off('exit', onexit);
      resolve({ answer, usable });
    };
    const onmessage = (message: FromWorker): void => {
      if ('progress' in message) onProgress?.(message.progress);
      else if (!('ready' in message)) end('answer' in message ? message.answer : new Error('aborted'), true);
    };
    const onerror = (error: unknown): void => end(crash(error));
    const onexit = (): void => end(crash(new Error('it ended the thread it ran in')));
    let timer = setTimeout(() => end(timeOut(START)), START);
    void ready?.then(() => {
      if (signal.aborted || done.signal.aborted) return;
      clearTimeout(timer);
      timer = setTimeout(() => end(timeOut(limit)), limit);
    });
    worker.on('message', onmessage).on('error', onerror).on('exit', onexit);
    signal.addEventListener(
      'abort',
      () => {
        send({ abort: true });
        clearTimeout(timer);
        timer = setTimeout(() => end(new Error('aborted')), grace);
      },
      { signal: done.signal },
    );
    send({ job });
  });
}

const waited = (time: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, time).unref());

const pluginFault = (code: string, message: string, fix: string, cause?: unknown): IonwalkError =>
  new IonwalkError('plugin', code, message, { fix, cause });

const timeOut = (limit: number): IonwalkError =>
  pluginFault(
    'plugin/time-out',
    `it took longer than ${Math.round(limit / 1000)} s and was ended`,
    'give it less data, or run it on the command line, which has no limit',
  );

function crash(error: unknown): IonwalkError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return pluginFault(
      'plugin/memory',
      'it needed more memory than a run may have and was ended',
      'give it less data, or run it on the command line',
      error,
    );
  return pluginFault(
    'plugin/crashed',
    `a plugin crashed: ${String(message)}`,
    'report it to the author of the plugin with the file',
    error,
  );
}
