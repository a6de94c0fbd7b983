import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const servers: ChildProcess[] = [];

/** A server of its own on a study folder; its URL. Without a folder: an empty project. With `token` it asks for one. */
export function serveStudy(project = '', how: 'open' | 'token' = 'open'): Promise<string> {
  const source = process.env['IONWALK_E2E_SOURCE'] === '1';
  const args = [...(source ? ['--conditions=@ionwalk/source'] : []), here('server.ts'), project, here('../dist/client'), how];
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  servers.push(server);
  return new Promise((resolve, reject) => {
    server.stdout.once('data', (data: Buffer) => resolve(data.toString().trim()));
    server.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

export function stopServers(): void {
  for (const server of servers.splice(0)) server.kill();
}
