import { deflateSync } from 'node:zlib';

export type Sample = 'u8' | 'i8' | 'u16' | 'i16' | 'u32' | 'i32' | 'f32' | 'f64';

export interface TiffOptions {
  readonly width: number;
  readonly height: number;
  /** One array of width * height numbers per page. */
  readonly pages: readonly ArrayLike<number>[];
  readonly type: Sample;
  readonly littleEndian?: boolean;
  readonly big?: boolean;
  readonly compression?: 'none' | 'lzw' | 'deflate' | 'packbits';
  readonly predictor?: 1 | 2 | 3;
  /** Tiles of this size, else strips of so many rows. */
  readonly tile?: readonly [number, number];
  readonly rowsPerStrip?: number;
  readonly description?: string;
  readonly pageNames?: readonly string[];
  /** Pixels per unit. */
  readonly resolution?: number;
  /** Labels of the planes as ImageJ stores them. */
  readonly labels?: readonly string[];
  /** Only the first page gets a directory: ImageJ's large stacks. */
  readonly oneDirectory?: boolean;
  /** Tags that replace or add to those of every page: [tag, type 3 or 4, value]. */
  readonly tags?: readonly (readonly [number, 3 | 4, number])[];
  /** The same for one page. */
  readonly pageTags?: { readonly [page: number]: readonly (readonly [number, 3 | 4, number])[] };
}

const BYTES: Readonly<Record<Sample, number>> = { u8: 1, i8: 1, u16: 2, i16: 2, u32: 4, i32: 4, f32: 4, f64: 8 };
const COMPRESSION = { none: 1, lzw: 5, deflate: 8, packbits: 32773 } as const;
const FORMAT = { u: 1, i: 2, f: 3 } as const;

