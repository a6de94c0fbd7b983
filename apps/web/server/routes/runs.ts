import { once } from 'node:events';
import { Readable } from 'node:stream';
import { IonwalkError } from '@ionwalk/core';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { JobAnswer } from '../runs/job.ts';
import type { Run, RunList } from '../runs/run-list.ts';

interface OneRun {
  Params: { run: string };
}

/** A run that was started with `Prefer: respond-async`: its state, its progress as server-sent events, its answer, its end. */
export function runRoutes(app: FastifyInstance, runs: RunList): void {
  const schema = (summary: string): { schema: object } => ({ schema: { summary, tags: ['runs'] } });
  const find = (id: string): Run => {
    const run = runs.get(id);
    if (run) return run;
    throw problem(404, 'run/unknown', 'there is no such run', 'it was deleted, or it is one of the oldest that ended: start it again');
  };
  app.get<OneRun>('/api/runs/:run', schema('How far a run is'), ({ params }) => find(params.run).state);
  app.get<OneRun>('/api/runs/:run/answer', schema('What a run has found, as its command says it'), ({ params }, reply) => {
    const { answer } = find(params.run);
    if (answer) return sendAnswer(reply, answer);
    throw problem(409, 'run/not-over', 'the run is not over yet', 'wait for its last event: GET /api/runs/<id>/events');
  });
  app.get<OneRun>('/api/runs/:run/events', schema('The state of a run as server-sent events, until it is over'), ({ params }, reply) =>
    reply
      .type('text/event-stream')
      .header('cache-control', 'no-store')
      .send(Readable.from(events(find(params.run)))),
  );
  app.delete<OneRun>('/api/runs/:run', schema('Ends a run and forgets it'), ({ params }, reply) => {
    find(params.run);
    runs.remove(params.run);
    return reply.code(204).send();
  });
}

/** The document of a run, with its exit code in a header. */
export function sendAnswer(reply: FastifyReply, { status, exit, body }: JobAnswer): FastifyReply {
  if (exit !== null) void reply.header('x-ionwalk-exit', String(exit));
  return reply.code(status).type('application/json; charset=utf-8').send(body);
}

/** 202: the run goes on; its address is in `Location`. */
export function sendAccepted(reply: FastifyReply, { state }: Run): FastifyReply {
  return reply.code(202).header('location', `/api/runs/${state.id}`).header('preference-applied', 'respond-async').send(state);
}

/** One event for each change: `progress` while it runs, then one `end`. A comment now and then shows that the line is open. */
async function* events(run: Run): AsyncGenerator<string> {
  for (;;) {
    const { state } = run;
    const running = state.state === 'running';
    yield `event: ${running ? 'progress' : 'end'}\ndata: ${JSON.stringify(state)}\n\n`;
    if (!running) return;
    while (run.state === state) {
      const quiet = AbortSignal.timeout(ALIVE);
      await once(run.changes, 'change', { signal: quiet }).catch(() => undefined);
      if (run.state === state) yield ': still running\n\n';
    }
  }
}
const ALIVE = 10_000;

const problem = (status: number, code: string, message: string, fix: string): IonwalkError =>
  new IonwalkError('usage', code, message, { fix, cause: { status } });
