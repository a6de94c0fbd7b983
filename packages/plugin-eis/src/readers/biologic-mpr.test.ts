import { describe, expect, test } from 'vitest';
import { mprBytes } from '../../test/binary-formats.ts';
import { readWith } from '../../test/read-bytes.ts';
import { POINTS } from '../../test/text-formats.ts';
import { biologicMpr } from './biologic-mpr.ts';

const read = (bytes: Uint8Array<ArrayBuffer>): ReturnType<typeof readWith> => readWith(biologicMpr, 'pellet.mpr', bytes);

describe('biologic-mpr', () => {
  test('a file cut within its records gives the whole ones, and says how many were announced', async () => {
    const bytes = mprBytes(POINTS, { version: 3 });
    const log = 6 + 10 + 25 + 8 + 8 + 60;
    const { datasets, diagnostics } = await read(bytes.slice(0, bytes.length - log - 60));
    expect(datasets[0]!.size['frequency']).toBe(POINTS.length - 2);
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'eis/row-count' }]);
    expect(diagnostics[0]!.message).toContain(`announces ${POINTS.length} points, ${POINTS.length - 2}`);
  });
  test.each([2 ** 32 - 1, 2 ** 31, POINTS.length + 3])('%i announced points allocate nothing and read what is there', async (claimed) => {
    const { datasets, diagnostics } = await read(mprBytes(POINTS, { version: 11, claimed }));
    expect(datasets[0]!.size['frequency']).toBe(POINTS.length);
    expect(diagnostics.map(({ code }) => code)).toEqual(['eis/row-count']);
  });
  test('an unknown column of four bytes is passed over', async () => {
    const { datasets } = await read(mprBytes(POINTS, { version: 11, ids: [32, 999, 37, 38, 36, 4] }));
    expect(datasets[0]!.variables.im.values[3]).toBeCloseTo(POINTS[3]![2]!, 1);
  });
  test('an unknown column of another width behind the impedance does no harm', async () => {
    const { datasets } = await read(mprBytes(POINTS, { version: 11, ids: [32, 37, 38, 36, 4, 999], width: 8 }));
    expect(datasets[0]!.variables.re.values.at(-1)! / POINTS.at(-1)![1]!).toBeCloseTo(1, 5);
  });
  test('an unknown column of another width before the impedance is refused', async () => {
    await expect(read(mprBytes(POINTS, { version: 11, ids: [32, 999, 37, 38, 36], width: 8 }))).rejects.toMatchObject({
      code: 'eis/mpr',
      message: expect.stringContaining('999') as string,
    });
  });
  test('two unknown columns whose errors cancel are found out by |Z|', async () => {
    // 999 and 998 are 8 and 0 bytes wide, assumed to be 4 and 4: the record has the right size and Re stands elsewhere.
    const bytes = mprBytes(POINTS, { version: 11, ids: [32, 999, 37, 38, 36], width: 8 });
    const ids = 5 + 2 * 5;
    const body = bytes.findIndex((_, i) => i > 200 && String.fromCharCode(...bytes.subarray(i, i + 8)) === 'VMP data') + 10 + 25 + 8 + 8;
    bytes[body + 4] = 6;
    bytes.set([0x03, 0xe6], body + ids);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'eis/mpr', message: expect.stringContaining('belong together') as string });
  });
  test('another technique is refused, naming the column', async () => {
    await expect(read(mprBytes(POINTS, { version: 3, ids: [4, 6, 8] }))).rejects.toMatchObject({
      code: 'eis/column',
      message: expect.stringContaining('freq/Hz') as string,
    });
  });
  test('an unknown data version is refused', async () => {
    const bytes = mprBytes(POINTS, { version: 3 });
    const body = bytes.findIndex((_, i) => i > 200 && String.fromCharCode(...bytes.subarray(i, i + 8)) === 'VMP data') + 10 + 25 + 8 + 8;
    bytes[body - 12] = 77;
    await expect(read(bytes)).rejects.toMatchObject({ code: 'eis/mpr', message: expect.stringContaining('77') as string });
  });
  test('a file without data is refused, naming its modules', async () => {
    await expect(read(mprBytes(POINTS, { version: 3 }).slice(0, 52 + 6 + 10 + 25 + 8 + 8 + 100))).rejects.toMatchObject({
      code: 'eis/no-spectrum',
      message: expect.stringContaining("'VMP Set'") as string,
    });
  });
  test('two sweeps are two datasets', async () => {
    expect((await read(mprBytes([...POINTS, ...POINTS], { version: 11 }))).datasets.map(({ title }) => title)).toEqual([
      'pellet #1',
      'pellet #2',
    ]);
  });
});
