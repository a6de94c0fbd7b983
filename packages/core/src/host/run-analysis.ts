import type { Outcome, Table } from '../api/analysis.ts';
import type { Diagnostic } from '../api/context.ts';
import type { Figure } from '../api/figure.ts';
import type { Fit } from '../api/fit.ts';
import type { DiffusionRecord } from '../api/record.ts';
import { createAnalysisContext } from './analysis-context.ts';
import type { ExitCode } from './exit-code.ts';
import { finishRecords } from './finish-records.ts';
import { createRequestMerger } from './fit-requests.ts';
import { gatherInputs, type LoadedDataset, type LoadedInputs } from './gather-inputs.ts';
import type { RecordInput } from './hash-blob.ts';
import { createHostContext } from './host-context.ts';
import { type JsonClean, toJson } from './json-clean.ts';
import { optionFlag } from './option-flag.ts';
import { brokenPromise, pluginError } from './plugin-error.ts';
import { type AnalysisWishes, type PreparedAnalysis, prepareAnalysis } from './prepare-analysis.ts';
import type { Registry } from './registry.ts';

export interface AnalysisOptions extends AnalysisWishes {
  /** Files whose content was given as an option, for the records. */
  readonly optionInputs?: readonly RecordInput[];
  /** false leaves `figures` empty. */
  readonly figures?: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number, note?: string) => void) | undefined;
}
export interface AnalysisRequest extends AnalysisOptions {
  readonly inputs: LoadedInputs;
}

/** The contract's analysis document, plain JSON; further keys (`lin_kk`, `map`) are the analysis' own. */
export interface Answer {
  readonly records: readonly DiffusionRecord[];
  readonly fits: readonly Fit[];
  readonly alternatives: readonly { readonly model: string; readonly dAICc: number; readonly weight: number }[];
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
  readonly diagnostics: readonly Diagnostic[];
  readonly [extra: string]: unknown;
}
export interface AnalysisResult {
  readonly answer: Answer;
  /** 0, or 4 where a quality gate failed. */
  readonly exit: ExitCode;
}

/**
 * Runs one analysis on datasets: options and guesses in, the contract's document out. The host fills what provenance needs (id, inputs,
 * software, model version, parents), adds the shared effects to every record, and turns numbers that aren't finite into `null` with a
 * diagnostic. Several datasets of one file are several calls.
 * @throws usage/…, input/kind; typed errors of the plugin; `plugin/threw` and `plugin/invalid-output` (exit 5)
 */
export async function runAnalysis(registry: Registry, id: string, request: AnalysisRequest): Promise<AnalysisResult> {
  return runPrepared(prepareAnalysis(registry, id, request), request);
}

/** Same, with the options read already. */
export async function runPrepared(prepared: PreparedAnalysis, request: AnalysisRequest): Promise<AnalysisResult> {
  const { entry, parsed, conditions, effects, offers } = prepared;
  const { plugin, analysis, command } = entry;
  const loaded: LoadedDataset[] = Object.values(request.inputs).flatMap((items) => items);
  const host = createHostContext(request);
  host.diagnostics.push(...loaded.flatMap((item) => item.diagnostics ?? []));
  for (const [name, unit] of parsed.assumed) {
    host.warn('units/assumed', `--${optionFlag(name)} was given without a unit and is taken in ${unit}`, `option --${optionFlag(name)}`);
  }
  const requests = createRequestMerger(request);
  const context = createAnalysisContext(host, plugin, parsed, effects, requests, { figures: request.figures !== false, offers });
  const inputs = gatherInputs(analysis.inputs, request.inputs, conditions, command);
  let outcome: Outcome;
  try {
    host.signal.throwIfAborted();
    outcome = await analysis.run(inputs as never, parsed.values as never, context);
  } catch (error) {
    throw pluginError(error, command, loaded[0]?.inputs?.[0]?.path, request.signal);
  }
  if (!outcome || !Array.isArray(outcome.records) || !Array.isArray(outcome.fits))
    throw brokenPromise(command, 'gave no outcome with records and fits');
  requests.finish();
  for (const name of parsed.uncertainty.keys()) {
    if (parsed.used.has(name)) continue;
    host.warn(
      'units/uncertainty-unused',
      `the uncertainty typed with --${optionFlag(name)} is not carried into the result`,
      `option --${optionFlag(name)}`,
    );
  }
  const files = uniqueInputs([...loaded.flatMap((item) => item.inputs ?? []), ...(request.optionInputs ?? [])]);
  const records = finishRecords(outcome.records, plugin, files, effects, command);
  gateUnconverged(outcome.fits, host);
  const { json: figures } = toJson(request.figures === false ? [] : (outcome.figures ?? []));
  const { fits, alternatives = [], tables = [], extra = {} } = outcome;
  const { json, lost } = toJson({ ...extra, records, fits, alternatives, tables });
  if (lost.length > 0) host.note('json/not-finite', `${lost.length} numbers are not finite and given as null`, lost.slice(0, 5).join(', '));
  const {
    records: cleanRecords,
    fits: cleanFits,
    alternatives: cleanAlternatives,
    tables: cleanTables,
    ...further
  } = json as { [key: string]: JsonClean };
  const answer = {
    records: cleanRecords,
    fits: cleanFits,
    alternatives: cleanAlternatives,
    figures,
    tables: cleanTables,
    diagnostics: host.diagnostics,
    ...further,
  } as unknown as Answer;
  return { answer, exit: host.gated ? 4 : 0 };
}

function uniqueInputs(inputs: readonly RecordInput[]): RecordInput[] {
  const seen = new Set<string>();
  return inputs.filter(({ path, sha256 }) => !seen.has(`${path}\n${sha256}`) && seen.add(`${path}\n${sha256}`));
}

/** A fit that has not converged is a failed gate: the preferred one, or any where all are of one model (one per boundary). */
function gateUnconverged(fits: readonly Fit[], host: { gate(code: string, message: string, where?: string): void }): void {
  const alike = fits.every((fit) => fit.model === fits[0]?.model);
  fits.forEach((fit, i) => {
    if (fit.converged || (i > 0 && !alike)) return;
    host.gate('fit/not-converged', `${fit.model} did not converge: ${fit.message}`, `fits[${i}]`);
  });
}
