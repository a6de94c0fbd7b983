/** Unpacks a zlib stream whose size isn't known; undefined where it is damaged or holds more than `most` bytes, which are never gathered. */
export async function inflateUpTo(packed: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.byteLength;
      if (size > most) return undefined;
      parts.push(value);
    }
  } catch {
    return undefined;
  } finally {
    // what is left of a stream that was not read to its end may fail on its own
    await reader.cancel().catch(() => undefined);
  }
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.byteLength;
  }
  return out;
}
