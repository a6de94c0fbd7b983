import type { FastifyInstance, FastifyRequest } from 'fastify';
import { httpError, nothingAt } from './error-status.ts';

/**
 * Keeps other sites and other names out of a loopback server: the Host header must be this machine's own name and port (421, against
 * DNS rebinding), the Origin of a write must be this page (403, against cross-site requests), and the API is not for other sites' pages.
 * An address with an empty part (`//api`) names nothing (404).
 */
export function guardRequests(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, done) => {
    if (!isOwnHost(request)) {
      const name = (request.headers.host ?? '').slice(0, 80);
      void reply.code(421).send(httpError('http/host', `this server does not answer for '${name}'`, 'open the address it printed'));
    } else if (!isOwnOrigin(request)) {
      void reply.code(403).send(httpError('http/origin', 'the request comes from another site', 'use the page this server serves'));
    } else if (/^[^?#]*\/\//u.test(request.url)) {
      void reply.code(404).send(nothingAt(request.url));
    } else done();
  });
}

const OWN_NAME = /^(127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?$/u;

function isOwnHost({ headers, socket }: FastifyRequest): boolean {
  const match = OWN_NAME.exec(headers.host ?? '');
  if (!match) return false;
  // Requests injected by a test have no port of their own.
  const port = socket.localPort;
  return port === undefined || Number(match[2] ?? 80) === port;
}

function isOwnOrigin({ method, headers, url }: FastifyRequest): boolean {
  const site = headers['sec-fetch-site'];
  const foreign = site !== undefined && site !== 'same-origin' && site !== 'none';
  const reads = method === 'GET' || method === 'HEAD';
  if (reads) return !(foreign && url.startsWith('/api'));
  return headers.origin === undefined ? !foreign : headers.origin === `http://${headers.host}`;
}
