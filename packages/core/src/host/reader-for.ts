import { inputError, usageError } from '../errors.ts';
import type { Identified } from './identify.ts';
import { findReader, type RegisteredReader, type Registry } from './registry.ts';

/**
 * The reader of a thing: the one asked for, else the single best match.
 * Nothing fits: `reader/none` (exit 3) names the nearest; a tie: `reader/ambiguous` (exit 2) names the flag to pass.
 */
export function readerFor(registry: Registry, thing: Identified, asked?: string): RegisteredReader {
  if (asked !== undefined) return findReader(registry, asked);
  if (thing.main.blob.size === 0) {
    throw inputError('file/empty', 'the file is empty', { where: thing.shown, fix: 'copy or export it again from the instrument' });
  }
  const broken = thing.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  if (thing.reader === null && broken) {
    throw inputError(broken.code, broken.message, { where: thing.shown, fix: 'copy the file again, or unpack it yourself' });
  }
  if (thing.reader === null) {
    const near = thing.nearest;
    throw inputError('reader/none', `nothing installed can read it: ${thing.reason}`, {
      where: thing.shown,
      fix:
        /^it is a (zip|gzip|tar)/i.test(thing.reason) || /\.(zip|tgz|tar(\.\w+)?|7z|rar|bz2|xz)$/i.test(thing.shown)
          ? 'unpack it first, and give the file or folder inside'
          : near
            ? `by its name it could be for ${near}, but its content is not; check that it is the exported file, or force it with --reader ${near}`
            : "'ionwalk plugins list' shows what can be read; a plugin may add it",
    });
  }
  if (thing.tied.length > 0) {
    const why = thing.candidates.filter((c) => thing.tied.includes(c.reader)).map((c) => `${c.reader} (${c.reason})`);
    throw usageError('reader/ambiguous', `several readers fit equally well: ${why.join(', ')}`, {
      where: thing.shown,
      fix: `say which: ${thing.tied.map((id) => `--reader ${id}`).join(' or ')}`,
    });
  }
  return findReader(registry, thing.reader);
}
