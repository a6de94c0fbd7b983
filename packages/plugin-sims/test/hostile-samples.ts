import { crc32, deflateSync } from 'node:zlib';
import { writeCamecaImage } from '../src/simulate/write-cameca-image.ts';
import { CAMECA, DAC, IONTOF, PLANES } from './export-samples.ts';
import { writeIta, writeItm } from './write-ita.ts';
import { writeTiff } from './write-tiff.ts';

/** A whole file of a reader, to be cut and damaged. */
export interface HostileSample {
  readonly reader: string;
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
const counts = (frame: number, mass: number, y: number, x: number): number => (7 * x + 3 * y + 5 * frame + 11 * mass) % 13;
const masses = [
  { label: '6Li', mass: 6.015, trolley: 1 },
  { label: '7Li', mass: 7.016, trolley: 2 },
];
const image = { masses, width: 8, height: 5, frames: 2, counts, raster: 8e-6, dwell: 1e-3, deadTime: 44e-9 } as const;
const pages = [0, 1].map((mass) => Float64Array.from({ length: 12 * 9 }, (_, i) => counts(0, mass, Math.floor(i / 12), i % 12)));
const tiff = { width: 12, height: 9, pages } as const;
const ita = { width: 6, height: 4, scans: 2, signals: [{ label: '^6Li+', mass: 6.015, serial: '{a}' }, { label: '^7Li+', mass: 7.016, serial: '{b}' }], counts } as const; // prettier-ignore
const rows = Array.from({ length: 12 }, (_, y) => Array.from({ length: 9 }, (_v, x) => counts(0, 0, y, x)));
const nrrd = (): Uint8Array<ArrayBuffer> => {
  const head = text('NRRD0004\ntype: ushort\nencoding: raw\nendian: little\ndimension: 4\nsizes: 4 3 2 2\nMims_mass_symbols:=16O 18O \n\n');
  const out = new Uint8Array(head.length + 96);
  out.set(head);
  out.fill(3, head.length);
  return out;
};
const npy = (): Uint8Array<ArrayBuffer> => {
  const head = "{'descr': '<u2', 'fortran_order': False, 'shape': (12, 9), }".padEnd(117) + '\n';
  const out = new Uint8Array(10 + head.length + 2 * 108);
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, head.length, 0]);
  out.set(text(head), 10);
  rows.flat().forEach((v, i) => (out[10 + head.length + 2 * i] = v + 1));
  return out;
};
const png = (): Uint8Array<ArrayBuffer> => {
  const chunk = (name: string, data: Uint8Array): number[] => {
    const body = new Uint8Array([...text(name), ...data]);
    const word = (n: number): number[] => [(n >>> 24) & 255, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
    return [...word(data.length), ...body, ...word(crc32(body))];
  };
  const header = Uint8Array.of(0, 0, 0, 9, 0, 0, 0, 12, 8, 0, 0, 0, 0);
  const data = deflateSync(Uint8Array.from(rows.flatMap((row) => [0, ...row.map((v) => v + 1)])));
  return Uint8Array.from([
    0x89,
    0x50,
    0x4e,
    0x47,
    13,
    10,
    26,
    10,
    ...chunk('IHDR', header),
    ...chunk('IDAT', data),
    ...chunk('IEND', new Uint8Array(0)),
  ]);
};
/** A Cameca file of rates: an isotope file (type 26) against time, or an instrument scan (31) against volts. */
const rates = (type: 26 | 31): Uint8Array<ArrayBuffer> => {
  const whole = writeCamecaImage({ ...image, bytesPerPixel: 2, frames: 1 });
  const header = new DataView(whole.buffer, whole.byteOffset).getInt32(8, true);
  const out = new Uint8Array(header + 4 + 2 * (4 + 48));
  out.set(whole.subarray(0, header));
  out.fill(0, 124, 1536);
  const view = new DataView(out.buffer);
  view.setInt32(4, type, true);
  const [count, table, size, label] = type === 26 ? [548, 796, 192, 65] : [316, 400, 216, 85];
  view.setInt32(count, 2, true);
  view.setInt32(header, 2, true);
  for (let s = 0; s < 2; s++) {
    view.setInt32(table + size * s, s + 1, true);
    view.setFloat64(table + size * s + 8, 16 + 2 * s, true);
    out.set(text(s === 0 ? '16O' : '18O'), table + size * s + label);
    const at = header + 4 + 52 * s;
    view.setInt32(at, 3, true);
    for (let i = 0; i < 3; i++) {
      view.setFloat64(at + 4 + 8 * i, 1.5 * (i + 1), true);
      view.setFloat64(at + 28 + 8 * i, 100 * (s + 1), true);
    }
  }
  return out;
};

/** Small files of every reader, and of its variants that are read by code of their own. */
export const HOSTILE: readonly HostileSample[] = [
  { reader: 'cameca', path: 'a.im', bytes: writeCamecaImage({ ...image, bytesPerPixel: 2 }) as Uint8Array<ArrayBuffer> },
  {
    reader: 'cameca',
    path: 'b.im',
    bytes: writeCamecaImage({ ...image, bytesPerPixel: 4, littleEndian: false }) as Uint8Array<ArrayBuffer>,
  },
  { reader: 'cameca', path: 'c.is', bytes: rates(26) },
  { reader: 'cameca', path: 'd.hmr', bytes: rates(31) },
  { reader: 'cameca-ascii', path: 'a.dp_rpc_asc', bytes: text(CAMECA) },
  { reader: 'iontof-ascii', path: 'tof.txt', bytes: text(IONTOF) },
  { reader: 'iontof-binary', path: 'a.ita', bytes: writeIta(ita) },
  { reader: 'iontof-binary', path: 'b.ita', bytes: writeIta({ ...ita, kind: 'serials' }) },
  { reader: 'iontof-binary', path: 'c.ita', bytes: writeIta({ ...ita, kind: 'sums' }) },
  { reader: 'iontof-binary', path: 'd.itm', bytes: writeItm({ ...ita, blockWords: 60 }) },
  { reader: 'look-table', path: 'a.dac', bytes: text(DAC) },
  { reader: 'look-table', path: 'a-z.dat', bytes: text(PLANES) },
  { reader: 'tiff', path: 'a.tif', bytes: writeTiff({ ...tiff, type: 'u16', compression: 'lzw', predictor: 2 }) },
  {
    reader: 'tiff',
    path: 'b.tif',
    bytes: writeTiff({ ...tiff, type: 'f32', compression: 'deflate', predictor: 3, big: true, littleEndian: false }),
  },
  { reader: 'tiff', path: 'c.tif', bytes: writeTiff({ ...tiff, type: 'u8', compression: 'packbits', tile: [16, 16] }) },
  {
    reader: 'tiff',
    path: 'd.tif',
    bytes: writeTiff({
      ...tiff,
      type: 'i16',
      oneDirectory: true,
      littleEndian: false,
      description: 'ImageJ=1.54f\nimages=2\nslices=2\nunit=um\n',
      resolution: 8,
      labels: ['6Li', '7Li'],
    }),
  },
  { reader: 'nrrd', path: 'a.nrrd', bytes: nrrd() },
  { reader: 'text', path: 'p.csv', bytes: text('# simulated\ndepth (um),6Li,7Li\n0.5,120,30\n1.5,90,60\n2.5,0,0\n3.5,20,130\n') },
  { reader: 'text', path: 'f.tsv', bytes: text('position (nm)\tfraction\tsigma\n1,5\t0,9\t0,01\n2,5\t0,5\t0,02\n3,5\t0,1\t0,01\n') },
  { reader: 'text-image', path: 'a_6Li.txt', bytes: text(rows.map((row) => row.join('\t')).join('\n') + '\n') },
  {
    reader: 'text-image',
    path: 'b.txt',
    bytes: text(`# x (um)\ty (um)\t6Li+\t7Li+\n${rows.flatMap((row, y) => row.map((v, x) => `${x}\t${y}\t${v}\t9`)).join('\r\n')}\r\n`),
  },
  {
    reader: 'text-image',
    path: 'c.txt',
    bytes: text([0, 1].flatMap((z) => rows.flatMap((row, y) => row.map((v, x) => `${x} ${y} ${z} ${v}`))).join('\n') + '\n'),
  },
  { reader: 'label-map', path: 'l.csv', bytes: text(rows.map((row) => row.map((v) => v + 1).join(',')).join('\n') + '\n') },
  { reader: 'label-map', path: 'l.npy', bytes: npy() },
  { reader: 'label-map', path: 'l.png', bytes: png() },
];
