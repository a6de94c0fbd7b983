/**
 * Unpacks a zlib stream with the platform's own decoder, up to `length` bytes and no further: a stream that would blow up is left there.
 * Undefined where it is damaged or ends sooner.
 */
export async function inflate(packed: Uint8Array<ArrayBuffer>, length: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const out = new Uint8Array(length);
  let filled = 0;
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate'));
  const reader = stream.getReader();
  try {
    while (filled < length) {
      const { done, value } = await reader.read();
      if (done) return undefined;
      const part = value.subarray(0, length - filled);
      out.set(part, filled);
      filled += part.length;
    }
    return out;
  } catch {
    // the decoder's errors have no code of their own: the caller says what they mean
    return filled === length ? out : undefined;
  } finally {
    // what is left of a stream that was not read to its end may fail on its own
    await reader.cancel().catch(() => undefined);
  }
}
