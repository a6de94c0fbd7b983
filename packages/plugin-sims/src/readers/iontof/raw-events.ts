import { inputError, type ReadContext } from '@ionwalk/core';
import { inflateUpTo } from './inflate-up-to.ts';
import { ROOT, type Block, type BlockTree } from './block-tree.ts';
import type { MassInterval } from './mass-intervals.ts';

/** Counts of an `.itm` file: its flight times sorted into ranges of masses, scan by scan. */
export interface RawEvents {
  readonly scans: number;
  /** Planes of a scan, one per range, first row on top. */
  planes(scan: number): Promise<Float64Array[]>;
}

/** Unpacked bytes of one block of events; those seen hold some ten thousand. */
const MOST_BLOCK = 1 << 28;
const X_MARK = 0xc0000000;
const Y_MARK = 0xd0000000;
const ID_MARK = 0x40000000;

/**
 * The events of `rawdata`: a block named `6` begins a scan, blocks named `14` hold packed uint32. A triple `0xC0…` x, `0xD0…` y, `0x40…` number of the
 * pixel says where the next ions come from; every other word is a flight time in channels. Mass = ((channel − k0)/sf)² with `MassScale/sf`, `/k0`.
 * The small change of the flight time across the field is not taken out: ranges of masses should be as wide as the peaks of the whole image.
 * Undefined where the file has no events. Throws `sims/iontof-scale`, `sims/iontof-events`.
 */
export async function rawEvents(
  tree: BlockTree,
  ranges: readonly Pick<MassInterval, 'low' | 'high'>[],
  width: number,
  height: number,
  ctx: ReadContext,
): Promise<RawEvents | undefined> {
  const folder = await tree.find('rawdata');
  if (!folder) return undefined;
  const scans: Block[][] = [];
  for (const block of await tree.list(folder.at)) {
    const name = block.name.trim();
    if (name === '6') scans.push([]);
    else if (name === '14') scans.at(-1)?.push(block);
  }
  // a scan that was begun and never measured
  while (scans.length > 0 && (scans.at(-1) as Block[]).length === 0) scans.pop();
  if (scans.length === 0) return undefined;
  const [sf, k0] = [await tree.float64('MassScale/sf'), await tree.float64('MassScale/k0')];
  if (sf === undefined || k0 === undefined || !(sf > 0)) {
    throw inputError('sims/iontof-scale', 'the file has no mass scale (MassScale/sf, /k0)', {
      where: tree.bytes.path,
      fix: 'calibrate the masses in SurfaceLab and save the file again',
    });
  }
  const channels = ranges.map(({ low, high }) => [k0 + sf * Math.sqrt(Math.max(0, low)), k0 + sf * Math.sqrt(Math.max(0, high))] as const);
  return {
    scans: scans.length,
    async planes(scan) {
      const planes = ranges.map(() => new Float64Array(width * height));
      let pixel = -1;
      let pending = 0;
      let x = 0;
      for (const block of scans[scan] as Block[]) {
        ctx.signal.throwIfAborted();
        const bytes = await inflateUpTo(await tree.value(block, tree.bytes.blob.size), MOST_BLOCK);
        if (!bytes || bytes.length % 4 !== 0) throw damaged(tree, block, 'packed events are damaged');
        const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
        for (let i = 0; i < bytes.length; i += 4) {
          const word = view.getUint32(i, true);
          if (pending === 0 && (word & X_MARK) >>> 0 === X_MARK && (word & Y_MARK) >>> 0 !== Y_MARK) {
            x = word & 0x0fffffff;
            pending = 2;
          } else if (pending === 2) {
            const y = word & 0x0fffffff;
            if ((word & Y_MARK) >>> 0 !== Y_MARK || x >= width || y >= height)
              throw damaged(tree, block, `pixel ${x}, ${y} lies outside of ${width} x ${height}`);
            pixel = (height - 1 - y) * width + x;
            pending = 1;
          } else if (pending === 1) {
            if ((word & ID_MARK) === 0) throw damaged(tree, block, 'a pixel has no number');
            pending = 0;
          } else {
            if ((word & X_MARK) !== 0 || pixel < 0) throw damaged(tree, block, 'an event belongs to no pixel');
            for (let r = 0; r < channels.length; r++) {
              const [low, high] = channels[r] as readonly [number, number];
              if (word < low || word > high) continue;
              const plane = planes[r] as Float64Array;
              plane[pixel] = (plane[pixel] as number) + 1;
            }
          }
        }
      }
      return planes;
    },
  };
}

const damaged = (tree: BlockTree, block: Block, what: string) =>
  inputError('sims/iontof-events', what, {
    where: `${tree.bytes.path}: byte ${block.at}`,
    fix: 'the file is damaged or of a newer kind: save images as .ita in SurfaceLab, or export them as text',
  });

/** Whether a file holds events at all. */
export const hasEvents = async (tree: BlockTree): Promise<boolean> => (await tree.list(ROOT)).some(({ name }) => name === 'rawdata');
