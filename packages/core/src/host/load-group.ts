import type { SourceFile } from '../api/reader.ts';
import { inputError } from '../errors.ts';
import { acceptedKinds, type LoadedDataset } from './gather-inputs.ts';
import { type HashBlob, hashFiles } from './hash-blob.ts';
import { identify, type Identified } from './identify.ts';
import type { RawOptions } from './parse-options.ts';
import type { PreparedAnalysis } from './prepare-analysis.ts';
import { readThing } from './read-thing.ts';
import type { Registry } from './registry.ts';

/** What one argument stands for: a file with its neighbours (`only` names it), or the files of a folder. */
export interface FileGroup {
  /** As typed. */
  readonly path: string;
  readonly files: readonly SourceFile[];
  /** The main file, where the argument is a file; then the others are companions at most. */
  readonly only?: readonly string[];
  /** Path of one of the files as the user would type it. */
  readonly shown?: (path: string) => string;
  /** How a file is named in records. */
  readonly naming?: (path: string, vendorFolder: boolean) => string;
  /** Why it could not be opened. */
  readonly error?: unknown;
}

export interface LoadOptions {
  readonly reader?: string | undefined;
  readonly readerOptions?: RawOptions;
  readonly hash?: HashBlob;
  readonly signal?: AbortSignal | undefined;
}

/** A thing of a group, read; or why it could not be. */
export interface LoadedThing {
  readonly path: string;
  readonly loaded: readonly LoadedDataset[];
  readonly error?: unknown;
}

/** The datasets of a thing that must be readable. */
export function loadedOrThrow(thing: LoadedThing): readonly LoadedDataset[] {
  if (thing.error !== undefined) throw thing.error;
  return thing.loaded;
}

/** Identifies and reads what one argument stands for, with the readers that give what the role takes. */
export async function loadGroup(
  registry: Registry,
  prepared: PreparedAnalysis,
  role: string,
  group: FileGroup,
  options: LoadOptions,
): Promise<LoadedThing[]> {
  const input = prepared.entry.analysis.inputs[role];
  const kinds = input ? acceptedKinds(input) : [];
  const suited = registry.readers.filter(({ reader }) => reader.produces.some((kind) => kinds.includes(kind.id))).map((entry) => entry.id);
  try {
    if (group.error !== undefined) throw group.error;
    const things = await thingsOf(registry, group, suited, options);
    const loaded: LoadedThing[] = [];
    for (const thing of things) loaded.push(await loadThing(registry, prepared, kinds, group, thing, things.length > 1, options));
    return loaded;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return [{ path: group.path, loaded: [], error }];
  }
}

/** The things of a group that the suited readers take; where none does, what it is otherwise, so that the error can say it. */
async function thingsOf(
  registry: Registry,
  group: FileGroup,
  suited: readonly string[],
  { reader, signal }: LoadOptions,
): Promise<Identified[]> {
  const only = { ...(group.only ? { only: group.only } : {}), shown: group.shown };
  const things = await identify(registry, group.files, { ...only, ...(reader === undefined ? { readers: suited } : {}), signal });
  const taken = things.filter((thing) => thing.reader !== null);
  if (taken.length > 0) return taken;
  if (reader !== undefined && group.only) return things;
  const all = await identify(registry, group.files, { ...only, signal });
  const other = all.filter((thing) => thing.reader !== null);
  if (other.length > 0) return other;
  if (group.only) return all;
  throw inputError('reader/none', 'nothing in this folder can be read', {
    where: group.path,
    fix: "'ionwalk plugins list' shows what can be read",
  });
}

async function loadThing(
  registry: Registry,
  prepared: PreparedAnalysis,
  kinds: readonly string[],
  group: FileGroup,
  thing: Identified,
  several: boolean,
  options: LoadOptions,
): Promise<LoadedThing> {
  const path = several ? thing.shown : group.path;
  try {
    const result = await readThing(registry, thing, options);
    const suited = result.datasets.filter((dataset) => kinds.includes(dataset.kind));
    if (suited.length === 0) {
      const held = [...new Set(result.datasets.map((dataset) => dataset.kind))].join(', ') || 'no data';
      throw inputError('input/kind', `${prepared.entry.command} needs ${kinds.join(' or ')}; ${result.reader} found ${held}`, {
        where: thing.shown,
        fix:
          held === 'no data'
            ? 'check that the measurement was saved'
            : `analyses for it: ${analysesFor(
                registry,
                result.datasets.map((dataset) => dataset.kind),
              )}`,
      });
    }
    const vendorFolder = thing.claims.length > 0;
    const inputs = await hashFiles(result.consumed, options.hash, (file) => group.naming?.(file, vendorFolder) ?? file);
    return { path, loaded: suited.map((dataset) => ({ dataset, inputs, diagnostics: result.diagnostics })) };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { path, loaded: [], error };
  }
}

/** Commands that take one of these kinds, for a `fix`. */
export function analysesFor(registry: Registry, kinds: readonly string[]): string {
  const fitting = registry.analyses.filter(({ analysis }) => {
    const first = Object.values(analysis.inputs)[0];
    return first !== undefined && acceptedKinds(first).some((kind) => kinds.includes(kind));
  });
  return fitting.map((entry) => `ionwalk ${entry.command}`).join(', ') || 'none is installed';
}
