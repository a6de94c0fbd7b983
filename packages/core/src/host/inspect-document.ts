import type { Diagnostic } from '../api/context.ts';
import type { Json } from '../api/described.ts';
import type { Dataset, Kind, Variable, WindowedVariable } from '../api/kind.ts';
import { errorDocument } from './error-document.ts';
import { exitCodeOf, type ExitCode } from './exit-code.ts';
import type { Identified } from './identify.ts';
import { type JsonClean, toJson } from './json-clean.ts';
import { readThing, type ReadOptions } from './read-thing.ts';
import type { Registry } from './registry.ts';
import { summariseVariable, type VariableSummary } from './summarise-variable.ts';
import { variableLength } from './validate-dataset.ts';

export interface InspectedDataset {
  readonly kind: string;
  readonly title: string;
  readonly size: Readonly<Record<string, number>>;
  readonly conditions: Json;
  readonly variables: { readonly [name: string]: VariableSummary };
  readonly meta: JsonClean;
  /** What every dataset should say and this one doesn't. */
  readonly missing: readonly string[];
}

/** One entry of `files` in `inspect --json`. */
export interface InspectedFile {
  readonly path: string;
  readonly reader: string | null;
  readonly confidence: string | null;
  readonly reason: string;
  readonly claims: readonly string[];
  /** All readers that match, when there are several. */
  readonly candidates?: readonly { readonly reader: string; readonly confidence: string; readonly reason: string }[];
  readonly datasets: readonly InspectedDataset[];
  readonly meta?: JsonClean;
  readonly diagnostics: readonly Diagnostic[];
}
export interface InspectDocument {
  readonly files: readonly InspectedFile[];
}

export interface InspectOptions extends ReadOptions {
  /** `values` in each variable. */
  readonly values?: boolean;
  /** What the user typed; default the path of the main file. */
  readonly path?: string;
}

/** One thing inspected: its entry, the exit code it alone would have, and the error when it can't be read. */
export interface Inspection {
  readonly file: InspectedFile;
  readonly exit: ExitCode;
  readonly error?: unknown;
}

/** What a thing is and what it holds; never throws for a bad file: the entry then has no datasets and a diagnostic of severity `error`. */
export async function inspectThing(registry: Registry, thing: Identified, options: InspectOptions = {}): Promise<Inspection> {
  const asked = options.reader === undefined ? undefined : thing.candidates.find((candidate) => candidate.reader === options.reader);
  const head = {
    path: options.path ?? thing.shown,
    reader: options.reader ?? thing.reader,
    confidence: options.reader === undefined ? thing.confidence : (asked?.confidence ?? null),
    reason: options.reader === undefined ? thing.reason : (asked?.reason ?? 'asked for with --reader'),
    claims: asked?.claims ?? thing.claims,
    ...(thing.candidates.length > 1
      ? { candidates: thing.candidates.map(({ reader, confidence, reason }) => ({ reader, confidence, reason })) }
      : {}),
  };
  try {
    const result = await readThing(registry, thing, options);
    const datasets = result.datasets.map((dataset) => describe(registry, dataset, options.values ?? false));
    const meta = Object.keys(result.meta).length > 0 ? { meta: toJson(result.meta).json } : {};
    return { file: { ...head, datasets, ...meta, diagnostics: result.diagnostics }, exit: result.gated ? 4 : 0 };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return { file: { ...head, datasets: [], diagnostics: [...thing.diagnostics, failure(error)] }, exit: exitCodeOf(error), error };
  }
}

/** The entry of a path that could not even be opened. */
export function inspectFailure(path: string, error: unknown): Inspection {
  const file = {
    path,
    reader: null,
    confidence: null,
    reason: 'it could not be opened',
    claims: [],
    datasets: [],
    diagnostics: [failure(error)],
  };
  return { file, exit: exitCodeOf(error), error };
}

/** The document of `inspect --json`. */
export const inspectDocument = (inspections: readonly Inspection[]): InspectDocument => ({
  files: inspections.map((inspection) => inspection.file),
});

function failure(error: unknown): Diagnostic {
  const { code, message, where } = errorDocument(error).error;
  return { severity: 'error', code, message, ...(where === null ? {} : { where }) };
}

function describe(registry: Registry, dataset: Dataset, values: boolean): InspectedDataset {
  const kind = registry.kinds.get(dataset.kind) as Kind;
  const variables: Record<string, VariableSummary> = {};
  for (const [name, variable] of Object.entries(dataset.variables) as [string, Variable | WindowedVariable | undefined][]) {
    const spec = kind.variables[name];
    if (variable === undefined || spec === undefined) continue;
    variables[name] = summariseVariable(variable, spec, variableLength(dataset, kind, name), values);
  }
  const { kind: id, title, size, conditions } = dataset;
  const missing = [
    ...(conditions.temperature === undefined ? ['temperature'] : []),
    ...(conditions.sample === undefined ? ['sample'] : []),
  ];
  return { kind: id, title, size, conditions: toJson(dataset.conditions).json, variables, meta: toJson(dataset.meta).json, missing };
}
