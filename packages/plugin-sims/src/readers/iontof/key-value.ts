import { utf16, type Block, type BlockTree } from './block-tree.ts';

/**
 * The whole number of a property block under `propend` or `propstart`: 16 bytes, uint32 length and UTF-16 text of its name, 2 bytes, int64, double,
 * uint32 length and text. Undefined where the block is missing or shorter.
 */
export async function propertyNumber(
  tree: BlockTree,
  name: string,
): Promise<{ readonly whole: number; readonly real: number } | undefined> {
  const block: Block | undefined = (await tree.find(`propend/${name}`)) ?? (await tree.find(`propstart/${name}`));
  if (!block) return undefined;
  const value = await tree.value(block, 1 << 16);
  if (value.length < 20) return undefined;
  const view = new DataView(value.buffer);
  const at = 20 + view.getUint32(16, true);
  if (at + 18 > value.length || utf16(value.subarray(20, at)) !== name) return undefined;
  return { whole: Number(view.getBigInt64(at + 2, true)), real: view.getFloat64(at + 10, true) };
}
