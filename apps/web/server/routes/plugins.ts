import type { FastifyInstance } from 'fastify';
import type { AppOptions } from '../app-options.ts';
import { describePlugins } from '../describe-plugins.ts';

/** `GET /api/plugins`: what the plugins declare, from which the page makes its tabs and forms. */
export function pluginRoutes(app: FastifyInstance, { registry, version }: AppOptions): void {
  const described = { version, ...describePlugins(registry) };
  app.get('/api/plugins', { schema: { summary: 'Plugins, readers, analyses and their options', tags: ['ionwalk'] } }, () => described);
}
