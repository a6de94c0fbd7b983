import type { DiffusionRecord } from '@ionwalk/core';
import type { Study } from './study-types.ts';

/**
 * The command that made a record, from the study's own list: the one that names its file. A record made by comparing comes from `compare`; where
 * nothing was written down, `why` walks the chain.
 * @param folder of the study as the shell names it; commands of the list are run inside of it
 */
export function recordCommand(
  record: DiffusionRecord,
  { commands, folder }: Pick<Study, 'commands' | 'folder'>,
  byId: ReadonlyMap<string, DiffusionRecord>,
): string {
  const files = filesOf(record, byId, new Set());
  const own = commands.filter((line) => files.some((path) => names(line, path)));
  const plugin = record.model?.name.split('/')[0] ?? '';
  const chosen = own.find((line) => line.includes(` ${plugin} `)) ?? own[0];
  const place = folder === '' ? '.' : shellWord(folder);
  if (chosen !== undefined) return place === '.' ? chosen : `cd ${place} && ${chosen}`;
  return record.inputs.length === 0 && record.parents.length > 0 ? `ionwalk compare ${place}` : `ionwalk why ${record.id} ${place}`;
}

/** One word for the shell, whatever is in it. */
const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/u.test(text) && !text.startsWith('-') ? text : `'${text.replaceAll("'", `'\\''`)}'`;

function filesOf(record: DiffusionRecord, byId: ReadonlyMap<string, DiffusionRecord>, seen: Set<string>): string[] {
  if (seen.has(record.id)) return [];
  seen.add(record.id);
  if (record.inputs.length > 0) return record.inputs.map(({ path }) => path);
  return record.parents.flatMap((id) => {
    const parent = byId.get(id);
    return parent ? filesOf(parent, byId, seen) : [];
  });
}

/** A command may name the file or the vendor folder it lies in. */
function names(line: string, path: string): boolean {
  const words = line.split(/\s+/u).map((word) => word.replace(/^['"]|['"]$/gu, '').replace(/\/$/u, ''));
  return words.some((word) => word === path || (word.includes('/') && path.startsWith(`${word}/`)));
}
