import type { SourceFile } from '@ionwalk/core';
import type { FileGroup } from '@ionwalk/core/host';

/**
 * Uploaded files as the arguments a command line would have: `main` alone with the rest as companions, else one group for each
 * file at the top and one for each folder.
 */
export function fileGroups(files: readonly SourceFile[], main?: string): FileGroup[] {
  if (main !== undefined) return [{ path: main, files, only: [main] }];
  const tops = [...new Set(files.map(({ path }) => path.split('/', 1)[0] as string))];
  return tops.map((top) =>
    files.some(({ path }) => path === top)
      ? { path: top, files: files.filter(({ path }) => !path.includes('/')), only: [top] }
      : { path: top, files: files.filter(({ path }) => path.startsWith(`${top}/`)) },
  );
}
