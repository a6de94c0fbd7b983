import type { Json } from './described.ts';

/** Something a person should know about a file or a result. Codes are stable and greppable: `nmr/negative-signal`. */
export interface Diagnostic {
  readonly severity: 'info' | 'warning' | 'error';
  readonly code: string;
  readonly message: string;
  /** `acqus:42`, `variable signal[17]`. */
  readonly where?: string;
}

/** Passed to every async call. Aborting rejects with `signal.reason`. */
export interface Context {
  readonly signal: AbortSignal;
  progress(fraction: number, note?: string): void;
  /** Something recovered or worth knowing, severity `info`. */
  note(code: string, message: string, where?: string): void;
  /** Something recovered from that the user should look at, severity `warning`. */
  warn(code: string, message: string, where?: string): void;
  /** Like warn, for a quality gate that failed: numbers are given, the exit code becomes 4. */
  gate(code: string, message: string, where?: string): void;
}

export interface ReadContext extends Context {
  /** Header of the file, shown as `files[].meta` when it yields no dataset. */
  meta(header: { readonly [key: string]: Json }): void;
}
