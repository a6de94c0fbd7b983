import { ByteCursor, inputError } from '@ionwalk/core';
import { camecaLayout, type CamecaLayout, IMAGE_TRAILER_BYTES, NEW_VERSION, OTHER_CAMECA_TYPES } from './cameca-layout.ts';
import { detectorDeadTimes } from './cameca-detectors.ts';
import type { CamecaStart } from './cameca-start.ts';

export interface CamecaMass {
  readonly label: string;
  readonly mass: number;
  readonly trolley: number;
}

export interface CamecaHeader extends CamecaStart {
  /** `1`: data were recorded, `0`: settings only. */
  readonly dataIncluded: boolean;
  readonly analysisName: string;
  readonly date: string;
  readonly masses: readonly CamecaMass[];
  /** Seconds per pixel and frame; images only. */
  readonly dwell: number | null;
  readonly frames: number | null;
  readonly image: {
    readonly width: number;
    readonly height: number;
    readonly bytesPerPixel: number;
    readonly masses: number;
    readonly planes: number;
  } | null;
  /** Edge of the scanned field [m]. */
  readonly raster: number | null;
  /** Per mass [s]; null without an electron multiplier. */
  readonly deadTime: readonly (number | null)[];
  readonly comment: string;
}

/** Most masses a header can name: the pointer table has 60 entries. */
const MAX_MASSES = 60;

/**
 * Parses the header of a Cameca binary with a layout that is known.
 * @param bytes – the first `headerBytes` of the file
 * Throws `sims/cameca-type` for a type that isn't read, `sims/cameca-masses` for a mass count that can't be, `file/truncated` past the end.
 */
export function parseCamecaHeader(bytes: Uint8Array, start: CamecaStart, path: string): CamecaHeader {
  const layout = camecaLayout(start.type);
  if (!layout) {
    throw inputError('sims/cameca-type', `Cameca file type ${start.type} (${OTHER_CAMECA_TYPES[start.type] ?? 'unknown'}) isn't read`, {
      where: `${path}: byte 4`,
      fix: 'export it as text from the instrument software: sections between lines of *** are read',
    });
  }
  const cursor = new ByteCursor(bytes, path, start.littleEndian);
  const dataIncluded = cursor.seek(16).int32() !== 0;
  const analysisName = cursor.seek(28).text(32).trim();
  const date = `${cursor.seek(92).text(16).trim()} ${cursor.seek(108).text(16).trim()}`.trim();
  const acquired = layout.frames === null ? null : cursor.seek(layout.frames).int32();
  const { masses, frameTime } = readMasses(cursor, start, layout);
  const trailer = layout.data === 'pixels' ? readImageTrailer(cursor, start.headerBytes, path) : null;
  const detectors = detectorDeadTimes(bytes, start.littleEndian);
  const rasterNm = trailer?.rasterNm ?? 0;
  return {
    ...start,
    dataIncluded,
    analysisName,
    date,
    masses,
    dwell:
      trailer === null || frameTime === null
        ? null
        : dwellOf(frameTime, trailer, layout.frames === null ? 0 : cursor.seek(layout.frames - 4).int32()),
    frames: trailer !== null && trailer.planes > 0 ? trailer.planes : acquired !== null && acquired >= 0 ? acquired : null,
    image: trailer,
    raster: rasterNm > 0 ? rasterNm / 1e9 : detectors.raster,
    deadTime: masses.map((mass) => detectors.deadTime(mass.trolley)),
    comment: detectors.comment,
  };
}

function readMasses(cursor: ByteCursor, start: CamecaStart, layout: CamecaLayout): { masses: CamecaMass[]; frameTime: number | null } {
  const at = layout.massCount;
  const count = cursor.seek(at).int32();
  if (count < 1 || count > MAX_MASSES) {
    throw inputError('sims/cameca-masses', `the header promises ${count} masses where 1 to ${MAX_MASSES} are possible`, {
      where: `${cursor.path}: byte ${at}`,
      fix: 'the header is damaged: copy the file again from the instrument',
    });
  }
  cursor.skip(4 * layout.pointers[start.version >= NEW_VERSION ? 1 : 0] + layout.gap).require(count, layout.mass[0]);
  const first = cursor.position;
  const masses: CamecaMass[] = [];
  let frameTime: number | null = null;
  for (let i = 0; i < count; i++) {
    cursor.seek(first + i * layout.mass[0]);
    const trolley = cursor.int32();
    const mass = cursor.skip(4).float64();
    const seconds = cursor.skip(16).float64();
    const text = cursor
      .seek(first + i * layout.mass[0] + layout.mass[1])
      .text(64)
      .trim();
    if (frameTime === null && Number.isFinite(seconds) && seconds > 0) frameTime = seconds;
    masses.push({ label: text === '' && trolley === 8 ? 'SE' : text, mass: Number.isFinite(mass) ? mass : 0, trolley });
  }
  return { masses, frameTime };
}

/** The last 84 bytes of an image header: what the pixels that follow look like. */
function readImageTrailer(cursor: ByteCursor, headerBytes: number, path: string) {
  const at = headerBytes - IMAGE_TRAILER_BYTES;
  const size = cursor.seek(at).int32();
  if (size !== IMAGE_TRAILER_BYTES) {
    throw inputError('sims/cameca-image', `the image header should be ${IMAGE_TRAILER_BYTES} bytes long and says ${size}`, {
      where: `${path}: byte ${at}`,
      fix: 'the header size or the byte order is wrong: copy the file again from the instrument',
    });
  }
  const type = cursor.int16();
  const [width, height, bytesPerPixel, masses, planes] = [cursor.int16(), cursor.int16(), cursor.int16(), cursor.int16(), cursor.int16()];
  return { type, width, height, bytesPerPixel, masses, planes, rasterNm: cursor.int32() };
}

/**
 * Seconds per pixel from the count time of a mass, which is that of a frame. The one real-time image (RTI) at hand has the dwell in microseconds
 * there instead: taken so only where the acquisition's own duration [s] agrees with that and contradicts the other reading.
 */
function dwellOf(
  countTime: number,
  image: { readonly width: number; readonly height: number; readonly planes: number },
  duration: number,
): number | null {
  const pixels = image.width * image.height;
  if (!(pixels > 0)) return null;
  const frames = Math.max(1, image.planes);
  const near = (seconds: number): boolean => Math.abs(seconds - duration) <= 1 + 0.1 * duration;
  const microseconds = duration > 0 && !near(countTime * frames) && near(countTime * 1e-6 * pixels * frames);
  return microseconds ? countTime * 1e-6 : countTime / pixels;
}
