import { usageError } from '@ionwalk/core';
import type { FastifyInstance } from 'fastify';
import type { Access } from '../access.ts';
import { portOf, SESSION_ROUTE } from '../guard-requests.ts';

/** `POST /api/session`: the page shows the token that stood behind the `#` of its address and gets a cookie; 401 for a wrong one. */
export function sessionRoute(app: FastifyInstance, access: Access | undefined): void {
  const schema = {
    summary: 'Exchanges the token of `ionwalk serve --token` for a cookie',
    tags: ['ionwalk'],
    body: {
      type: 'object',
      required: ['token'],
      additionalProperties: false,
      properties: { token: { type: 'string', minLength: 1, maxLength: 200 } },
    },
  };
  app.post<{ Body: { token: string } }>(SESSION_ROUTE, { schema }, (request, reply) => {
    if (access && !access.isToken(request.body.token)) {
      throw usageError('http/token', 'this is not the token of this server', {
        fix: 'open the whole address that it printed; each start has another',
        cause: { status: 401 },
      });
    }
    if (access) void reply.header('set-cookie', access.cookie(portOf(request)));
    return reply.code(204).send();
  });
}
