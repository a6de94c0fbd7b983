import type { Diagnostic } from '../api/context.ts';
import type { Match, Peek, SourceFile } from '../api/reader.ts';
import type { RegisteredReader, Registry } from './registry.ts';
import { isGzip, unpackGzip } from './unpack-gzip.ts';

export interface Candidate {
  readonly reader: string;
  readonly confidence: Match['confidence'];
  readonly reason: string;
  /** Relative to the folder of the main file, as the reader sees paths. */
  readonly claims: readonly string[];
}

/** One thing to read: a file, or a file with the companions its reader claims. */
export interface Identified {
  /** Of the main file, as given. */
  readonly path: string;
  /** The same as the user would type it, for messages. */
  readonly shown: string;
  readonly reader: string | null;
  readonly confidence: Match['confidence'] | null;
  readonly reason: string;
  readonly claims: readonly string[];
  /** Every reader that matches, best first. */
  readonly candidates: readonly Candidate[];
  /** Readers between which a person has to choose; empty when it is clear. */
  readonly tied: readonly string[];
  /** Where nothing fits: the reader whose file extensions it has. */
  readonly nearest: string | null;
  readonly diagnostics: readonly Diagnostic[];
  /** As it came, packed or not: what is hashed. */
  readonly original: SourceFile;
  /** Path relative to its own folder, which is how a reader sees it. */
  readonly main: SourceFile;
  /** The files of its folder and below, paths relative to that folder; `main` among them. */
  readonly folder: readonly SourceFile[];
  /** Path of that folder in front of them, `''` or ending with `/`. */
  readonly prefix: string;
}

export interface IdentifyOptions {
  /** Only these of `files` are things to identify; the others are companions at most. */
  readonly only?: readonly string[];
  /** Only these readers (full names), for an analysis that takes certain kinds. */
  readonly readers?: readonly string[];
  /** Path of a file as the user would type it. */
  readonly shown?: ((path: string) => string) | undefined;
  readonly signal?: AbortSignal | undefined;
}

const HEAD = 4096;
const RANK = { certain: 3, likely: 2, possible: 1 } as const;

/**
 * Groups files into things by asking every reader's sniffer: a vendor folder is one thing, not nine files.
 * The best match wins (certain, likely, possible; then the most claims); what a thing claims is no thing of its own, and inside a folder
 * that a certain match owns, merely possible matches are dropped.
 * A sniffer that throws counts as no match and leaves a diagnostic. Paths use `/`.
 */
export async function identify(registry: Registry, files: readonly SourceFile[], options: IdentifyOptions = {}): Promise<Identified[]> {
  const readers = options.readers ? registry.readers.filter((entry) => options.readers?.includes(entry.id)) : registry.readers;
  const only = options.only && new Set(options.only);
  const folders = new Map<string, { files: SourceFile[]; siblings: string[] }>();
  const found: Identified[] = [];
  for (const file of files) {
    if (only && !only.has(file.path)) continue;
    options.signal?.throwIfAborted();
    const prefix = file.path.slice(0, file.path.lastIndexOf('/') + 1);
    let folder = folders.get(prefix);
    if (!folder) {
      const inside = files.filter((other) => other.path.startsWith(prefix));
      const relative = inside.map((other) => ({ path: other.path.slice(prefix.length), blob: other.blob }));
      folder = { files: relative, siblings: relative.map((other) => other.path).sort() };
      folders.set(prefix, folder);
    }
    found.push(await identifyFile(readers, file, prefix, folder, options));
  }
  const order = new Map(found.map((thing, i) => [thing, i]));
  return group(found, only !== undefined).sort((a, b) => (order.get(a) as number) - (order.get(b) as number));
}

