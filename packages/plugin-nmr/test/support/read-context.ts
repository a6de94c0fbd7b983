import type { Diagnostic, ReadContext } from '@ionwalk/core';

export interface CollectingContext extends ReadContext {
  readonly diagnostics: Diagnostic[];
}

/** A context that collects what a reader says. */
export function readContext(signal: AbortSignal = new AbortController().signal): CollectingContext {
  const diagnostics: Diagnostic[] = [];
  const say =
    (severity: Diagnostic['severity']) =>
    (code: string, message: string, where?: string): void => {
      diagnostics.push(where === undefined ? { severity, code, message } : { severity, code, message, where });
    };
  return { signal, diagnostics, progress: () => {}, note: say('info'), warn: say('warning'), gate: say('error'), meta: () => {} };
}
