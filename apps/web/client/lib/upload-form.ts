import type { PickedFile } from './dropped-files.ts';
import type { InspectedFile } from './inspect-types.ts';

/** Files that belong to one thing: itself, what its reader claims, and all of its vendor folder; a file alone needs only itself. */
export function filesOf(thing: Pick<InspectedFile, 'path' | 'claims'>, files: readonly PickedFile[]): readonly PickedFile[] {
  const folder = thing.path.slice(0, thing.path.lastIndexOf('/') + 1);
  if (thing.claims.length === 0) return files.filter(({ path }) => path === thing.path);
  const claimed = new Set(thing.claims.map((path) => folder + path));
  return files.filter(({ path }) => path === thing.path || claimed.has(path) || (folder !== '' && path.startsWith(folder)));
}

export function uploadForm(files: readonly PickedFile[], fields: Readonly<Record<string, string>> = {}): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== '') form.append(name, value);
  for (const { path, file } of files) form.append('files', file, path);
  return form;
}
