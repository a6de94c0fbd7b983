import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { failed } from './answer-job.ts';
import type { DoJob, Job, JobAnswer, Progress } from './job.ts';

/** What a client is told of a run. */
export interface RunState {
  readonly id: string;
  /** As on the command line: `eis fit`. */
  readonly command: string;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** null until the analysis says how far it is; many don't. */
  readonly progress: Progress | null;
  /** The exit code the command would have, once it has ended with one. */
  readonly exit: number | null;
}

/** An analysis that was started and goes on without its request. Emits `change`; `ended` never rejects. */
export interface Run {
  readonly state: RunState;
  readonly answer: JobAnswer | undefined;
  readonly changes: EventEmitter<{ change: [] }>;
  readonly ended: Promise<void>;
}

export interface RunList {
  start(command: string, job: Job): Run;
  get(id: string): Run | undefined;
  /** Ends a run, if it isn't over, and forgets it; false where there is none. */
  remove(id: string): boolean;
  close(): void;
}

/** Keeps what is running, and the last `keep` that ended until they are fetched or deleted. */
export function createRunList(doJob: DoJob, keep = 20): RunList {
  const runs = new Map<string, Run & { cancel(): void }>();
  const forgetOldest = (): void => {
    const over = [...runs.values()].filter(({ state }) => state.state !== 'running');
    for (const { state } of over.slice(0, Math.max(0, over.length - keep))) runs.delete(state.id);
  };
  return {
    start(command, job) {
      const run = startRun(command, job, doJob);
      runs.set(run.state.id, run);
      void run.ended.then(forgetOldest);
      return run;
    },
    get: (id) => runs.get(id),
    remove(id) {
      runs.get(id)?.cancel();
      return runs.delete(id);
    },
    close() {
      for (const run of runs.values()) run.cancel();
    },
  };
}

function startRun(command: string, job: Job, doJob: DoJob): Run & { cancel(): void } {
  const stop = new AbortController();
  const changes = new EventEmitter<{ change: [] }>();
  let state: RunState = { id: randomUUID(), command, state: 'running', progress: null, exit: null };
  let answer: JobAnswer | undefined;
  const change = (part: Partial<RunState>): void => {
    // What a cancelled run still says is of no interest.
    if (state.state !== 'running') return;
    state = { ...state, ...part };
    changes.emit('change');
  };
  const end = (given: JobAnswer): void => {
    answer = given;
    change({ state: given.status < 400 ? 'done' : 'failed', exit: given.exit });
  };
  const watch = { signal: stop.signal, onProgress: (progress: Progress) => change({ progress }) };
  const ended = doJob(job, watch).then(end, (error: unknown) => (stop.signal.aborted ? undefined : end(failed(error))));
  return {
    get state() {
      return state;
    },
    get answer() {
      return answer;
    },
    changes,
    ended,
    cancel() {
      change({ state: 'cancelled' });
      stop.abort(new DOMException('the run was cancelled', 'AbortError'));
    },
  };
}
