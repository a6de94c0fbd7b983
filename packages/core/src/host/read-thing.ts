import type { Diagnostic } from '../api/context.ts';
import type { Json } from '../api/described.ts';
import type { Dataset } from '../api/kind.ts';
import type { Source, SourceFile } from '../api/reader.ts';
import { inputError } from '../errors.ts';
import { createHostContext } from './host-context.ts';
import type { Identified } from './identify.ts';
import { parseOptions, type RawOptions } from './parse-options.ts';
import { pluginError } from './plugin-error.ts';
import { readerFor } from './reader-for.ts';
import type { Registry } from './registry.ts';
import { validateDataset } from './validate-dataset.ts';

/** Everything a thing holds. */
export interface ReadResult {
  readonly reader: string;
  readonly datasets: readonly Dataset[];
  readonly diagnostics: readonly Diagnostic[];
  /** Header of the file, for one that yields no dataset. */
  readonly meta: { readonly [key: string]: Json };
  /** The files it was read from: the main one, what was claimed, what was opened; paths as given to `identify`. */
  readonly consumed: readonly SourceFile[];
  readonly gated: boolean;
}

export interface ReadOptions {
  /** Full name; default the best match. */
  readonly reader?: string | undefined;
  readonly readerOptions?: RawOptions;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number, note?: string) => void) | undefined;
}

/**
 * Reads a thing with its reader and checks what comes out.
 * Unknown throws come back as `plugin/threw` (exit 5); a reader that yields nothing and says nothing is `read/nothing` (exit 3).
 * The failure of the chosen reader is never followed by trying another.
 */
export async function readThing(registry: Registry, thing: Identified, options: ReadOptions = {}): Promise<ReadResult> {
  const { id, reader } = readerFor(registry, thing, options.reader);
  const { values } = parseOptions(reader.options, options.readerOptions ?? {}, { command: `reader ${id}` });
  const context = createHostContext(options);
  context.diagnostics.push(...thing.diagnostics);
  const claims = thing.candidates.find((candidate) => candidate.reader === id)?.claims ?? [];
  const opened = new Set<string>(claims);
  const source = sourceOf(thing, opened);
  const datasets: Dataset[] = [];
  try {
    context.signal.throwIfAborted();
    for await (const dataset of reader.read(source, values as never, context)) {
      context.signal.throwIfAborted();
      context.diagnostics.push(...validateDataset(dataset, reader.produces, id, context.diagnostics));
      datasets.push(dataset);
    }
  } catch (error) {
    throw pluginError(error, id, thing.shown, options.signal);
  }
  if (datasets.length === 0 && context.diagnostics.length === 0 && Object.keys(context.header).length === 0) {
    throw inputError('read/nothing', `${id} found no data in it`, {
      where: thing.shown,
      fix: 'check that the measurement was saved, or export it again',
    });
  }
  const consumed = [
    thing.original,
    ...thing.folder.filter((file) => opened.has(file.path) && file.path !== thing.main.path).map((file) => restore(thing, file)),
  ];
  return { reader: id, datasets, diagnostics: context.diagnostics, meta: context.header, consumed, gated: context.gated };
}

const restore = (thing: Identified, file: SourceFile): SourceFile => ({ path: thing.prefix + file.path, blob: file.blob });

function sourceOf(thing: Identified, opened: Set<string>): Source {
  const byPath = new Map(thing.folder.map((file) => [file.path, file]));
  byPath.set(thing.main.path, thing.main);
  return {
    main: thing.main,
    files: [...byPath.values()],
    file(path) {
      const file = byPath.get(path);
      if (file) opened.add(path);
      return file;
    },
  };
}
