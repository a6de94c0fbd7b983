const CLEAR = 256;
const END = 257;

/**
 * LZW as TIFF has it: codes of 9 to 12 bits, the highest bit first, one code earlier than the table is full. Undefined where it is damaged or
 * ends before `length` bytes.
 */
export function unpackLzw(packed: Uint8Array, length: number): Uint8Array<ArrayBuffer> | undefined {
  const out = new Uint8Array(length);
  // an entry of the table is a run of bytes that was already written: where it begins, and how long it is
  const starts = new Uint32Array(4097);
  const lengths = new Uint16Array(4097);
  let [to, bits, held, from] = [0, 9, 0, 0];
  let [buffer, size] = [0, CLEAR + 2];
  let previous = -1;
  let previousStart = 0;
  let previousLength = 0;
  while (to < length) {
    while (held < bits) {
      if (from >= packed.length) return undefined;
      buffer = ((buffer << 8) | (packed[from++] as number)) & 0xffffff;
      held += 8;
    }
    held -= bits;
    const code = (buffer >> held) & ((1 << bits) - 1);
    if (code === END) return undefined;
    if (code === CLEAR) {
      [bits, size, previous] = [9, CLEAR + 2, -1];
      continue;
    }
    const at = to;
    let n = 1;
    if (code < CLEAR) out[to++] = code;
    else {
      if (previous < 0 || code > size || (code === size && size > 4095)) return undefined;
      // the code that is being made: the last run and its own first byte
      const run = code === size ? previousStart : (starts[code] as number);
      n = code === size ? previousLength + 1 : (lengths[code] as number);
      for (let i = 0; i < n && to < length; i++) out[to++] = out[run + i] as number;
    }
    if (previous >= 0 && size < 4096) {
      starts[size] = previousStart;
      lengths[size] = previousLength + 1;
      size++;
    }
    if (size >= 511 && bits < 12) bits = size >= 2047 ? 12 : size >= 1023 ? 11 : 10;
    [previous, previousStart, previousLength] = [code, at, n];
  }
  return out;
}
