import { type IonwalkError, IonwalkError as OwnError, isIonwalkError } from '../errors.ts';

/** What every error looks like in JSON; `fix` is never empty. */
export interface ErrorDocument {
  readonly error: { readonly code: string; readonly message: string; readonly where: string | null; readonly fix: string };
}

/** Any thrown value as the error document; what isn't an Ionwalk error is a bug of ours and says so. */
export function errorDocument(thrown: unknown): ErrorDocument {
  const error = asIonwalkError(thrown);
  return { error: { code: error.code, message: error.message, where: error.where ?? null, fix: error.fix || 'see the message' } };
}

function asIonwalkError(thrown: unknown): IonwalkError {
  if (isIonwalkError(thrown)) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new OwnError('internal', 'run/interrupted', 'interrupted before it was finished', { fix: 'run it again' });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new OwnError('internal', 'internal/bug', `this is a bug in Ionwalk: ${message}`, {
    fix: 'report it with the command you ran; --debug prints where it happened',
    cause: thrown,
  });
}
