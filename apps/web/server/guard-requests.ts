import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Access } from './access.ts';
import { httpError, nothingAt } from './error-status.ts';

/** Where a token is exchanged for a cookie: the one address of the API that needs none. */
export const SESSION_ROUTE = '/api/session';

/**
 * Keeps other sites and other names out of a loopback server: the Host header must be this machine's own name and port (421, against
 * DNS rebinding), the Origin of a write must be this page (403, against cross-site requests), and the API is not for other sites' pages.
 * Where the server asks for a token, the API is for those who have it (401). An address with an empty part (`//api`) names nothing (404).
 */
export function guardRequests(app: FastifyInstance, access: Access | undefined): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!isOwnHost(request)) {
      const name = (request.headers.host ?? '').slice(0, 80);
      void reply.code(421).send(httpError('http/host', `this server does not answer for '${name}'`, 'open the address it printed'));
    } else if (!isOwnOrigin(request)) {
      void reply.code(403).send(httpError('http/origin', 'the request comes from another site', 'use the page this server serves'));
    } else if (
      access &&
      isApi(request) &&
      request.routeOptions.url !== SESSION_ROUTE &&
      !access.isAllowed(request.headers, portOf(request))
    ) {
      void reply
        .code(401)
        .header('www-authenticate', 'Bearer')
        .send(
          httpError(
            'http/token',
            'this server asks for its token',
            'open the whole address it printed; a script sends Authorization: Bearer TOKEN',
          ),
        );
    } else if (/^[^?#]*\/\//u.test(request.url)) {
      void reply.code(404).send(nothingAt(request.url));
    } else done();
  });
}

/** Requests injected by a test have no port of their own. */
export const portOf = ({ socket }: FastifyRequest): number => socket.localPort ?? 0;

const OWN_NAME = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?$/u;

function isOwnHost(request: FastifyRequest): boolean {
  const match = OWN_NAME.exec(request.headers.host ?? '');
  if (!match) return false;
  const port = portOf(request);
  return port === 0 || Number(match[2] ?? 80) === port;
}

function isOwnOrigin(request: FastifyRequest): boolean {
  const { method, headers } = request;
  const site = headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  const reads = method === 'GET' || method === 'HEAD';
  if (reads) return !(foreign && isApi(request));
  return !foreign && (headers.origin === undefined || headers.origin === `http://${headers.host}`);
}

/** By the route that was found, so that no spelling of an address (`/%61pi`) gets around it. What has no route answers nothing. */
const isApi = ({ routeOptions, url }: FastifyRequest): boolean => (routeOptions.url ?? url).startsWith('/api');
