import { openAsBlob } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import { type DiffusionRecord, inputError } from '@ionwalk/core';
import { hashStream } from '@ionwalk/core/host/node';

/** A raw file a record rests on, and whether its bytes are still those. */
export interface TracedInput {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly status: 'verified' | 'changed' | 'missing';
}
export interface TraceLink {
  readonly depth: number;
  readonly record: DiffusionRecord;
  readonly inputs: readonly TracedInput[];
}
export interface Trace {
  readonly id: string;
  /** The record asked for, then its parents, deepest last. */
  readonly chain: readonly TraceLink[];
  /** Parents that aren't among the records. */
  readonly missing: readonly string[];
}

/**
 * Walks from a record down its parents to raw files and hashes those that are there.
 * @param roots – folders a relative path may start from, tried in order; nothing outside of them is opened
 * @throws record/unknown, record/ambiguous – exit 3
 */
export async function traceRecord(id: string, records: readonly DiffusionRecord[], roots: readonly string[]): Promise<Trace> {
  const start = find(id, records);
  const byId = new Map(records.map((record) => [record.id, record]));
  const chain: TraceLink[] = [];
  const missing: string[] = [];
  const seen = new Set<string>();
  const verified = new Map<string, TracedInput['status']>();
  const walk = async (record: DiffusionRecord, depth: number): Promise<void> => {
    if (seen.has(record.id)) return;
    seen.add(record.id);
    const inputs: TracedInput[] = [];
    for (const input of record.inputs ?? []) {
      const key = `${input.path}\n${input.sha256}`;
      const status = verified.get(key) ?? (await check(input, roots));
      verified.set(key, status);
      inputs.push({ ...input, status });
    }
    chain.push({ depth, record, inputs });
    for (const parent of record.parents ?? []) {
      const next = byId.get(parent);
      if (next) await walk(next, depth + 1);
      else missing.push(parent);
    }
  };
  await walk(start, 0);
  return { id: start.id, chain, missing };
}

function find(id: string, records: readonly DiffusionRecord[]): DiffusionRecord {
  const digits = id.replace(/^sha256:/, '').toLowerCase();
  const matches = digits.length < 6 ? [] : records.filter((record) => record.id.slice(7).startsWith(digits));
  const distinct = [...new Map(matches.map((record) => [record.id, record])).values()];
  if (distinct.length === 1) return distinct[0] as DiffusionRecord;
  if (distinct.length > 1)
    throw inputError('record/ambiguous', `${distinct.length} records begin with '${id}'`, { fix: 'give more digits' });
  throw inputError('record/unknown', `no record is '${id}'`, {
    fix:
      digits.length < 6
        ? 'give at least six digits of its id'
        : `there are ${records.length} records, the first is ${records[0]?.id.slice(0, 19) ?? 'none'}`,
  });
}

async function check(input: DiffusionRecord['inputs'][number], roots: readonly string[]): Promise<TracedInput['status']> {
  for (const root of roots) {
    const path = resolve(root, input.path);
    // A record is data from anywhere: its path may not lead out of the folder.
    const from = relative(root, path);
    if (from.startsWith('..') || resolve(from) === from || from.split(sep).includes('..')) continue;
    const blob = await openAsBlob(path).catch(() => undefined);
    if (!blob) continue;
    return blob.size === input.bytes && (await hashStream(blob)) === input.sha256 ? 'verified' : 'changed';
  }
  return 'missing';
}
