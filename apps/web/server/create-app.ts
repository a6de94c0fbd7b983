import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import staticFiles from '@fastify/static';
import swagger from '@fastify/swagger';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { createAccess } from './access.ts';
import type { AppOptions } from './app-options.ts';
import { createBusyGate } from './busy-gate.ts';
import { errorAnswer, nothingAt } from './error-status.ts';
import { guardRequests } from './guard-requests.ts';
import { acceptUploads } from './read-upload.ts';
import { analysisRoutes } from './routes/analyses.ts';
import { figureRoute } from './routes/figures.ts';
import { inspectRoute } from './routes/inspect.ts';
import { pluginRoutes } from './routes/plugins.ts';
import { runRoutes } from './routes/runs.ts';
import { sessionRoute } from './routes/session.ts';
import { studyRoutes } from './routes/study.ts';
import { answerJob } from './runs/answer-job.ts';
import type { DoJob } from './runs/job.ts';
import { createRunList } from './runs/run-list.ts';
import { createWorkerPool } from './runs/worker-pool.ts';
import { securityHeaders } from './security-headers.ts';

/** Where `vite build` puts the page: `dist/client` beside `dist/server`. */
const BUILT_PAGE = fileURLToPath(new URL('../client', import.meta.url));

/** The whole server without a socket: `app.inject` is enough to test it. */
export async function createApp(options: AppOptions): Promise<FastifyInstance> {
  const app = fastify({ bodyLimit: 1024 * 1024, requestTimeout: 120_000, routerOptions: { maxParamLength: 200 } });
  const access = options.token === undefined ? undefined : createAccess(options.token);
  guardRequests(app, access);
  app.setErrorHandler((error, _request, reply) => {
    const { status, document } = errorAnswer(error);
    if (status >= 500 && status !== 503)
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return reply.code(status).send(document);
  });
  app.setNotFoundHandler((request, reply) => reply.code(404).send(nothingAt(request.url)));
  await securityHeaders(app);
  await acceptUploads(app);
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Ionwalk', description: 'Ion diffusion from raw instrument files. SI units throughout.', version: options.version },
    },
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  const gate = createBusyGate(4);
  sessionRoute(app, access);
  pluginRoutes(app, options);
  const pool = options.plugins && createWorkerPool(options.plugins, options.limits);
  const doJob: DoJob = pool?.run ?? ((job, watch) => answerJob(options.registry, job, watch));
  const runs = createRunList(doJob);
  app.addHook('preClose', async () => {
    runs.close();
    await pool?.close();
  });
  inspectRoute(app, doJob, gate);
  analysisRoutes(app, options, { doJob, runs, gate });
  runRoutes(app, runs);
  const drawing = createBusyGate(4);
  const draw: DoJob = (job, watch) => drawing(() => doJob(job, watch));
  figureRoute(app, draw);
  studyRoutes(app, options, draw);
  const page = options.client ?? BUILT_PAGE;
  if (existsSync(page)) {
    const setHeaders = (reply: FastifyReply, path: string): void => {
      void reply.header('cache-control', path.includes('assets') ? 'public, max-age=31536000, immutable' : 'no-cache');
    };
    await app.register(staticFiles, { root: page, cacheControl: false, setHeaders });
  }
  await app.ready();
  return app;
}
