import { CommanderError } from 'commander';
import { errorDocument, exitCodeOf } from '@ionwalk/core/host';
import { createProgram } from './create-program.ts';
import { loadRegistry } from './load-registry.ts';
import { errorText } from './print/error-text.ts';
import { createProgress } from './progress.ts';
import { type Session, outJson } from './session.ts';
import { splitPairs } from './split-pairs.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs one command line and gives its exit code; never throws. Data on stdout, all else on stderr; with `--json` an error is the one
 * document on stdout.
 */
export async function runCli(argv: readonly string[], terminal: Terminal): Promise<number> {
  const flags = argv.slice(0, argv.includes('--') ? argv.indexOf('--') : argv.length);
  const abort = new AbortController();
  const interrupt = (): void => {
    if (abort.signal.aborted) process.exit(130);
    abort.abort(new DOMException('interrupted', 'AbortError'));
  };
  process.on('SIGINT', interrupt);
  const session = createSession(terminal, flags.includes('--json'), flags.includes('--debug'), abort.signal);
  try {
    const work = async (): Promise<void> => {
      const program = await createProgram(session, flags);
      abort.signal.throwIfAborted();
      await program.parseAsync(splitPairs(argv), { from: 'user' });
    };
    await Promise.race([work(), interrupted(abort.signal)]);
  } catch (error) {
    if (!(error instanceof CommanderError && error.exitCode === 0)) {
      session.exit = exitCodeOf(error);
      report(error, session);
    }
  } finally {
    process.off('SIGINT', interrupt);
    session.progress(1);
  }
  return session.exit;
}

/** Rejects soon after an interrupt, for what waits on something that can't be told to stop (standard input). */
function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason as Error), GRACE_MS), { once: true });
  });
}

/** Time in which a command may end by itself after an interrupt. */
const GRACE_MS = 500;

function report(error: unknown, session: Session): void {
  if (session.json) outJson(session, errorDocument(error));
  else session.say(errorText(errorDocument(error), session.terminal));
  if (!session.debug) return;
  const { cause } = error as { cause?: unknown };
  session.say(
    `${error instanceof Error ? (error.stack ?? '') : String(error)}\n${cause instanceof Error ? `caused by ${cause.stack ?? ''}\n` : ''}`,
  );
}

function createSession(terminal: Terminal, json: boolean, debug: boolean, signal: AbortSignal): Session {
  let registry: ReturnType<typeof loadRegistry> | undefined;
  const plain = Boolean(terminal.env['NO_COLOR']) || terminal.env['TERM'] === 'dumb';
  return {
    terminal,
    cwd: terminal.cwd,
    runCli,
    signal,
    json,
    debug,
    colour: !plain && terminal.stdout.isTTY === true,
    registry: () => (registry ??= loadRegistry(terminal.cwd)),
    out: (text) => void terminal.stdout.write(text),
    say: (text) => void terminal.stderr.write(text),
    progress: createProgress(terminal, json),
    exit: 0,
  };
}
