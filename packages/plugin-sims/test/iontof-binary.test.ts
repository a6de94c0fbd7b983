import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import type { SimsImage } from '../src/kinds.ts';
import { iontofBinaryReader } from '../src/readers/iontof-binary.ts';
import { codes, collectingContext } from './helpers.ts';
import { folder, leaf, writeBlocks, writeIta, writeItm, type ItaOptions } from './write-ita.ts';

type Image = Dataset<typeof SimsImage>;
async function read(bytes: Uint8Array<ArrayBuffer>, masses = '', ctx = collectingContext()): Promise<Image> {
  const main = { path: 'a.ita', blob: new Blob([bytes]) };
  for await (const image of iontofBinaryReader.read({ main, files: [main], file: () => undefined }, { masses }, ctx)) return image;
  throw new Error('no dataset');
}
const all = async (image: Image): Promise<number[]> => {
  const { frame = 0, mass = 0, y = 0, x = 0 } = image.size;
  return Array.from(await image.variables.counts.read([0, 0, 0, 0], [frame, mass, y, x]));
};
const random = seededRandom(5);
const SIGNALS = [
  { label: '^6Li+', mass: 6.015, serial: '{a}' },
  { label: '^7Li+', mass: 7.016, serial: '{b}' },
];
const [W, H, SCANS] = [7, 5, 4];
const stored = Array.from({ length: SCANS * 2 * H * W }, () => random.integer(4));
const BASE: ItaOptions = {
  width: W,
  height: H,
  scans: SCANS,
  signals: SIGNALS,
  shots: 3,
  counts: (scan, signal, y, x) => stored[((scan * 2 + signal) * H + y) * W + x] as number,
};
const totals = [0, 1].map((m) => stored.reduce((sum, n, i) => (Math.floor(i / (H * W)) % 2 === m ? sum + n : sum), 0));

describe('.ita and .itm', () => {
  it.each([
    ['images by number', writeIta(BASE)],
    ['images by serial', writeIta({ ...BASE, kind: 'serials' })],
    ['events', writeItm(BASE)],
    ['events in many blocks', writeItm({ ...BASE, blockWords: 5 })],
  ])('%s: every count, in its place, scan and mass', async (_, bytes) => {
    expect(iontofBinaryReader.sniff({ path: 'x', size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] })?.confidence).toBe(
      'certain',
    );
    const ctx = collectingContext();
    const image = await read(bytes, '', ctx);
    expect([image.size, codes(ctx)]).toEqual([{ frame: SCANS, mass: 2, y: H, x: W }, []]);
    expect(await all(image)).toEqual(stored);
    expect(Array.from(await image.variables.counts.read([1, 1, 2, 3], [1, 1, 2, 3]))).toEqual(
      [0, 1].flatMap((dy) => [0, 1, 2].map((dx) => stored[(3 * H + 2 + dy) * W + 3 + dx])),
    );
    expect(image.meta).toMatchObject({ totals, pulses: 3, raster: 50e-6, dwell: null });
    expect((image.meta['masses'] as { label: string }[]).map(({ label }) => label)).toEqual(['^6Li+', '^7Li+']);
  });

  it('sums of the scans where only these were kept, said, with the pulses of all scans', async () => {
    const ctx = collectingContext();
    const image = await read(writeIta({ ...BASE, kind: 'sums' }), '', ctx);
    expect([image.size['frame'], image.meta['totals'], image.meta['pulses'], codes(ctx)]).toEqual([1, totals, 12, ['sims/iontof-sums']]);
  });

  it('ranges of masses that are given, for a measurement without a list of peaks', async () => {
    const bytes = writeItm({ ...BASE, peaks: false });
    await expect(read(bytes)).rejects.toMatchObject({ code: 'sims/iontof-masses', fix: expect.stringContaining('masses=') as string });
    const image = await read(bytes, '7Li=6.99..7.04, 6Li=6.0..6.03');
    expect(image.meta['totals']).toEqual(totals.slice().reverse());
    await expect(read(bytes, '6Li=7..6')).rejects.toMatchObject({ code: 'sims/iontof-masses', kind: 'usage' });
  });

  it('scans that the header promises and that are not there are said', async () => {
    const ctx = collectingContext();
    expect((await read(writeIta({ ...BASE, claimedScans: 9 }), '', ctx)).size['frame']).toBe(4);
    expect(codes(ctx)).toEqual(['sims/unfinished-scan']);
  });

  it('files of SurfaceLab 7, spectra, and files without a size are refused by name, with what to do', async () => {
    await expect(read(writeBlocks([folder('CommonDataObjects', [])]))).rejects.toMatchObject({
      code: 'sims/iontof-kind',
      fix: expect.stringContaining('export') as string,
    });
    await expect(read(writeBlocks([folder('filterdata', [])]))).rejects.toMatchObject({ code: 'sims/iontof-kind' });
    await expect(
      read(writeIta({ ...BASE, width: 1, height: 1, scans: 1, counts: () => 1, kind: 'serials' }).fill(0, 0, 2)),
    ).rejects.toMatchObject({ code: 'sims/iontof-start' });
    await expect(read(writeIta({ ...BASE, kind: 'numbers', width: 0, height: 0 }))).rejects.toMatchObject({ code: 'sims/iontof-size' });
  });

  it('planes that unpack to another size, folders that go on in themselves and places beyond the file are refused', async () => {
    const wrong = writeIta({ ...BASE, counts: () => 1 });
    const text = Buffer.from(wrong).toString('latin1');
    const x = text.indexOf('Image.XSize', text.indexOf('Image.XSize')) + 'Image.XSize'.length;
    const larger = wrong.slice();
    larger[x] = 8;
    await expect(read(larger)).rejects.toMatchObject({ code: 'sims/iontof-packed' });
    const loop = writeBlocks([folder('a', [leaf('b', 1)]), leaf('c', 2)]);
    new DataView(loop.buffer).setBigUint64(8 + 25 + 33, 8n, true);
    await expect(read(loop)).rejects.toMatchObject({ code: 'sims/iontof-block' });
    const beyond = writeBlocks([leaf('c', 2)]);
    new DataView(beyond.buffer).setUint32(8 + 13, 0xffffffff, true);
    await expect(read(beyond)).rejects.toMatchObject({ code: 'sims/iontof-block' });
  });
});
