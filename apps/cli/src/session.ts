import type { Registry } from '@ionwalk/core/host';
import type { Terminal } from './terminal.ts';

/** What every command works with. Data goes to `out`, everything else to `say`. */
export interface Session {
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly json: boolean;
  readonly debug: boolean;
  /** Colour on standard output. */
  readonly colour: boolean;
  /** Runs a further command line, as a person would type it: the study is made of these. */
  readonly runCli: (argv: readonly string[], terminal: Terminal) => Promise<number>;
  /** The registry, loaded once when first asked for. */
  registry(): Promise<Registry>;
  out(text: string): void;
  say(text: string): void;
  /** A line of progress, on a terminal only. */
  progress(fraction: number, note?: string): void;
  /** The exit code the run ends with. */
  exit: number;
}

/** Writes one JSON document, and nothing else, to standard output. */
export function outJson(session: Session, document: unknown): void {
  session.out(`${JSON.stringify(document)}\n`);
}
