import { type ErrorDocument, errorDocument } from './error-document.ts';
import { batchExitCode, type ExitCode } from './exit-code.ts';
import type { Answer } from './run-analysis.ts';

/** One entry of `results`: the answer, or the error it ended with, and the exit code it would have alone. */
export interface AnalysisEntry {
  readonly path: string;
  /** Title, where a file holds several datasets. */
  readonly dataset?: string;
  readonly exit: ExitCode;
  readonly answer?: Answer;
  /** The answer as JSON text, where it came as that. */
  readonly json?: string;
  readonly error?: unknown;
}

/** The document of an analysis: one answer bare, several under `results`, in order. */
export function analysisDocument(entries: readonly AnalysisEntry[]): Answer | ErrorDocument | { readonly results: readonly object[] } {
  const only = entries[0];
  if (only && entries.length === 1) return only.answer ?? errorDocument(only.error);
  const results = entries.map(({ path, dataset, exit, answer, error }) => ({
    path,
    ...(dataset === undefined ? {} : { dataset }),
    exit,
    ...(answer ?? errorDocument(error)),
  }));
  return { results };
}

/** The same as JSON text; answers that came as text go into it as they are. */
export function analysisText(entries: readonly AnalysisEntry[]): string {
  if (entries.length === 1 || entries.every(({ json }) => json === undefined)) return JSON.stringify(analysisDocument(entries));
  const results = entries.map((entry) => {
    if (entry.json === undefined) return JSON.stringify((analysisDocument([entry, entry]) as { results: readonly object[] }).results[0]);
    const { path, dataset, exit } = entry;
    const head = JSON.stringify({ path, ...(dataset === undefined ? {} : { dataset }), exit });
    return `${head.slice(0, -1)},${entry.json.slice(1)}`;
  });
  return `{"results":[${results.join(',')}]}`;
}

/** Exit code of the whole call. */
export const analysisExit = (entries: readonly AnalysisEntry[]): ExitCode => batchExitCode(entries.map((entry) => entry.exit));
