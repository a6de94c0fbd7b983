import type { AddressInfo } from 'node:net';
import { usageError } from '@ionwalk/core';
import type { AppOptions } from './app-options.ts';
import { createApp } from './create-app.ts';

export interface ServerOptions extends AppOptions {
  /** 0: any free one. Default the environment's `PORT`, else 4847 where that is free, else any free one. */
  readonly port?: number | undefined;
}

export interface RunningServer {
  readonly url: string;
  close(): Promise<void>;
}

/** The same address from day to day: bookmarks and the browser's memory keep working. */
const USUAL_PORT = 4847;

/** Listens on this machine's loopback address and nowhere else; the URL it answers is the one to open. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const asked = options.port ?? (process.env['PORT'] ? Number(process.env['PORT']) : undefined);
  const port = asked ?? USUAL_PORT;
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw usageError('serve/port', `'${String(options.port ?? process.env['PORT'])}' is no port`, {
      where: 'option --port',
      fix: 'give a number from 0 to 65535; 0 takes any free one',
    });
  }
  const app = await createApp(options);
  try {
    await app.listen({ host: '127.0.0.1', port });
  } catch (error) {
    await app.close();
    if ((error as { code?: string }).code !== 'EADDRINUSE') throw error;
    if (asked === undefined) return startServer({ ...options, port: 0 });
    throw usageError('serve/port-in-use', `port ${port} is in use`, {
      where: 'option --port',
      fix: 'give another port, or --port 0 for any free one',
    });
  }
  return { url: `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`, close: () => app.close() };
}
