import type { DiffusionRecord } from '@ionwalk/core';
import { quantityText, regionText } from './quantity-name.ts';

/** One step of the chain from raw bytes to a number. */
export interface ChainStep {
  readonly text: string;
  /** Hash or id in full, for the title and the clipboard. */
  readonly full: string | null;
  /** Id of a record one can open. */
  readonly record: string | null;
}

/** The chain of a record, raw files first, itself last: files → model → record, parents before children, each record once. */
export function provenance(record: DiffusionRecord, byId: ReadonlyMap<string, DiffusionRecord>): readonly ChainStep[] {
  const steps: ChainStep[] = [];
  const seen = new Set<string>();
  const walk = (current: DiffusionRecord): void => {
    if (seen.has(current.id)) return;
    seen.add(current.id);
    const parents = current.parents.map((id) => byId.get(id) ?? id);
    for (const parent of parents) if (typeof parent !== 'string') walk(parent);
    for (const parent of parents)
      if (typeof parent === 'string') steps.push({ text: `record ${shortHash(parent)} (not in this study)`, full: parent, record: null });
    const files = current.inputs.filter(({ sha256 }) => !seen.has(sha256));
    for (const { sha256 } of files) seen.add(sha256);
    const shown = files.length > MOST_FILES ? files.slice(0, MOST_FILES - 1) : files;
    for (const file of shown) steps.push({ text: fileText(file), full: file.sha256, record: null });
    const rest = files.slice(shown.length);
    if (rest.length > 0)
      steps.push({
        text: `and ${rest.length} files beside it`,
        full: rest.map((file) => `${file.path} ${file.sha256}`).join('\n'),
        record: null,
      });
    if (current.model)
      steps.push({
        text: `→ ${[current.model.name, current.model.version].filter(Boolean).join(' ')}`,
        full: current.software?.plugin ?? null,
        record: null,
      });
    const name = [quantityText(current.kind), current.region ? regionText(current.region) : ''].filter(Boolean).join(', ');
    steps.push({ text: `→ ${name} · ${shortHash(current.id)}`, full: current.id, record: current === record ? null : current.id });
  };
  walk(record);
  return steps;
}

/** More files than this of one record (a vendor folder) are counted, not listed. */
const MOST_FILES = 4;

const fileText = ({ path, sha256, bytes }: DiffusionRecord['inputs'][number]): string =>
  `${path} · ${shortHash(sha256)} · ${bytesText(bytes)}`;

/** `3f9a…c2`; the prefix `sha256:` is left out. */
export function shortHash(hash: string): string {
  const hex = hash.replace(/^sha256:/u, '');
  return hex.length <= 8 ? hex : `${hex.slice(0, 4)}…${hex.slice(-2)}`;
}

export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  return bytes < 1e6 ? `${(bytes / 1000).toPrecision(3)} kB` : `${(bytes / 1e6).toPrecision(3)} MB`;
}
