import { deflateSync } from 'node:zlib';

/** A block to be written: a folder of others, a value, or a value to be packed. */
export interface Node {
  readonly name: string;
  readonly id?: number;
  readonly children?: readonly Node[];
  readonly value?: Uint8Array;
  readonly packed?: boolean;
  /** Entries of a folder's first part; the rest goes into one that goes on. */
  readonly split?: number;
}

const u32 = (value: number): Uint8Array => new Uint8Array(new Uint32Array([value]).buffer);
const f64 = (value: number): Uint8Array => new Uint8Array(new Float64Array([value]).buffer);
export const wide = (text: string): Uint8Array => new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);
export const leaf = (name: string, value: number | string, id = 0): Node => ({
  name,
  id,
  value: typeof value === 'string' ? wide(value) : u32(value),
});
export const real = (name: string, value: number): Node => ({ name, value: f64(value) });
export const words = (name: string, numbers: ArrayLike<number>, id = 0): Node => ({
  name,
  id,
  packed: true,
  value: new Uint8Array(Uint32Array.from(numbers).buffer),
});
export const folder = (name: string, children: readonly Node[], id = 0, split?: number): Node => ({
  name,
  id,
  children,
  ...(split === undefined ? {} : { split }),
});

/** A property as `propend` holds it. */
export function property(name: string, whole: number): Node {
  const key = wide(name);
  const value = new Uint8Array(20 + key.length + 22);
  const view = new DataView(value.buffer);
  view.setUint32(16, key.length, true);
  value.set(key, 20);
  view.setBigInt64(22 + key.length, BigInt(whole), true);
  view.setFloat64(30 + key.length, whole, true);
  return { name, value };
}

/** A file of blocks, written from the description of the pySPM project: children first, then the folder that lists them, the root in front. */
export function writeBlocks(root: readonly Node[]): Uint8Array<ArrayBuffer> {
  const out: number[] = [...new TextEncoder().encode('ITStrF01')];
  const put = (bytes: Iterable<number>): void => {
    for (const b of bytes) out.push(b);
  };
  const head = (kind: number, name: string, id: number, children: number, length: number): void => {
    put([kind, 25, 0, 0, 0]);
    for (const n of [name.length, id, children, length, length]) put(u32(n));
    put(new TextEncoder().encode(name));
  };
  // the root stands in front of everything, so its list is filled in last
  const listLength = (nodes: readonly Node[]): number => 41 + 33 * nodes.length + nodes.reduce((sum, { name }) => sum + name.length, 0);
  head(1, '', 0, root.length, listLength(root));
  const rootValue = out.length;
  put(new Uint8Array(listLength(root)));
  const listOf = (nodes: readonly Node[], places: readonly { at: number; length: number }[], next: number): Uint8Array => {
    const value = new Uint8Array(listLength(nodes));
    const view = new DataView(value.buffer);
    view.setUint32(0, 41 + 33 * nodes.length, true);
    view.setUint32(4, nodes.length, true);
    view.setBigUint64(33, BigInt(next), true);
    let nameAt = 41 + 33 * nodes.length;
    nodes.forEach((node, i) => {
      const entry = 41 + 33 * i;
      value[entry] = node.children ? 1 : node.packed ? 0x80 : 0;
      view.setUint32(entry + 1, nameAt, true);
      view.setUint32(entry + 5, node.name.length, true);
      view.setUint32(entry + 9, node.id ?? 0, true);
      view.setUint32(entry + 13, node.children ? 0 : 1, true);
      view.setBigUint64(entry + 17, BigInt(places[i]!.length), true);
      view.setBigUint64(entry + 25, BigInt(places[i]!.at), true);
      value.set(new TextEncoder().encode(node.name), nameAt);
      nameAt += node.name.length;
    });
    return value;
  };
  const write = (node: Node): { at: number; length: number } => {
    if (node.children) {
      const places = node.children.map(write);
      const split = node.split ?? node.children.length;
      let next = 0;
      if (split < node.children.length) {
        const rest = listOf(node.children.slice(split), places.slice(split), 0);
        next = out.length;
        head(3, node.name, node.id ?? 0, node.children.length - split, rest.length);
        put(rest);
      }
      const value = listOf(node.children.slice(0, split), places.slice(0, split), next);
      const at = out.length;
      head(1, node.name, node.id ?? 0, split, value.length);
      put(value);
      return { at, length: value.length };
    }
    const raw = node.value ?? new Uint8Array(0);
    const value = node.packed ? new Uint8Array(deflateSync(raw)) : raw;
    const at = out.length;
    head(node.packed ? 0x80 : 0, node.name, node.id ?? 0, 0, value.length);
    put(value);
    return { at, length: value.length };
  };
  const value = listOf(root, root.map(write), 0);
  value.forEach((b, i) => (out[rootValue + i] = b));
  return Uint8Array.from(out);
}

export interface ItaSignal {
  readonly label: string;
  readonly mass: number;
  readonly serial?: string;
}

