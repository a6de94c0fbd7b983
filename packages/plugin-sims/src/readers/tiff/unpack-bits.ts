/** PackBits: a count, then so many bytes as they are, or one to be repeated. Undefined where it ends before `length` bytes. */
export function unpackBits(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> | undefined {
  const out = new Uint8Array(length);
  let [from, to] = [0, 0];
  while (to < length) {
    if (from >= packed.length) return undefined;
    const n = packed[from++] as number;
    if (n === 128) continue;
    if (n < 128) {
      const part = packed.subarray(from, Math.min(from + n + 1, from + length - to));
      if (from + n + 1 > packed.length && part.length < length - to) return undefined;
      out.set(part, to);
      from += n + 1;
      to += part.length;
    } else {
      if (from >= packed.length) return undefined;
      const end = Math.min(length, to + 257 - n);
      out.fill(packed[from++] as number, to, end);
      to = end;
    }
  }
  return out;
}
