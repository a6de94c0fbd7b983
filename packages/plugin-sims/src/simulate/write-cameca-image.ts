/** One mass of a written image: `label` as `6Li`, `mass` [u], trolley 1 to 5, 8 (secondary electrons), 10 or 11. */
export interface WrittenMass {
  readonly label: string;
  readonly mass: number;
  readonly trolley: number;
}

export interface CamecaImageOptions {
  readonly masses: readonly WrittenMass[];
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly bytesPerPixel: 2 | 4;
  /** Counts of a pixel, or one array per frame and mass (index frame * masses + mass) of height * width numbers, row by row. */
  readonly counts: ((frame: number, mass: number, y: number, x: number) => number) | readonly ArrayLike<number>[];
  /** Edge of the field [m]. */
  readonly raster: number;
  /** Per pixel and frame [s]. */
  readonly dwell: number;
  /** Of every electron multiplier [s]. */
  readonly deadTime: number;
  readonly littleEndian?: boolean;
  /** `DD.MM.YY` and `HH:MM`. */
  readonly date?: string;
  readonly time?: string;
  readonly name?: string;
  readonly comment?: string;
  /** 1: with data (default), 0: header only. */
  readonly dataIncluded?: 0 | 1;
  /** Type 27 (image, default), 29 or 39. */
  readonly type?: number;
}

/** From the marker of the instrument block to the one of detectors 6 and 7. */
const NANO_BYTES = 1032 + 808;

/**
 * A Cameca image file of version 4108 (little-endian) or 11 (big-endian) that holds what Ionwalk's reader looks for; the rest is zeros.
 * Counts above the pixel's range are an error: a real counter would have wrapped.
 */
export function writeCamecaImage(options: CamecaImageOptions): Uint8Array {
  const { masses, width, height, frames, bytesPerPixel, littleEndian = true, dataIncluded = 1 } = options;
  const pixels = width * height;
  const massTable = littleEndian ? 652 : 452;
  const nano = Math.max(0x600, massTable + 192 * masses.length);
  const bis = nano + NANO_BYTES;
  const header = bis + 24 + 88 + 208 + 84;
  const bytes = new Uint8Array(header + (dataIncluded === 1 ? pixels * masses.length * frames * bytesPerPixel : 0));
  const view = new DataView(bytes.buffer);
  const int = (at: number, value: number): void => view.setInt32(at, value, littleEndian);
  const short = (at: number, value: number): void => view.setInt16(at, value, littleEndian);
  const double = (at: number, value: number): void => view.setFloat64(at, value, littleEndian);
  const text = (at: number, value: string, room: number): void => {
    for (let i = 0; i < Math.min(value.length, room - 1); i++) bytes[at + i] = value.charCodeAt(i) & 0xff;
  };
  int(0, littleEndian ? 4108 : 11);
  int(4, options.type ?? 27);
  int(8, header);
  int(16, dataIncluded);
  text(28, options.name ?? 'simulated', 32);
  text(92, options.date ?? '01.01.24', 16);
  text(108, options.time ?? '00:00', 16);
  int(144, frames);
  int(408, masses.length);
  masses.forEach((mass, i) => {
    const at = massTable + 192 * i;
    int(at, mass.trolley);
    double(at + 8, mass.mass);
    double(at + 32, options.dwell * pixels);
    text(at + 65, mass.label, 64);
  });
  text(nano, 'Anal_param_nano', 17);
  text(nano + 32, options.comment ?? 'simulated by Ionwalk', 256);
  double(nano + 448, options.raster * 1e6);
  const deadNs = Math.round(options.deadTime * 1e9);
  for (let i = 0; i < 6; i++) {
    double(nano + 1632 + 16 * i, 100);
    int(nano + 1632 + 16 * i + 12, deadNs);
  }
  text(bis, 'Anal_param_nano_bis', 21);
  for (let i = 0; i < 2; i++) int(bis + 112 + 104 * i + 12, deadNs);
  const trailer = header - 84;
  int(trailer, 84);
  short(trailer + 6, width);
  short(trailer + 8, height);
  short(trailer + 10, bytesPerPixel);
  short(trailer + 12, dataIncluded === 1 ? masses.length : 0);
  short(trailer + 14, dataIncluded === 1 ? frames : 0);
  int(trailer + 16, dataIncluded === 1 ? Math.round(options.raster * 1e9) : 0);
  if (dataIncluded === 1) writePixels(view, header, options, littleEndian);
  return bytes;
}

function writePixels(view: DataView, start: number, options: CamecaImageOptions, littleEndian: boolean): void {
  const { masses, width, height, frames, bytesPerPixel, counts } = options;
  const most = bytesPerPixel === 2 ? 0xffff : 0xffffffff;
  let at = start;
  for (let frame = 0; frame < frames; frame++) {
    for (let mass = 0; mass < masses.length; mass++) {
      const plane = typeof counts === 'function' ? undefined : counts[frame * masses.length + mass];
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++, at += bytesPerPixel) {
          const n = typeof counts === 'function' ? counts(frame, mass, y, x) : (plane?.[y * width + x] ?? 0);
          if (!(n >= 0 && n <= most)) throw new RangeError(`count ${n} doesn't fit ${bytesPerPixel} bytes`);
          if (bytesPerPixel === 2) view.setUint16(at, n, littleEndian);
          else view.setUint32(at, n, littleEndian);
        }
      }
    }
  }
}