/** A TIFF written from the specification, independently of the reader: pixels first, then the directories. */
export function writeTiff(options: TiffOptions): Uint8Array<ArrayBuffer> {
  const {
    width,
    height,
    pages,
    type,
    littleEndian = true,
    big = false,
    compression = 'none',
    predictor = 1,
    tile,
    rowsPerStrip = height,
  } = options;
  const out: number[] = [];
  const put = (value: number | bigint, size: number): void => {
    let v = BigInt(value);
    const bytes = Array.from({ length: size }, () => {
      const byte = Number(v & 0xffn);
      v >>= 8n;
      return byte;
    });
    out.push(...(littleEndian ? bytes : bytes.reverse()));
  };
  const align = (): void => {
    while (out.length % 8 !== 0) out.push(0);
  };
  const word = big ? 8 : 4;
  out.push(...(littleEndian ? [0x49, 0x49] : [0x4d, 0x4d]));
  put(big ? 43 : 42, 2);
  if (big) {
    put(8, 2);
    put(0, 2);
  }
  const link = out.length;
  put(0, word);
  align();

  const directories: { at: number; entries: [tag: number, kind: number, count: number, value: number[]][] }[] = [];
  const [bw, bh] = tile ?? [width, rowsPerStrip];
  const stored = pages.map((page) => {
    const offsets: number[] = [];
    const counts: number[] = [];
    for (let top = 0; top < height; top += bh) {
      for (let left = 0; left < width; left += bw) {
        const rows = tile ? bh : Math.min(bh, height - top);
        const numbers = Array.from({ length: rows * bw }, (_, i) => {
          const [y, x] = [top + Math.floor(i / bw), left + (i % bw)];
          return y < height && x < width ? (page[y * width + x] as number) : 0;
        });
        const bytes = pack(encode(numbers, bw, type, littleEndian, predictor), compression);
        offsets.push(out.length);
        counts.push(bytes.length);
        for (const byte of bytes) out.push(byte);
        if (!options.oneDirectory) align();
      }
    }
    return { offsets, counts };
  });
  align();
  const text = (value: string): number[] => [...new TextEncoder().encode(value), 0];
  const far = (bytes: readonly number[], count: number, kind: number, tag: number): [number, number, number, number[]] => {
    if (bytes.length <= word) return [tag, kind, count, [...bytes]];
    align();
    const at = out.length;
    for (const byte of bytes) out.push(byte);
    return [tag, kind, count, asBytes(at, word, littleEndian)];
  };
  const many = (tag: number, values: readonly number[]): [number, number, number, number[]] =>
    far(
      values.flatMap((v) => asBytes(v, word, littleEndian)),
      values.length,
      big ? 16 : 4,
      tag,
    );
  for (const [p, { offsets, counts }] of stored.entries()) {
    if (options.oneDirectory && p > 0) break;
    const one = (tag: number, kind: 3 | 4, value: number): [number, number, number, number[]] => [
      tag,
      kind,
      1,
      asBytes(value, kind === 3 ? 2 : 4, littleEndian),
    ];
    const changes = [...(options.tags ?? []), ...(options.pageTags?.[p] ?? [])];
    const entries = [
      one(256, 4, width),
      one(257, 4, height),
      one(258, 3, BYTES[type] * 8),
      one(259, 3, COMPRESSION[compression]),
      one(262, 3, 1),
      one(277, 3, 1),
      one(339, 3, FORMAT[type[0] as 'u' | 'i' | 'f']),
      ...(predictor === 1 ? [] : [one(317, 3, predictor)]),
      ...(tile
        ? [one(322, 3, bw), one(323, 3, bh), many(324, offsets), many(325, counts)]
        : [one(278, 4, bh), many(273, offsets), many(279, counts)]),
      ...(options.description !== undefined && p === 0 ? [far(text(options.description), text(options.description).length, 2, 270)] : []),
      ...(options.pageNames ? [far(text(options.pageNames[p] as string), text(options.pageNames[p] as string).length, 2, 285)] : []),
      ...(options.resolution === undefined
        ? []
        : [far([...asBytes(Math.round(options.resolution * 1e6), 4, littleEndian), ...asBytes(1e6, 4, littleEndian)], 1, 5, 282)]),
      ...(options.labels && p === 0 ? imagejTags(options.labels, littleEndian, far) : []),
    ].filter(([tag]) => !changes.some(([other]) => other === tag));
    entries.push(...changes.map(([tag, kind, value]) => one(tag, kind, value)));
    directories.push({ at: 0, entries: entries.sort((a, b) => a[0] - b[0]) });
  }
  let linkAt = link;
  for (const { entries } of directories) {
    align();
    patch(out, linkAt, asBytes(out.length, word, littleEndian));
    put(entries.length, big ? 8 : 2);
    for (const [tag, kind, count, value] of entries) {
      put(tag, 2);
      put(kind, 2);
      put(count, word);
      out.push(...value, ...Array.from({ length: word - value.length }, () => 0));
    }
    linkAt = out.length;
    put(0, word);
  }
  return Uint8Array.from(out);
}

function imagejTags(
  labels: readonly string[],
  littleEndian: boolean,
  far: (bytes: readonly number[], count: number, kind: number, tag: number) => [number, number, number, number[]],
) {
  const texts = labels.map((label) => Array.from({ length: label.length }, (_, i) => asBytes(label.charCodeAt(i), 2, littleEndian)).flat());
  const header = [
    ...asBytes(0x494a494a, 4, littleEndian),
    ...asBytes(0x6c61626c, 4, littleEndian),
    ...asBytes(labels.length, 4, littleEndian),
  ];
  const counts = [header.length, ...texts.map((t) => t.length)];
  return [
    far(
      counts.flatMap((n) => asBytes(n, 4, littleEndian)),
      counts.length,
      4,
      50838,
    ),
    far([header, ...texts].flat(), header.length + texts.flat().length, 1, 50839),
  ];
}

function asBytes(value: number, size: number, littleEndian: boolean): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  const part = Array.from(bytes.subarray(0, size));
  return littleEndian ? part : part.reverse();
}

