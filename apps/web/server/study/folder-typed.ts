import { relative, resolve } from 'node:path';

/** The project's folder as one would type it in the server's own folder: below it relative, `.` for itself, elsewhere in full. */
export function folderTyped(project: string, cwd: string): string {
  const full = resolve(cwd, project);
  const short = relative(cwd, full);
  if (short === '') return '.';
  return /^\.\.(?:[/\\]|$)/u.test(short) ? full : short;
}
