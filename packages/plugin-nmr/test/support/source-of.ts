import type { Source, SourceFile } from '@ionwalk/core';

/** A source whose main file is `main` of these files. */
export function sourceOf(files: readonly SourceFile[], main: string): Source {
  const found = files.find((file) => file.path === main);
  if (!found) throw new Error(`no ${main} among ${files.map((file) => file.path).join(', ')}`);
  return { main: found, files, file: (path) => files.find((file) => file.path === path) };
}

export const textFile = (path: string, text: string): SourceFile => ({ path, blob: new Blob([text]) });
