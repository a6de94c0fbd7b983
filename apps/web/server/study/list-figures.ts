import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ListedFigure } from './study.ts';

const NAME = /^([A-Za-z0-9][\w.-]{0,120})\.(svg|json)$/u;

/** Figures of `figures/`, by name; none when the folder isn't there. */
export async function listFigures(project: string): Promise<ListedFigure[]> {
  const names = await readdir(join(project, 'figures')).catch(() => [] as string[]);
  const kinds = new Map<string, Set<string>>();
  for (const name of names) {
    const [, id, kind] = NAME.exec(name) ?? [];
    if (id !== undefined && kind !== undefined) kinds.set(id, (kinds.get(id) ?? new Set()).add(kind));
  }
  return [...kinds]
    .filter(([, found]) => found.has('svg'))
    .map(([id, found]) => ({ id, data: found.has('json') }))
    .sort((a, b) => a.id.localeCompare(b.id, 'en'));
}
