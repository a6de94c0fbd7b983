import { inputError, type ReadContext } from '@ionwalk/core';
import type { Block, BlockTree } from './block-tree.ts';
import type { MassInterval } from './mass-intervals.ts';

/** Planes of an `.ita` file: the packed images of each signal and scan. */
export interface ScanImages {
  readonly width: number;
  readonly height: number;
  readonly scans: number;
  readonly signals: readonly MassInterval[];
  /** The stored plane of a scan and a signal, first row on top. */
  plane(scan: number, signal: number): Promise<Float64Array>;
  /** More than one where only the sum over the scans was kept. */
  readonly scansPerPlane: number;
}

const STACK = 'filterdata/TofCorrection/ImageStack/Reduced Data';
const MOST_EDGE = 1 << 13;

/**
 * Finds the images: `ImageStackScans/Image[signal]/ImageArray.Long[scan]`, or `Images/<serial>/ScanData/EDROff/<scan>` as newer files have them,
 * or only `ImageStackScansAdded/Image[signal]/ImageArray.Long`, the sums. Each is uint32 per pixel, packed, its first row at the bottom.
 * Undefined where the file holds no image. Throws `sims/iontof-size`.
 */
export async function scanImages(
  tree: BlockTree,
  intervals: readonly MassInterval[],
  pixels: { readonly width: number | undefined; readonly height: number | undefined },
  ctx: ReadContext,
): Promise<ScanImages | undefined> {
  const width = (await tree.uint32(`${STACK}/ImageStackScans/Image.XSize`)) ?? pixels.width ?? 0;
  const height = (await tree.uint32(`${STACK}/ImageStackScans/Image.YSize`)) ?? pixels.height ?? 0;
  const byNumber = await numbered(tree, intervals, 'ImageStackScans');
  const found = byNumber.size > 0 ? byNumber : await bySerial(tree, intervals);
  const summed = found.size === 0;
  const images = summed ? await numbered(tree, intervals, 'ImageStackScansAdded') : found;
  if (images.size === 0) return undefined;
  if (!(width >= 1 && height >= 1 && width <= MOST_EDGE && height <= MOST_EDGE)) {
    throw inputError('sims/iontof-size', `images of ${width} x ${height} pixels can't be`, {
      where: `${tree.bytes.path}: ${STACK}`,
      fix: 'the file is damaged: copy it again, or export the images from SurfaceLab as text',
    });
  }
  const signals = [...images.keys()];
  const claimed = (await tree.uint32(`${STACK}/ImageStackScans/Image.NumberOfScans`)) ?? (await tree.uint32(`${STACK}/NumberOfScans`));
  const scans = countScans(tree, [...images.values()], summed ? 1 : claimed, ctx);
  return {
    width,
    height,
    scans,
    signals,
    scansPerPlane: summed ? Math.min(Math.max(1, claimed ?? 1), 1 << 20) : 1,
    async plane(scan, signal) {
      const block = images.get(signals[signal] as MassInterval)?.get(scan) as Block;
      return flipped(await tree.unpacked(block, width * height * 4), width, height);
    },
  };
}

type Planes = Map<MassInterval, Map<number, Block>>;

async function numbered(tree: BlockTree, intervals: readonly MassInterval[], folder: string): Promise<Planes> {
  const planes: Planes = new Map();
  const parent = await tree.find(`${STACK}/${folder}`);
  if (!parent) return planes;
  for (const image of await tree.list(parent.at)) {
    if (image.name !== 'Image') continue;
    const arrays = (await tree.list(image.at)).filter(({ name }) => name === 'ImageArray.Long');
    if (arrays.length === 0) continue;
    const named = intervals.find(({ id }) => id === image.id) ?? { ...NAMELESS, id: image.id, label: nameOf(image.id) };
    // the ids of an added image don't always begin at 0
    planes.set(named, new Map(arrays.map((block, i) => [folder === 'ImageStackScans' ? block.id : i, block])));
  }
  return planes;
}

async function bySerial(tree: BlockTree, intervals: readonly MassInterval[]): Promise<Planes> {
  const planes: Planes = new Map();
  const parent = await tree.find(`${STACK}/Images`);
  if (!parent) return planes;
  const images = await tree.list(parent.at);
  for (const interval of intervals) {
    const image = interval.serial === '' ? undefined : images.find(({ name }) => name === interval.serial);
    const scans = image && (await tree.find('ScanData/EDROff', image.at));
    if (!scans) continue;
    const arrays = (await tree.list(scans.at)).flatMap((block) =>
      /^\d{1,7}$/.test(block.name) ? [[Number(block.name), block] as const] : [],
    );
    if (arrays.length > 0) planes.set(interval, new Map(arrays));
  }
  return planes;
}

const NAMELESS = { mass: 0, low: 0, high: 0, serial: '' } as const;
const nameOf = (id: number): string => (id === 0 ? 'total' : id === 1 ? 'rest' : `signal ${id}`);

/** Scans that every signal has; fewer than the file says is an acquisition that was cut short. */
function countScans(tree: BlockTree, planes: readonly Map<number, Block>[], claimed: number | undefined, ctx: ReadContext): number {
  let scans = 0;
  while (planes.every((images) => images.has(scans))) scans++;
  if (scans === 0) throw tree.damage(0, 'signals have no scan in common');
  if (claimed !== undefined && claimed !== scans)
    ctx.warn(
      'sims/unfinished-scan',
      `the header says ${claimed} scans and ${scans} are there for every signal; these are read`,
      tree.bytes.path,
    );
  return scans;
}

function flipped(bytes: Uint8Array, width: number, height: number): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new Float64Array(width * height);
  for (let y = 0; y < height; y++) {
    const row = (height - 1 - y) * width;
    for (let x = 0; x < width; x++) out[row + x] = view.getUint32(4 * (y * width + x), true);
  }
  return out;
}
