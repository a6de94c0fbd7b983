/** What the server answers when something is wrong; the same four parts everywhere. */
export interface ErrorParts {
  readonly code: string;
  readonly message: string;
  readonly where: string | null;
  readonly fix: string;
}

/** Any thrown value as the four parts shown to the user. */
export function errorParts(thrown: unknown): ErrorParts {
  if (thrown instanceof ApiError) return thrown.parts;
  const { message = String(thrown), code, fix, where = null } = (thrown ?? {}) as Partial<ErrorParts>;
  if (code !== undefined && fix !== undefined) return { code, message, where, fix };
  return { code: 'page/failed', message, where: null, fix: 'reload the page; if it comes back, report it' };
}

export class ApiError extends Error {
  readonly parts: ErrorParts;
  constructor(parts: ErrorParts) {
    super(parts.message);
    this.parts = parts;
  }
}
