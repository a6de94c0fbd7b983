import { Worker } from 'node:worker_threads';
import { IonwalkError } from '@ionwalk/core';
import type { Spread, SpreadAnswer } from '@ionwalk/core/host';

/** Datasets per message: some 20 ms of work, so that no thread waits long for the last one. */
const CHUNK = 25;
/** Messages a worker holds: it never waits for the next. */
const AHEAD = 2;

export interface SpreadPool {
  readonly spread: Spread;
  /** Starts the workers now, so that they are ready when the file is read. */
  warm(): void;
  close(): void;
}

/** Worker threads that analyse the datasets of one file, as many as `threads`, with the plugins of `cwd`; none is started before it is needed. */
export function spreadPool(cwd: string, threads: number): SpreadPool {
  let workers: Worker[] = [];
  const warm = (): void => {
    // Beside the compiled file lies the compiled worker, beside the source the source.
    const file = new URL(`./analysis-worker${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);
    if (workers.length === 0) workers = Array.from({ length: threads }, () => new Worker(file, { workerData: { cwd } }));
  };
  const close = (): void => {
    for (const worker of workers) void worker.terminate();
    workers = [];
  };
  const spread: Spread = ({ items, ...task }, { signal, onProgress }) =>
    new Promise((resolve, reject) => {
      warm();
      const answers: SpreadAnswer[] = [];
      let [sent, done] = [0, 0];
      const fail = (error: unknown): void => {
        close();
        reject(error);
      };
      const feed = (worker: Worker): void => {
        if (sent >= items.length) return;
        worker.postMessage({ first: sent, items: items.slice(sent, sent + CHUNK) }, []);
        sent += CHUNK;
      };
      signal?.addEventListener('abort', () => fail(signal.reason), { once: true });
      for (const worker of workers) {
        worker.on('message', ({ first, answers: own }: { first: number; answers: readonly SpreadAnswer[] }) => {
          own.forEach((answer, i) => (answers[first + i] = answer));
          done += own.length;
          onProgress?.(done / items.length);
          if (done === items.length) resolve(answers);
          else feed(worker);
        });
        worker.on('error', (error) => fail(crashed(error.message)));
        worker.on('exit', (code) => {
          if (done < items.length && code !== 0) fail(crashed(`a worker ended with code ${code}`));
        });
        worker.postMessage({ task }, []);
        for (let i = 0; i < AHEAD; i++) feed(worker);
      }
    });
  return { spread, warm, close };
}

const crashed = (message: string): IonwalkError =>
  new IonwalkError('plugin', 'plugin/crashed', `a thread of the analysis ended: ${message}`, {
    where: 'option --threads',
    fix: 'run again with --threads 1, which names the dataset at fault',
  });
