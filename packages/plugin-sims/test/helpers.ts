import { existsSync } from 'node:fs';
import type { Analysis, AnalysisContext, Dataset, Diagnostic, Json, Outcome, ReadContext, Reader } from '@ionwalk/core';
import { fitModel } from '@ionwalk/core/fit';

export const REAL = new URL('../../../../shared/data/sims/', import.meta.url);
export const hasReal: boolean = existsSync(REAL);

export interface Collected {
  readonly diagnostics: (Diagnostic & { readonly gate?: true })[];
  metaOf(): { readonly [key: string]: Json } | undefined;
}

export function collectingContext(): AnalysisContext & ReadContext & Collected {
  const diagnostics: (Diagnostic & { readonly gate?: true })[] = [];
  let header: { readonly [key: string]: Json } | undefined;
  const put = (severity: Diagnostic['severity'], gate: boolean) => (code: string, message: string, where?: string) => {
    diagnostics.push({ severity, code, message, ...(where === undefined ? {} : { where }), ...(gate ? { gate: true as const } : {}) });
  };
  return {
    diagnostics,
    metaOf: () => header,
    signal: new AbortController().signal,
    progress: () => undefined,
    note: put('info', false),
    warn: put('warning', false),
    gate: put('warning', true),
    meta: (value) => {
      header = value;
    },
    uncertainty: () => undefined,
    given: () => true,
    effects: [],
    fit: async (model, data, overrides, options) => fitModel(model, data, overrides, options),
    fitJoint: () => {
      throw new Error('not used');
    },
  };
}

export const codes = (ctx: Collected): string[] => ctx.diagnostics.map((d) => d.code);

/** Reads bytes with a reader, as the host would. */
export async function readBytes(reader: Reader, bytes: Uint8Array | string, path: string, ctx: ReadContext): Promise<Dataset[]> {
  const blob = new Blob([bytes as BlobPart]);
  const main = { path, blob };
  const out: Dataset[] = [];
  for await (const dataset of reader.read({ main, files: [main], file: () => undefined }, {}, ctx)) out.push(dataset);
  return out;
}

/** Runs an analysis on one sample with plain options, as the host does after it checked them. */
export const runAnalysis = (analysis: Analysis, sample: Dataset, options: object, ctx: AnalysisContext): Promise<Outcome> =>
  analysis.run({ sample } as never, options as never, ctx);

/** Values of a variable that isn't windowed; empty where the dataset has none of that name. */
export const valuesOf = (dataset: Dataset | undefined, name: string): Float64Array =>
  (dataset ? (dataset.variables as Record<string, { values: Float64Array } | undefined>)[name]?.values : undefined) ?? new Float64Array(0);