async function identifyFile(
  readers: readonly RegisteredReader[],
  original: SourceFile,
  prefix: string,
  folder: { files: readonly SourceFile[]; siblings: readonly string[] },
  { signal, shown }: IdentifyOptions,
): Promise<Identified> {
  const diagnostics: Diagnostic[] = [];
  let main: SourceFile = { path: original.path.slice(prefix.length), blob: original.blob };
  let head = new Uint8Array(await main.blob.slice(0, HEAD).arrayBuffer());
  const packed = isGzip(head);
  if (packed) {
    try {
      main = await unpackGzip(main, signal);
      head = new Uint8Array(await main.blob.slice(0, HEAD).arrayBuffer());
    } catch (error) {
      if (signal?.aborted) throw error;
      const { code, message } = error as { code: string; message: string };
      diagnostics.push({ severity: 'error', code, message, where: shown?.(original.path) ?? original.path });
    }
  }
  const siblings = folder.siblings.filter((path) => path !== original.path.slice(prefix.length));
  const candidates = sniffAll(readers, { path: main.path, size: main.blob.size, head, siblings }, diagnostics);
  const best = candidates[0];
  return {
    path: original.path,
    shown: shown?.(original.path) ?? original.path,
    reader: best?.reader ?? null,
    confidence: best?.confidence ?? null,
    reason: best?.reason ?? whyNothing(main, head),
    claims: best?.claims ?? [],
    candidates,
    tied: tiedReaders(candidates),
    nearest: best ? null : nearestReader(readers, main.path),
    diagnostics,
    original,
    main,
    folder: packed ? [main, ...folder.files] : folder.files,
    prefix,
  };
}

function sniffAll(readers: readonly RegisteredReader[], peek: Peek, diagnostics: Diagnostic[]): Candidate[] {
  const candidates: Candidate[] = [];
  for (const { id, reader } of readers) {
    try {
      const match = reader.sniff(peek);
      if (match && match.confidence in RANK) {
        candidates.push({
          reader: id,
          confidence: match.confidence,
          reason: match.reason,
          claims: (match.claims ?? []).filter((path) => path !== peek.path),
        });
      }
    } catch (error) {
      const message = `the sniffer of ${id} threw and was passed over: ${error instanceof Error ? error.message : String(error)}`;
      diagnostics.push({ severity: 'warning', code: 'plugin/sniff-threw', message, where: peek.path });
    }
  }
  return candidates.sort((a, b) => RANK[b.confidence] - RANK[a.confidence]);
}

/** Two certain readers, or no certain one and several likely (or only possible) ones. */
function tiedReaders(candidates: readonly Candidate[]): string[] {
  const best = candidates[0];
  const level = candidates.filter((candidate) => candidate.confidence === best?.confidence);
  return level.length > 1 ? level.map((candidate) => candidate.reader) : [];
}

function whyNothing(main: SourceFile, head: Uint8Array): string {
  if (main.blob.size === 0) return 'the file is empty';
  const magic = MAGIC.find(([bytes]) => bytes.every((byte, i) => head[i] === byte));
  return magic ? `it is ${magic[1]}, which no installed reader takes` : 'no installed reader recognises its content';
}

const MAGIC: readonly (readonly [readonly number[], string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0x50, 0x4b, 0x03, 0x04], 'a ZIP archive (or an Office document)'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x1f, 0x8b, 0x08], 'gzip data'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
];

function nearestReader(readers: readonly RegisteredReader[], path: string): string | null {
  const lower = path.toLowerCase();
  return (
    readers.find(({ reader }) => reader.extensions.some((extension) => lower.endsWith(`.${extension.toLowerCase().replace(/^\./, '')}`)))
      ?.id ?? null
  );
}

function group(found: readonly Identified[], all: boolean): Identified[] {
  if (all) return [...found];
  const rank = (thing: Identified): number => (thing.confidence ? RANK[thing.confidence] : 0) * 1000 + Math.min(thing.claims.length, 999);
  const ordered = found.map((thing, i) => ({ thing, i })).sort((a, b) => rank(b.thing) - rank(a.thing) || a.i - b.i);
  const claimed = new Set<string>();
  const owned: string[] = [];
  const things: Identified[] = [];
  for (const { thing } of ordered) {
    if (claimed.has(thing.path)) continue;
    const weak = thing.confidence === null || thing.confidence === 'possible';
    if (weak && owned.some((folder) => folder !== '' && thing.path.startsWith(folder))) continue;
    if (thing.confidence === 'certain' && thing.claims.length > 0) owned.push(thing.prefix);
    for (const path of thing.claims) claimed.add(thing.prefix + path);
    things.push(thing);
  }
  return things;
}
