import type { SourceFile } from '../api/reader.ts';
import { inputError } from '../errors.ts';

const MAX_BYTES = 2 ** 31;
const MAX_RATIO = 100;
/** Below this size a high ratio is harmless. */
const FREE_BYTES = 2 ** 24;

/** True for the first bytes of a gzip stream. */
export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;

/**
 * The file inside a `.gz`, its name without the ending. Bytes are counted while they come out: beyond 2 GiB, or beyond a ratio of 100 once
 * there are 16 MiB, it is refused (`file/gzip-bomb`); a stream that ends early or is damaged is `file/gzip`.
 */
export async function unpackGzip(file: SourceFile, signal?: AbortSignal): Promise<SourceFile> {
  const limit = Math.min(MAX_BYTES, Math.max(FREE_BYTES, file.blob.size * MAX_RATIO));
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    const reader = file.blob.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > limit) {
        await reader.cancel();
        break;
      }
      parts.push(value);
    }
  } catch (cause) {
    if (signal?.aborted) throw signal.reason;
    throw inputError('file/gzip', 'the gzip stream is damaged or cut short', {
      where: file.path,
      fix: 'copy the file again, or unpack it yourself to see how much of it is whole',
      cause,
    });
  }
  if (bytes > limit) {
    throw inputError('file/gzip-bomb', `it unpacks to more than ${limit} bytes (from ${file.blob.size})`, {
      where: file.path,
      fix: 'unpack it yourself if you trust it',
    });
  }
  return { path: file.path.replace(/\.gz$/i, ''), blob: new Blob(parts) };
}
