import { IonwalkError, inputError, isIonwalkError } from '../errors.ts';

/**
 * What a plugin threw, as an error that names the part at fault: typed errors and an abort's own reason pass unchanged, a blob that can't be
 * read any more is `file/changed` (exit 3), all else `plugin/threw` (exit 5).
 */
export function pluginError(thrown: unknown, part: string, file: string | undefined, signal?: AbortSignal): unknown {
  if (signal?.aborted) return signal.reason as unknown;
  if (isIonwalkError(thrown)) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Error && thrown.name === 'NotReadableError') {
    return inputError('file/changed', `the file can't be read any more: ${message}`, {
      ...(file === undefined ? {} : { where: file }),
      fix: 'it was changed or removed while it was read: run again',
    });
  }
  return new IonwalkError('plugin', 'plugin/threw', `${part} failed: ${message}`, {
    where: file === undefined ? part : `${file} (${part})`,
    fix: `report it to the author of the plugin with the file; --debug prints where it happened`,
    cause: thrown,
  });
}

/** A plugin that broke its promise: wrong shapes, an undeclared kind, a record that isn't one. Exit 5. */
export function brokenPromise(part: string, message: string): IonwalkError {
  return new IonwalkError('plugin', 'plugin/invalid-output', `${part}: ${message}`, {
    where: part,
    fix: 'report it to the author of the plugin; its conformance test (describePlugin) finds this',
  });
}
