import type { AddressInfo } from 'node:net';
import { usageError } from '@ionwalk/core';
import { newToken } from './access.ts';
import type { AppOptions } from './app-options.ts';
import { createApp } from './create-app.ts';

export interface ServerOptions extends Omit<AppOptions, 'token'> {
  /** 0: any free one. Default the environment's `PORT`, else 4847 where that is free, else any free one. */
  readonly port?: number | undefined;
  /** Asks for a random token, made anew at each start. @default false */
  readonly token?: boolean | undefined;
}

export interface RunningServer {
  /** With the token behind the `#`, where there is one: browsers never send that part. */
  readonly url: string;
  readonly token: string | undefined;
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
  const token = options.token === true ? newToken() : undefined;
  const app = await createApp({ ...options, token });
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
  const page = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}/`;
  return { url: token === undefined ? page : `${page}#token=${token}`, token, close: () => app.close() };
}
