import type { Diagnostic, ReadContext } from '../api/context.ts';
import type { Json } from '../api/described.ts';

/** A context that keeps what a plugin reports. `gated`: at least one quality gate failed. */
export interface HostContext extends ReadContext {
  readonly diagnostics: Diagnostic[];
  readonly header: { [key: string]: Json };
  gated: boolean;
}

export interface HostContextOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((fraction: number, note?: string) => void) | undefined;
}

export function createHostContext({ signal, onProgress }: HostContextOptions = {}): HostContext {
  const diagnostics: Diagnostic[] = [];
  const header: { [key: string]: Json } = {};
  const add = (severity: Diagnostic['severity'], code: string, message: string, where: string | undefined): void => {
    diagnostics.push({ severity, code, message, ...(where === undefined ? {} : { where }) });
  };
  const context: HostContext = {
    diagnostics,
    header,
    gated: false,
    signal: signal ?? new AbortController().signal,
    progress: (fraction, note) => onProgress?.(fraction, note),
    note: (code, message, where) => add('info', code, message, where),
    warn: (code, message, where) => add('warning', code, message, where),
    gate: (code, message, where) => {
      context.gated = true;
      add('error', code, message, where);
    },
    meta: (values) => void Object.assign(header, values),
  };
  return context;
}
