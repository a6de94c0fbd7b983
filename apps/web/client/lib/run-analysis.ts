import { getJson, postForm } from './api.ts';

/** How far a run is, as the server tells it. */
export interface RunProgress {
  /** 0 to 1. */
  readonly fraction: number;
  readonly note: string;
}
interface RunState {
  readonly id: string;
  readonly progress: RunProgress | null;
}
export interface RunWatch {
  /** Ends the run on the server as well. */
  readonly signal: AbortSignal;
  readonly onprogress: (progress: RunProgress) => void;
}

/** Starts an analysis, follows its progress and gives its document; throws what went wrong, or the signal's reason. */
export async function runAnalysis<T>(route: string, form: FormData, { signal, onprogress }: RunWatch): Promise<T> {
  const { id } = await postForm<RunState>(route, form, signal, { prefer: 'respond-async' });
  const run = `api/runs/${id}`;
  try {
    await follow(run, signal, onprogress);
    return await getJson<T>(`${run}/answer`);
  } finally {
    // Ended or not: the server need not keep it. It may be gone itself.
    void fetch(run, { method: 'DELETE', keepalive: true }).catch(() => undefined);
  }
}

/** Resolves when the run is over; rejects when it is cancelled or the server has gone. */
function follow(run: string, signal: AbortSignal, onprogress: RunWatch['onprogress']): Promise<void> {
  const events = new EventSource(`${run}/events`);
  return new Promise<void>((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    events.addEventListener('progress', ({ data }: MessageEvent<string>) => {
      const { progress } = JSON.parse(data) as RunState;
      if (progress) onprogress(progress);
    });
    events.addEventListener('end', () => resolve());
    // A broken line is taken up again by the browser, unless the server or the run has gone.
    events.addEventListener('error', () => void getJson(run).catch(reject));
  }).finally(() => events.close());
}
