import type { AnalysisContext, Diagnostic, Effect, OfferedElement } from '@ionwalk/core';
import { fitJointModels, fitModel } from '@ionwalk/core/fit';

export interface TestContextOptions {
  /** Relative standard uncertainties typed in brackets, by option. */
  readonly uncertainties?: Readonly<Record<string, number>>;
  /** Options the user gave. */
  readonly given?: readonly string[];
  readonly effects?: readonly Effect[];
  /** Circuit elements of other plugins. */
  readonly elements?: readonly OfferedElement[];
  /** Default: never aborts. */
  readonly signal?: AbortSignal;
}

export interface TestContext extends AnalysisContext {
  /** What was noted, warned of or gated, in order; a gate has severity `error`. */
  readonly diagnostics: readonly Diagnostic[];
  /** Their codes. */
  codes(): string[];
}

/** An analysis context for tests: fits with the core's fitter, keeps diagnostics, and knows of the command line only what it is told. */
export const testContext = (options: TestContextOptions = {}): TestContext => {
  const { uncertainties = {}, given = [], effects = [], elements = [], signal = new AbortController().signal } = options;
  const diagnostics: Diagnostic[] = [];
  const add =
    (severity: Diagnostic['severity']) =>
    (code: string, message: string, where?: string): void => {
      diagnostics.push({ severity, code, message, ...(where !== undefined && { where }) });
    };
  return {
    signal,
    progress: () => undefined,
    note: add('info'),
    warn: add('warning'),
    gate: add('error'),
    // Async functions, so that a fit error is a rejection as it is in a host.
    fit: async (model, data, overrides, fitOptions) => fitModel(model, data, overrides, fitOptions),
    fitJoint: async (parts, params, fitOptions) => fitJointModels(parts, params, fitOptions),
    uncertainty: (option) => uncertainties[option],
    given: (option) => given.includes(option),
    effects,
    offers: { elements },
    diagnostics,
    codes: () => diagnostics.map(({ code }) => code),
  };
};
