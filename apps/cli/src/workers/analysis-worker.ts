import { parentPort, workerData } from 'node:worker_threads';
import { type LoadedDataset, type PreparedAnalysis, prepareAnalysis, runSpread, type SpreadTask } from '@ionwalk/core/host';
import { loadRegistry } from '../load-registry.ts';

/** What a worker is told: first the task without its datasets, then datasets, a few at a time. */
export type ToWorker = { readonly task: Omit<SpreadTask, 'items'> } | { readonly first: number; readonly items: readonly LoadedDataset[] };

// The plugins load while the main thread still reads the file.
const loading = loadRegistry((workerData as { cwd: string }).cwd);
let ready: { readonly prepared: PreparedAnalysis; readonly task: Omit<SpreadTask, 'items'> } | undefined;
let queue = Promise.resolve();

parentPort?.on('message', (message: ToWorker) => {
  queue = queue.then(async () => {
    if ('task' in message) {
      ready = { prepared: prepareAnalysis(await loading, message.task.id, message.task.options), task: message.task };
      return;
    }
    if (!ready) return;
    const answers = [];
    for (const item of message.items) answers.push(await runSpread(ready.prepared, ready.task, item));
    parentPort?.postMessage({ first: message.first, answers }, []);
  });
});
