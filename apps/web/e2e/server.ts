import type * as Server from '../server/index.ts';
import { loadRegistry } from './load-registry.ts';

/** Starts the dashboard as `ionwalk serve` does, with the bundled plugins, and prints its URL. `IONWALK_E2E_SOURCE=1`: the server from its source. */
const built = process.env['IONWALK_E2E_SOURCE'] === '1' ? '../server/index.ts' : '../dist/server/index.js';
const { startServer } = (await import(new URL(built, import.meta.url).href)) as typeof Server;

const [folder, client, asked] = process.argv.slice(2);
const server = await startServer({
  registry: await loadRegistry(),
  plugins: { module: new URL('load-registry.ts', import.meta.url).href, cwd: process.cwd() },
  version: '0.1.0',
  project: folder === '' ? undefined : folder,
  client,
  port: 0,
  token: asked === 'token',
});
process.stdout.write(`${server.url}\n`);
process.once('SIGTERM', () => void server.close().then(() => process.exit(0)));
