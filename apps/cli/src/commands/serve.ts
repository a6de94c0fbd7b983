import { once } from 'node:events';
import { extname, resolve } from 'node:path';
import { stat } from 'node:fs/promises';
import type { Command } from 'commander';
import { inputError, IONWALK_VERSION, usageError } from '@ionwalk/core';
import { type Session, outJson } from '../session.ts';

export interface ServeFlags {
  readonly port?: string;
  readonly token?: boolean;
}

export function addServeCommand(program: Command, session: Session): void {
  program
    .command('serve')
    .description('the dashboard on 127.0.0.1; prints its URL')
    .argument('[project]', 'project folder')
    .option('--port <number>', 'default PORT of the environment, else 4847, else any free one')
    .option('--token', 'asks for a token, which the printed URL holds: for a machine that others use too')
    .addHelpText('before', 'Examples:\n  ionwalk serve llto-study/ --port 8080\n')
    .action((project: string | undefined, flags: ServeFlags) => serve(project, flags, session));
}

/** Serves until interrupted, which is how it ends well. */
export async function serve(project: string | undefined, { port, token = false }: ServeFlags, session: Session): Promise<void> {
  if (port !== undefined && !/^\d{1,5}$/.test(port))
    throw usageError('serve/port', `'${port}' is no port`, {
      where: 'option --port',
      fix: 'give a number from 0 to 65535; 0 takes any free one',
    });
  const folder = project === undefined ? undefined : resolve(session.cwd, project);
  if (folder !== undefined && !(await stat(folder).catch(() => undefined))?.isDirectory()) {
    throw inputError('file/missing', 'there is no such folder', {
      where: project as string,
      fix: `'ionwalk demo ${project}' makes the LLTO study there`,
    });
  }
  const { startServer } = await import('@ionwalk/web');
  const server = await startServer({
    registry: await session.registry(),
    plugins: { module: new URL(`../load-registry${extname(import.meta.filename)}`, import.meta.url).href, cwd: session.cwd },
    version: IONWALK_VERSION,
    project: folder,
    token,
    ...(port === undefined ? {} : { port: Number(port) }),
  });
  if (session.json) outJson(session, { url: server.url, ...(server.token === undefined ? {} : { token: server.token }) });
  else session.out(`${server.url}\n`);
  session.say('press Ctrl-C to end\n');
  const ended = new AbortController();
  process.once('SIGTERM', () => ended.abort());
  if (!session.signal.aborted) await Promise.race([once(session.signal, 'abort'), once(ended.signal, 'abort')]);
  await server.close();
}
