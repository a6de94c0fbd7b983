/**
 * Unpacks a zlib stream that must hold exactly `size` bytes; undefined when it is damaged, shorter or longer. Nothing is allocated before the bytes
 * come out, so a forged size costs nothing.
 */
export async function inflateExactly(parts: readonly Uint8Array[], size: number): Promise<Uint8Array | undefined> {
  const found: Uint8Array[] = [];
  let bytes = 0;
  try {
    const reader = new Blob([...parts] as BlobPart[]).stream().pipeThrough(new DecompressionStream('deflate')).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      bytes += value.byteLength;
      if (bytes > size) {
        await reader.cancel();
        return undefined;
      }
      found.push(value);
    }
  } catch {
    return undefined;
  }
  if (bytes !== size) return undefined;
  const out = new Uint8Array(size);
  let at = 0;
  for (const part of found) {
    out.set(part, at);
    at += part.byteLength;
  }
  return out;
}