const interval = ({ label, mass, serial = '' }: ItaSignal, id: number): Node =>
  folder(
    'mi',
    [
      leaf('id', id),
      leaf('desc', ''),
      leaf('assign', label),
      leaf('SN', serial),
      real('lmass', mass - 0.02),
      real('cmass', mass),
      real('umass', mass + 0.02),
    ],
    id,
  );

export interface ItaOptions {
  readonly width: number;
  readonly height: number;
  readonly scans: number;
  readonly signals: readonly ItaSignal[];
  /** Counts, first row on top. */
  readonly counts: (scan: number, signal: number, y: number, x: number) => number;
  readonly fieldOfView?: number;
  readonly shots?: number;
  /** Where the images are. */
  readonly kind?: 'numbers' | 'serials' | 'sums';
  readonly claimedScans?: number;
}

/** An `.ita` file: images of signals 2, 3, … (0 is the total, 1 the rest), rows from the bottom. */
export function writeIta(options: ItaOptions): Uint8Array<ArrayBuffer> {
  const { width, height, scans, signals, counts, kind = 'numbers' } = options;
  const plane = (scan: number, signal: number): number[] =>
    Array.from({ length: width * height }, (_, i) => counts(scan, signal, height - 1 - Math.floor(i / width), i % width));
  const each = Array.from({ length: scans }, (_, s) => s);
  const reduced =
    kind === 'serials'
      ? [
          folder(
            'Images',
            signals.map(({ serial = '' }, s) =>
              folder(serial, [
                folder('ScanData', [
                  folder(
                    'EDROff',
                    each.map((f) => words(String(f), plane(f, s))),
                  ),
                ]),
              ]),
            ),
          ),
        ]
      : kind === 'sums'
        ? [
            folder(
              'ImageStackScansAdded',
              signals.map((_, s) =>
                folder(
                  'Image',
                  [
                    words(
                      'ImageArray.Long',
                      plane(0, s).map((_v, i) => each.reduce((sum, f) => sum + plane(f, s)[i]!, 0)),
                    ),
                  ],
                  s + 2,
                ),
              ),
            ),
          ]
        : [
            folder('ImageStackScans', [
              leaf('Image.XSize', width),
              leaf('Image.YSize', height),
              leaf('Image.NumberOfImages', signals.length),
              leaf('Image.NumberOfScans', options.claimedScans ?? scans),
              ...signals.map((_, s) =>
                folder(
                  'Image',
                  each.map((f) => words('ImageArray.Long', plane(f, s), f)),
                  s + 2,
                  2,
                ),
              ),
            ]),
          ];
  return writeBlocks([
    folder('Meta', [folder('SI Image', [leaf('res_x', width), leaf('res_y', height), real('fieldofview', options.fieldOfView ?? 50e-6)])]),
    folder('propend', [property('Registration.Raster.ShotsPerPixel', options.shots ?? 1)]),
    folder(
      'MassIntervalList',
      signals.map((signal, s) => interval(signal, s + 2)),
      0,
      1,
    ),
    folder('filterdata', [
      folder('TofCorrection', [
        folder('ImageStack', [folder('Reduced Data', [leaf('NumberOfScans', options.claimedScans ?? scans), ...reduced])]),
      ]),
    ]),
  ]);
}

/** An `.itm` file of the same counts: events in the order of the pixels, in blocks of so many words, times at the middle of each peak. */
export function writeItm(options: ItaOptions & { readonly peaks?: boolean; readonly blockWords?: number }): Uint8Array<ArrayBuffer> {
  const { width, height, scans, signals, counts } = options;
  const [sf, k0] = [66_000, -1000];
  const raw: Node[] = [{ name: '   2', value: new Uint8Array(0) }];
  for (let scan = 0; scan < scans; scan++) {
    raw.push(leaf('   6', scan, scan));
    const stream: number[] = [];
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        stream.push((0xc0000000 | x) >>> 0, (0xd0000000 | (height - 1 - y)) >>> 0, 0x40000000 + y * width + x);
        signals.forEach(({ mass }, s) => {
          for (let n = counts(scan, s, y, x); n > 0; n--) stream.push(Math.round(k0 + sf * Math.sqrt(mass)));
        });
        stream.push(Math.round(k0 + sf * Math.sqrt(100)));
      }
    }
    const step = options.blockWords ?? stream.length;
    for (let from = 0; from < stream.length; from += step) raw.push(words('  14', stream.slice(from, from + step), raw.length));
  }
  return writeBlocks([
    folder('Meta', [folder('SI Image', [leaf('res_x', width), leaf('res_y', height), real('fieldofview', options.fieldOfView ?? 50e-6)])]),
    folder('propend', [property('Registration.Raster.ShotsPerPixel', options.shots ?? 1)]),
    folder('MassScale', [real('sf', sf), real('k0', k0)]),
    ...(options.peaks === false
      ? []
      : [
          folder(
            'MassIntervalList',
            signals.map((signal, s) => interval(signal, s + 2)),
          ),
        ]),
    folder('rawdata', raw),
  ]);
}
