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

/** Exit code of the whole call. */
export const analysisExit = (entries: readonly AnalysisEntry[]): ExitCode => batchExitCode(entries.map((entry) => entry.exit));
