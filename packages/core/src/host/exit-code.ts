import { isIonwalkError } from '../errors.ts';

/** 0 ok · 1 a bug in Ionwalk · 2 usage · 3 input · 4 a quality gate failed · 5 a plugin crashed · 6 a batch finished in part · 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130;

/** The exit code an error stands for when it is the only thing that happened. */
export function exitCodeOf(error: unknown): ExitCode {
  if (isIonwalkError(error)) return ({ usage: 2, input: 3, plugin: 5, internal: 1 } as const)[error.kind] ?? 1;
  if (error instanceof Error && error.name === 'AbortError') return 130;
  return 1;
}

/**
 * The process exit of several inputs: 0 when all are 0, 4 when the only other code is 4, 3 when none could be read, otherwise 6.
 * One input alone keeps its own code; an interrupt is an interrupt.
 */
export function batchExitCode(exits: readonly number[]): ExitCode {
  if (exits.includes(130)) return 130;
  if (exits.length === 1) return exits[0] as ExitCode;
  if (exits.every((exit) => exit === 0)) return 0;
  if (exits.every((exit) => exit === 0 || exit === 4)) return 4;
  return exits.every((exit) => exit === 3) ? 3 : 6;
}
