import { usageError } from '../errors.ts';
import type { AnalysisEntry } from './analysis-document.ts';
import { exitCodeOf } from './exit-code.ts';
import type { LoadedDataset } from './gather-inputs.ts';
import { type FileGroup, loadedOrThrow, loadGroup, type LoadOptions } from './load-group.ts';
import { prepareAnalysis } from './prepare-analysis.ts';
import type { Registry } from './registry.ts';
import { type AnalysisOptions, runPrepared } from './run-analysis.ts';
import { type Spread, spreadEntry } from './spread.ts';

export interface AnalyseFilesOptions extends AnalysisOptions, LoadOptions {
  /** Where the many datasets of one file are analysed; default here, one after the other. The answers are the same. */
  readonly spread?: Spread | undefined;
}

/** So many datasets of one file are worth other threads. */
const MANY = 64;

/**
 * Runs an analysis on files: identifies, reads, and runs it once for each dataset of the first role (once for all where that role takes
 * many). One bad input never stops the rest. Usage errors that concern all inputs are thrown before any is opened.
 */
export async function analyseFiles(
  registry: Registry,
  id: string,
  inputs: { readonly [role: string]: readonly FileGroup[] },
  options: AnalyseFilesOptions = {},
): Promise<AnalysisEntry[]> {
  const prepared = prepareAnalysis(registry, id, options);
  const roles = Object.entries(prepared.entry.analysis.inputs);
  const [first, ...others] = roles;
  if (!first)
    throw usageError('usage/missing-input', `${prepared.entry.command} declares no input`, { fix: 'this is for the author of the plugin' });
  const side: { [role: string]: LoadedDataset[] } = {};
  for (const [role] of others) {
    side[role] = (await Promise.all((inputs[role] ?? []).map((group) => loadGroup(registry, prepared, role, group, options))))
      .flat()
      .flatMap(loadedOrThrow);
  }
  const groups = inputs[first[0]] ?? [];
  if (groups.length === 0) {
    throw usageError('usage/missing-input', `${prepared.entry.command} needs ${first[0]} (${first[1].title})`, {
      fix: `give at least one path`,
    });
  }
  const run = async (path: string, loaded: readonly LoadedDataset[], dataset?: string): Promise<AnalysisEntry> => {
    const named = { path, ...(dataset === undefined ? {} : { dataset }) };
    try {
      const result = await runPrepared(prepared, { ...options, inputs: { ...side, [first[0]]: loaded } });
      return { ...named, exit: result.exit, answer: result.answer };
    } catch (error) {
      if (options.signal?.aborted) throw error;
      return { ...named, exit: exitCodeOf(error), error };
    }
  };
  const entries: AnalysisEntry[] = [];
  const joint =
    first[1].many === true && (prepared.entry.analysis.options['joint'] === undefined || prepared.parsed.values['joint'] === true);
  const together: LoadedDataset[] = [];
  for (const group of groups) {
    for (const thing of await loadGroup(registry, prepared, first[0], group, options)) {
      if (thing.error !== undefined) entries.push({ path: thing.path, exit: exitCodeOf(thing.error), error: thing.error });
      else if (joint) together.push(...thing.loaded);
      else if (options.spread && thing.loaded.length >= MANY) {
        const { options: typed, guess, fix, effects, optionInputs, figures } = options;
        const wishes = Object.fromEntries(
          Object.entries({ options: typed, guess, fix, effects, optionInputs, figures }).filter(([, value]) => value !== undefined),
        );
        const answers = await options.spread({ id, options: wishes, role: first[0], side, items: thing.loaded }, options);
        answers.forEach((answer, i) =>
          entries.push(spreadEntry({ path: thing.path, dataset: thing.loaded[i]?.dataset.title as string }, answer)),
        );
      } else {
        for (const item of thing.loaded) {
          entries.push(await run(thing.path, [item], thing.loaded.length > 1 ? item.dataset.title : undefined));
        }
      }
    }
  }
  if (joint && together.length > 0) entries.unshift(await run(groups[0]?.path as string, together));
  return entries;
}
