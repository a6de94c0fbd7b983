import type { Dataset, Diagnostic, Reader, SourceFile } from '@ionwalk/core';
import { readContext } from './read-context.ts';
import { sourceOf } from './source-of.ts';

/** Every dataset a reader finds, with what it said. */
export async function readAll(
  reader: Reader,
  files: readonly SourceFile[],
  main: string,
): Promise<{ datasets: Dataset[]; diagnostics: Diagnostic[] }> {
  const ctx = readContext();
  const datasets: Dataset[] = [];
  for await (const dataset of reader.read(sourceOf(files, main), {}, ctx)) datasets.push(dataset);
  return { datasets, diagnostics: ctx.diagnostics };
}

export async function readOne(reader: Reader, files: readonly SourceFile[], main: string): Promise<Dataset> {
  const { datasets } = await readAll(reader, files, main);
  if (datasets.length !== 1) throw new Error(`${datasets.length} datasets`);
  return datasets[0] as Dataset;
}
