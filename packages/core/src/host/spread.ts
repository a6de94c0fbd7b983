import { IonwalkError, isIonwalkError } from '../errors.ts';
import type { AnalysisEntry } from './analysis-document.ts';
import { errorDocument } from './error-document.ts';
import { type ExitCode, exitCodeOf } from './exit-code.ts';
import type { LoadedDataset } from './gather-inputs.ts';
import type { PreparedAnalysis } from './prepare-analysis.ts';
import { type AnalysisOptions, type Answer, runPrepared } from './run-analysis.ts';

/** Analyses of many datasets with the same options; plain data, so that it can go to another thread. */
export interface SpreadTask {
  readonly id: string;
  readonly options: Pick<AnalysisOptions, 'options' | 'guess' | 'fix' | 'effects' | 'optionInputs' | 'figures'>;
  /** The role the datasets are given as, one per run, and the datasets of the other roles. */
  readonly role: string;
  readonly side: { readonly [role: string]: readonly LoadedDataset[] };
  readonly items: readonly LoadedDataset[];
}

/** What became of one dataset: the answer as JSON text, or the error. */
export type SpreadAnswer =
  | { readonly exit: ExitCode; readonly json: string }
  | { readonly exit: ExitCode; readonly error: Pick<IonwalkError, 'kind' | 'code' | 'message' | 'where' | 'fix'> };

/** Runs a task elsewhere; answers in the order of the items. Rejects with the signal's reason where that is aborted. */
export type Spread = (
  task: SpreadTask,
  how: { readonly signal?: AbortSignal | undefined; readonly onProgress?: ((fraction: number) => void) | undefined },
) => Promise<readonly SpreadAnswer[]>;

/** The other end: one dataset of a task, where the task has gone. */
export async function runSpread(prepared: PreparedAnalysis, task: Omit<SpreadTask, 'items'>, item: LoadedDataset): Promise<SpreadAnswer> {
  try {
    const { answer, exit } = await runPrepared(prepared, { ...task.options, inputs: { ...task.side, [task.role]: item } });
    return { exit, json: JSON.stringify(answer) };
  } catch (error) {
    const { code, message, where, fix } = errorDocument(error).error;
    const kind = isIonwalkError(error) ? error.kind : 'internal';
    return { exit: exitCodeOf(error), error: { kind, code, message, where: where ?? undefined, fix } };
  }
}

/** The entry of an answer that came from elsewhere; its text is read again only where somebody wants the answer itself. */
export function spreadEntry(named: Pick<AnalysisEntry, 'path' | 'dataset'>, result: SpreadAnswer): AnalysisEntry {
  const { exit } = result;
  if ('error' in result) {
    const { kind, code, message, where, fix } = result.error;
    return { ...named, exit, error: new IonwalkError(kind, code, message, { fix, ...(where === undefined ? {} : { where }) }) };
  }
  let answer: Answer | undefined;
  return {
    ...named,
    exit,
    json: result.json,
    get answer(): Answer {
      return (answer ??= JSON.parse(result.json) as Answer);
    },
  };
}
