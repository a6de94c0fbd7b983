import { parentPort, workerData } from 'node:worker_threads';
import { answerJob } from './answer-job.ts';
import type { Job, JobAnswer, Progress } from './job.ts';
import type { PluginModule, PluginSource } from './plugin-source.ts';

/** What is sent to this thread, and what it sends back. One job at a time. */
export type ToWorker = { readonly job: Job } | { readonly abort: true };
export type FromWorker =
  { readonly ready: true } | { readonly progress: Progress } | { readonly answer: JobAnswer } | { readonly aborted: true };

/** Progress is told at most this often [ms]: more would only fill the queue. */
const EVERY = 100;

const { module, cwd } = workerData as PluginSource;
const registry = import(module).then((plugins: PluginModule) => plugins.loadRegistry(cwd));
const send = (message: FromWorker): void => parentPort?.postMessage(message, []);
void registry.then(() => send({ ready: true }));
let current: AbortController | undefined;

async function work(job: Job): Promise<void> {
  const own = new AbortController();
  current = own;
  let told = -Infinity;
  const onProgress = (progress: Progress): void => {
    const now = performance.now();
    if (now - told < EVERY) return;
    told = now;
    send({ progress });
  };
  try {
    send({ answer: await answerJob(await registry, job, { signal: own.signal, onProgress }) });
  } catch (error) {
    if (!own.signal.aborted) throw error;
    send({ aborted: true });
  }
}

parentPort?.on('message', (message: ToWorker) => {
  if ('job' in message) void work(message.job);
  else current?.abort();
});
