import type { TiffDirectory } from './tiff-directory.ts';

/** What ImageJ writes about a stack. */
export interface ImageJ {
  readonly images: number;
  readonly channels: number;
  /** Edge of a pixel [m], null without a unit of length. */
  readonly pixel: number | null;
  /** `cf=` is there: the numbers are shown through a calibration, and stored without it. */
  readonly calibrated: boolean;
}

/** Units of length as ImageJ writes them, the micrometre in several ways. */
const METRES: Readonly<Record<string, number>> = {
  pm: 1e-12, angstrom: 1e-10, a: 1e-10, å: 1e-10, nm: 1e-9, um: 1e-6, µm: 1e-6, μm: 1e-6, '\\u00b5m': 1e-6, micron: 1e-6, microns: 1e-6, micrometer: 1e-6, mm: 1e-3, cm: 1e-2, m: 1, inch: 0.0254,
}; // prettier-ignore

/** Reads the description (tag 270) of ImageJ, `ImageJ=1.53t` and lines of name=value; undefined for any other text. */
export async function readImageJ(directory: TiffDirectory, description: string): Promise<ImageJ | undefined> {
  if (!description.startsWith('ImageJ=')) return undefined;
  const fields = new Map(
    description.split('\n').map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1).trim()]),
  );
  const whole = (name: string): number => {
    const n = Number(fields.get(name));
    return Number.isSafeInteger(n) && n >= 1 ? n : 1;
  };
  const metre = METRES[(fields.get('unit') ?? '').toLowerCase()] ?? 0;
  // pixels per unit
  const resolution = (await directory.numbers(282, 16))?.[0] ?? 0;
  const pixel = metre / resolution;
  return {
    images: whole('images'),
    channels: whole('channels'),
    pixel: Number.isFinite(pixel) && pixel > 0 ? pixel : null,
    calibrated: fields.has('cf'),
  };
}

/** Most bytes of labels that are looked at. */
const MAX_LABELS = 1 << 20;

/** The labels that ImageJ gives the planes of a stack (tags 50838, 50839), empty without them: `IJIJ`, kinds and how many of each, then their text. */
export async function imagejLabels(directory: TiffDirectory): Promise<string[]> {
  const planes = directory.countOf(50838);
  if (planes < 2 || planes > MAX_LABELS / 4 || directory.countOf(50839) > MAX_LABELS) return [];
  const counts = await directory.numbers(50838, planes);
  const bytes = await directory.raw(50839, MAX_LABELS);
  const headerBytes = counts?.[0] ?? 0;
  if (!counts || !bytes || headerBytes < 12 || headerBytes > bytes.length) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, directory.littleEndian) !== 0x494a494a) return [];
  const labels: string[] = [];
  let [at, k] = [headerBytes, 1];
  for (let h = 4; h + 8 <= headerBytes; h += 8) {
    const isLabels = view.getUint32(h, directory.littleEndian) === 0x6c61626c;
    const n = view.getUint32(h + 4, directory.littleEndian);
    for (let i = 0; i < n && k < counts.length; i++, k++) {
      const end = at + (counts[k] as number);
      if (end > bytes.length) return labels;
      if (isLabels) labels.push(new TextDecoder(directory.littleEndian ? 'utf-16le' : 'utf-16be').decode(bytes.subarray(at, end)).trim());
      at = end;
    }
  }
  return labels;
}
