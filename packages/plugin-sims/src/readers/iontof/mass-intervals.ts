import type { BlockTree } from './block-tree.ts';

/** A signal of an ION-TOF file: a range of masses [u]. */
export interface MassInterval {
  /** Number of its image; 0 is the total, 1 what belongs to no other. */
  readonly id: number;
  readonly label: string;
  readonly mass: number;
  readonly low: number;
  readonly high: number;
  /** Under which newer files keep its images. */
  readonly serial: string;
}

/** Signals of `MassIntervalList`, by their number; empty where the file has none. */
export async function massIntervals(tree: BlockTree): Promise<MassInterval[]> {
  const folder = await tree.find('MassIntervalList');
  if (!folder) return [];
  const found: MassInterval[] = [];
  for (const { name, at } of await tree.list(folder.at)) {
    if (name !== 'mi') continue;
    const id = await tree.uint32('id', at);
    if (id === undefined) continue;
    const [low = 0, mass = 0, high = 0] = [
      await tree.float64('lmass', at),
      await tree.float64('cmass', at),
      await tree.float64('umass', at),
    ];
    const [assigned, described, serial] = [await tree.text('assign', at), await tree.text('desc', at), await tree.text('SN', at)];
    const label = (assigned || described || (mass > 0 ? `${mass.toFixed(2)} u` : `signal ${id}`)).slice(0, 200);
    found.push({ id, label, mass, low, high, serial });
  }
  return found.sort((a, b) => a.id - b.id);
}