function patch(out: number[], at: number, bytes: readonly number[]): void {
  bytes.forEach((byte, i) => (out[at + i] = byte));
}

function encode(numbers: readonly number[], width: number, type: Sample, littleEndian: boolean, predictor: number): Uint8Array {
  const size = BYTES[type];
  const bytes = new Uint8Array(numbers.length * size);
  const view = new DataView(bytes.buffer);
  const set = (i: number, value: number, little: boolean): void => {
    if (type === 'u8') view.setUint8(i, value);
    else if (type === 'i8') view.setInt8(i, value);
    else if (type === 'u16') view.setUint16(2 * i, value, little);
    else if (type === 'i16') view.setInt16(2 * i, value, little);
    else if (type === 'u32') view.setUint32(4 * i, value, little);
    else if (type === 'i32') view.setInt32(4 * i, value, little);
    else if (type === 'f32') view.setFloat32(4 * i, value, little);
    else view.setFloat64(8 * i, value, little);
  };
  if (predictor === 2) numbers.forEach((value, i) => set(i, i % width === 0 ? value : value - (numbers[i - 1] as number), littleEndian));
  else numbers.forEach((value, i) => set(i, value, predictor === 3 ? false : littleEndian));
  if (predictor !== 3) return bytes;
  const planes = new Uint8Array(bytes.length);
  const rowBytes = width * size;
  for (let row = 0; row < bytes.length; row += rowBytes) {
    for (let x = 0; x < width; x++) for (let k = 0; k < size; k++) planes[row + k * width + x] = bytes[row + x * size + k] as number;
    for (let i = row + rowBytes - 1; i > row; i--) planes[i] = (planes[i] as number) - (planes[i - 1] as number);
  }
  return planes;
}

function pack(bytes: Uint8Array, compression: keyof typeof COMPRESSION): Uint8Array {
  if (compression === 'deflate') return new Uint8Array(deflateSync(bytes));
  if (compression === 'lzw') return packLzw(bytes);
  return compression === 'packbits' ? packBits(bytes) : bytes;
}

function packBits(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  for (let i = 0; i < bytes.length;) {
    let run = 1;
    while (run < 128 && i + run < bytes.length && bytes[i + run] === bytes[i]) run++;
    if (run > 1) {
      out.push(257 - run, bytes[i] as number);
      i += run;
      continue;
    }
    let n = 1;
    while (n < 128 && i + n < bytes.length && bytes[i + n] !== bytes[i + n - 1]) n++;
    out.push(n - 1, ...bytes.subarray(i, i + n));
    i += n;
  }
  return Uint8Array.from(out);
}

/** The encoder of the TIFF 6.0 specification, section 13. */
function packLzw(bytes: Uint8Array): Uint8Array {
  const out: number[] = [];
  let [buffer, held] = [0, 0];
  let table = new Map<string, number>();
  let bits = 9;
  const emit = (code: number): void => {
    buffer = buffer * 2 ** bits + code;
    held += bits;
    while (held >= 8) {
      held -= 8;
      out.push(Math.floor(buffer / 2 ** held) & 0xff);
      buffer %= 2 ** held;
    }
  };
  const reset = (): void => {
    table = new Map(Array.from({ length: 256 }, (_, i) => [String.fromCharCode(i), i]));
  };
  reset();
  emit(256);
  let next = 258;
  let prefix = '';
  for (const byte of bytes) {
    const longer = prefix + String.fromCharCode(byte);
    if (table.has(longer)) {
      prefix = longer;
      continue;
    }
    emit(table.get(prefix) as number);
    table.set(longer, next++);
    if (next === 512 || next === 1024 || next === 2048) bits++;
    if (next === 4095) {
      emit(256);
      reset();
      [bits, next] = [9, 258];
    }
    prefix = String.fromCharCode(byte);
  }
  if (prefix !== '') emit(table.get(prefix) as number);
  emit(257);
  if (held > 0) out.push((buffer * 2 ** (8 - held)) & 0xff);
  return Uint8Array.from(out);
}
