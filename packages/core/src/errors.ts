/** Who has to act: the person at the keyboard (usage, exit 2), whoever made the file (input, exit 3), the plugin (exit 5), or us (exit 1). */
export type ErrorKind = 'usage' | 'input' | 'plugin' | 'internal';

export interface ErrorDetails {
  /** `path:line`, `byte 0x1A40`, `option --time`. */
  readonly where?: string;
  /** What to do about it; never empty. */
  readonly fix: string;
  readonly cause?: unknown;
}

/**
 * Every error Ionwalk means to show: what, got what, where, and what to do, under a stable code.
 * Compare `code` or `kind`, never `instanceof`: a plugin may carry its own copy of this class.
 */
export class IonwalkError extends Error {
  readonly ionwalk = true;
  readonly kind: ErrorKind;
  readonly code: string;
  readonly where: string | undefined;
  readonly fix: string;

  constructor(kind: ErrorKind, code: string, message: string, details: ErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'IonwalkError';
    this.kind = kind;
    this.code = code;
    this.where = details.where;
    this.fix = details.fix;
  }
}

/** An input that can't be read or makes no sense; exit code 3. */
export const inputError = (code: string, message: string, details: ErrorDetails): IonwalkError =>
  new IonwalkError('input', code, message, details);

/** Wrong usage: an unknown option, a missing or contradictory one; exit code 2. */
export const usageError = (code: string, message: string, details: ErrorDetails): IonwalkError =>
  new IonwalkError('usage', code, message, details);

export const isIonwalkError = (error: unknown): error is IonwalkError =>
  error instanceof Error && (error as Partial<IonwalkError>).ionwalk === true;
