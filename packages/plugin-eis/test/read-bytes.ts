import type { Dataset, Diagnostic, Match, ReadContext, Reader, Source } from '@ionwalk/core';
import { allReaders } from '../src/readers/all-readers.ts';
import type { EisSpectrum } from '../src/kinds.ts';

export interface ReadResult {
  readonly reader: Reader;
  readonly match: Match;
  readonly datasets: Dataset<typeof EisSpectrum>[];
  readonly diagnostics: Diagnostic[];
}

const RANK = { certain: 2, likely: 1, possible: 0 };

/** What the host does with one file: the most certain reader reads it. Undefined when none matches. */
export async function readBytes(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<ReadResult | undefined> {
  const found = sniffBytes(path, bytes);
  return found && { ...found, ...(await readWith(found.reader, path, bytes)) };
}

export function sniffBytes(path: string, bytes: Uint8Array): { reader: Reader; match: Match } | undefined {
  const peek = { path, size: bytes.length, head: bytes.subarray(0, 4096), siblings: [path] };
  return allReaders
    .flatMap((reader) => {
      const match = reader.sniff(peek);
      return match ? [{ reader, match }] : [];
    })
    .toSorted((a, b) => RANK[b.match.confidence] - RANK[a.match.confidence])[0];
}

export async function readWith(
  reader: Reader,
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
  options: { readonly [name: string]: boolean | string } = {},
): Promise<{ datasets: Dataset<typeof EisSpectrum>[]; diagnostics: Diagnostic[] }> {
  const main = { path, blob: new Blob([bytes]) };
  const source: Source = { main, files: [main], file: () => main };
  const diagnostics: Diagnostic[] = [];
  const say =
    (severity: Diagnostic['severity']) =>
    (code: string, message: string, where?: string): void => {
      diagnostics.push({ severity, code, message, ...(where === undefined ? {} : { where }) });
    };
  const ctx: ReadContext = {
    signal: new AbortController().signal,
    progress: () => {},
    note: say('info'),
    warn: say('warning'),
    gate: say('error'),
    meta: () => {},
  };
  const datasets: Dataset<typeof EisSpectrum>[] = [];
  for await (const dataset of reader.read(source, options as never, ctx)) datasets.push(dataset as Dataset<typeof EisSpectrum>);
  return { datasets, diagnostics };
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
