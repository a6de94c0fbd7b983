import type { DiffusionRecord } from '../api/record.ts';
import { canonicalJson } from './canonical-json.ts';
import { hashText } from './hash-text.ts';

/** Identity of a record: `sha256:` and the hash of its canonical JSON (RFC 8785) without `id`. Equal content, equal id, on any machine. */
export function recordId(record: Omit<DiffusionRecord, 'id'> & { readonly id?: string }): string {
  const { id: _, ...content } = record;
  return `sha256:${hashText(canonicalJson(content))}`;
}
