import { createRegistry, type FailedPlugin } from '@ionwalk/core/host';
import type { Plugin } from '@ionwalk/core';
import type * as Server from '../server/index.ts';

/** Starts the dashboard as `ionwalk serve` does, with the bundled plugins, and prints its URL. `IONWALK_E2E_SOURCE=1`: the server from its source. */
const built = process.env['IONWALK_E2E_SOURCE'] === '1' ? '../server/index.ts' : '../dist/server/index.js';
const { startServer } = (await import(new URL(built, import.meta.url).href)) as typeof Server;

const names = ['@ionwalk/plugin-eis', '@ionwalk/plugin-nmr', '@ionwalk/plugin-sims'];
const plugins = await Promise.all(
  names.map(async (name): Promise<Plugin | FailedPlugin> => {
    try {
      return ((await import(name)) as { default: Plugin }).default;
    } catch (error) {
      return { failed: name, reason: error instanceof Error ? error.message : String(error) };
    }
  }),
);
const [folder, client, asked] = process.argv.slice(2);
const project = folder === '' ? undefined : folder;
const server = await startServer({
  registry: createRegistry(plugins),
  version: '0.1.0',
  project,
  client,
  port: 0,
  token: asked === 'token',
});
process.stdout.write(`${server.url}\n`);
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
