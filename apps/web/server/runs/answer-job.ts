import {
  analyseFiles,
  analysisDocument,
  analysisExit,
  identify,
  inspectDocument,
  inspectThing,
  type Inspection,
  type Registry,
} from '@ionwalk/core/host';
import { errorAnswer } from '../error-status.ts';
import { drawFigure } from './draw-figure.ts';
import type { AnalyseJob, InspectJob, Job, JobAnswer, JobWatch } from './job.ts';

/** Does a job in this thread. What goes wrong is an answer too, with its status; an abort is thrown. */
export async function answerJob(registry: Registry, job: Job, watch: JobWatch): Promise<JobAnswer> {
  try {
    if (job.kind === 'inspect') return await inspect(registry, job, watch);
    if (job.kind === 'draw') return { status: 200, exit: null, body: await drawFigure(job) };
    return await analyse(registry, job, watch);
  } catch (error) {
    if (watch.signal.aborted) throw watch.signal.reason;
    return failed(error);
  }
}

async function inspect(registry: Registry, { files, reader }: InspectJob, { signal }: JobWatch): Promise<JobAnswer> {
  const inspections: Inspection[] = [];
  for (const thing of await identify(registry, files, { signal }))
    inspections.push(await inspectThing(registry, thing, { signal, reader }));
  return { status: 200, exit: null, body: JSON.stringify(inspectDocument(inspections)) };
}

async function analyse(registry: Registry, { id, roles, ...job }: AnalyseJob, { signal, onProgress }: JobWatch): Promise<JobAnswer> {
  const { options, guess, fix, reader, figures } = job;
  const entries = await analyseFiles(registry, id, roles, {
    options,
    guess,
    fix,
    reader,
    figures,
    signal,
    onProgress: (fraction, note = '') => onProgress?.({ fraction: Math.min(Math.max(fraction, 0), 1), note }),
  });
  const only = entries.length === 1 ? entries[0] : undefined;
  if (only && !only.answer) return { ...failed(only.error), exit: only.exit };
  return { status: 200, exit: analysisExit(entries), body: JSON.stringify(analysisDocument(entries)) };
}

/** What threw is told to the terminal where it is no fault of the client's. */
export function failed(error: unknown): JobAnswer {
  const { status, document } = errorAnswer(error);
  if (status >= 500 && status !== 503) process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return { status, exit: null, body: JSON.stringify(document) };
}
