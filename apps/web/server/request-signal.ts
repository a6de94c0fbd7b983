import type { FastifyReply } from 'fastify';

/** Aborted when the client goes away before it has its answer, so that nothing is computed for nobody. */
export function requestSignal(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableFinished) controller.abort(new DOMException('the client went away', 'AbortError'));
  });
  return controller.signal;
}
