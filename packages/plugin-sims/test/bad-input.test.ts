import { isIonwalkError, type Dataset, type Reader } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { mapAnalysis } from '../src/analysis/map.ts';
import { profileAnalysis } from '../src/analysis/profile.ts';
import plugin from '../src/index.ts';
import { writeCamecaImage } from '../src/simulate/write-cameca-image.ts';
import { IONTOF } from './export-samples.ts';
import { codes, collectingContext, readBytes, runAnalysis, valuesOf } from './helpers.ts';
import { HOSTILE } from './hostile-samples.ts';
import { writeIta } from './write-ita.ts';
import { writeTiff } from './write-tiff.ts';

const readerOf = (id: string): Reader => (plugin.readers ?? []).find((reader) => reader.id === id) as Reader;
async function read(id: string, bytes: Uint8Array | string, ctx = collectingContext()): Promise<Dataset[]> {
  const reader = readerOf(id);
  const options = Object.fromEntries(Object.entries(reader.options).map(([name, param]) => [name, param.default]));
  const main = { path: 'a', blob: new Blob([bytes as Uint8Array<ArrayBuffer>]) };
  const out: Dataset[] = [];
  for await (const dataset of reader.read({ main, files: [main], file: () => undefined }, options as never, ctx)) out.push(dataset);
  return out;
}
const masses = [
  { label: '6Li', mass: 6.015, trolley: 1 },
  { label: '7Li', mass: 7.016, trolley: 2 },
];
const cameca = (counts: (frame: number, mass: number, y: number, x: number) => number): Uint8Array =>
  writeCamecaImage({ masses, width: 8, height: 5, frames: 2, bytesPerPixel: 2, counts, raster: 8e-6, dwell: 1e-3, deadTime: 0 });
const BASE = { tracer: '', matrix: '', line: '', width: 1, values: true } as const;

describe('bad input', () => {
  it('counts that disagree with the header: exit 3 with the bytes expected and found', async () => {
    const bytes = cameca(() => 3);
    for (const wrong of [bytes.slice(0, -160), Uint8Array.from([...bytes, ...new Uint8Array(160)])]) {
      await expect(read('cameca', wrong)).rejects.toMatchObject({
        kind: 'input',
        code: 'file/size',
        message: expect.stringMatching(/expected \d+ bytes and found \d+/) as string,
        fix: expect.stringMatching(/./) as string,
      });
    }
    const planes = bytes.slice();
    const header = new DataView(bytes.buffer, bytes.byteOffset).getInt32(8, true);
    new DataView(planes.buffer).setInt16(header - 84 + 14, 7, true);
    await expect(read('cameca', planes)).rejects.toMatchObject({
      code: 'file/size',
      message: expect.stringContaining('7 planes') as string,
    });
  });

  it('forged sizes: refused before anything of that size is allocated', async () => {
    const before = process.memoryUsage().arrayBuffers;
    const forged: [string, Uint8Array][] = [];
    const image = cameca(() => 3);
    const header = new DataView(image.buffer, image.byteOffset).getInt32(8, true);
    for (const [at, value] of [
      [header - 84 + 6, 32767],
      [header - 84 + 8, 32767],
      [header - 84 + 14, 32767],
    ] as const) {
      const bytes = image.slice();
      new DataView(bytes.buffer).setInt16(at, value, true);
      forged.push(['cameca', bytes]);
    }
    for (const tag of [256, 257])
      forged.push(['tiff', writeTiff({ width: 4, height: 3, type: 'f64', pages: [new Float64Array(12)], tags: [[tag, 4, 0x7fffffff]] })]);
    forged.push([
      'nrrd',
      new TextEncoder().encode('NRRD0004\ntype: double\nencoding: raw\nendian: little\ndimension: 2\nsizes: 100000 100000\n\n1234'),
    ]);
    const ita = writeIta({ width: 3, height: 2, scans: 1, signals: [{ label: '6Li', mass: 6 }], counts: () => 1 });
    for (const name of ['Image.XSize', 'Image.YSize']) {
      const bytes = ita.slice();
      const at = Buffer.from(ita).indexOf(name) + name.length;
      new DataView(bytes.buffer).setUint32(at, 8192, true);
      forged.push(['iontof-binary', bytes]);
    }
    for (const [id, bytes] of forged)
      await expect(read(id, bytes)).rejects.toMatchObject({ kind: 'input', fix: expect.stringMatching(/./) as string });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50e6);
  });

  it.each((plugin.readers ?? []).map(({ id }) => id))('%s: a file of 0 bytes is exit 3 with what to do', async (id) => {
    await expect(read(id, new Uint8Array(0))).rejects.toMatchObject({
      kind: 'input',
      fix: expect.stringMatching(/./) as string,
      message: expect.stringMatching(/./) as string,
    });
  });

  it.each(HOSTILE.map(({ path, reader, bytes }) => [path, reader, bytes] as const))(
    '%s (%s), half-written: what is sound with a warning that says where, or exit 3',
    async (_, id, bytes) => {
      const ctx = collectingContext();
      try {
        const found = await read(id, bytes.slice(0, bytes.length >> 1), ctx);
        expect(found.length).toBeGreaterThan(0);
      } catch (error) {
        expect(isIonwalkError(error) && error.kind === 'input' && error.fix !== '').toBe(true);
      }
    },
  );

  it('unknown masses: exit 3 that names those of the file', async () => {
    const [image] = await read(
      'cameca',
      cameca(() => 3),
    );
    await expect(runAnalysis(mapAnalysis, image as Dataset, { ...BASE, tracer: '9Be' }, collectingContext())).rejects.toMatchObject({
      code: 'sims/isotope',
      kind: 'input',
      message: expect.stringContaining('6Li, 7Li') as string,
    });
    const [stack] = await read('tiff', writeTiff({ width: 4, height: 3, type: 'u8', pages: [new Float64Array(12), new Float64Array(12)] }));
    await expect(runAnalysis(mapAnalysis, stack as Dataset, BASE, collectingContext())).rejects.toMatchObject({
      code: 'sims/isotope',
      fix: expect.stringContaining('masses=6Li,7Li') as string,
    });
  });

  it('zero-count pixels: no fraction, no NaN, and no part in a profile', async () => {
    const [image] = await read(
      'cameca',
      cameca((_f, mass, _y, x) => (x < 4 ? 0 : mass + 1)),
    );
    const out = await runAnalysis(mapAnalysis, image as Dataset, { ...BASE, line: '0,2.5:8,2.5', width: 5 }, collectingContext());
    expect(out.extra?.['map']).toMatchObject({ undefined: 20, fractionOfTotals: 1 / 3 });
    expect(JSON.stringify(out)).not.toMatch(/NaN/);
    const profile = out.extra?.['profile'] as unknown as { fraction: (number | null)[] };
    expect(profile.fraction.slice(0, 5)).toEqual([null, null, null, null, 1 / 3]);
    const options = {
      ...BASE,
      time: 3600,
      model: 'erfc',
      second: 'sealed',
      'then-ratio': 1,
      region: 'effective',
      line: '0,2.5:8,2.5',
      width: 5,
      origin: 0,
      source: 0.9,
    };
    const [empty] = await read(
      'cameca',
      cameca(() => 0),
    );
    await expect(runAnalysis(profileAnalysis, empty as Dataset, options, collectingContext())).rejects.toMatchObject({
      code: 'sims/too-few-rows',
      kind: 'input',
    });
  });

  it('pixels without a value in a float image: left out of both isotopes, and said', async () => {
    const pages = [0, 1].map((mass) => Float64Array.from({ length: 12 }, (_, i) => (i === 5 && mass === 0 ? NaN : mass + 1)));
    const [image] = await read('tiff', writeTiff({ width: 4, height: 3, type: 'f32', pages, pageNames: ['6Li', '7Li'] }));
    const ctx = collectingContext();
    const out = await runAnalysis(mapAnalysis, image as Dataset, BASE, ctx);
    expect(out.extra?.['map']).toMatchObject({ undefined: 1, fractionOfTotals: 1 / 3, corrected: { '6Li': 11, '7Li': 22 } });
    expect(codes(ctx)).toEqual(['sims/no-value']);
  });

  it('inf cells: no value, counted in one warning', async () => {
    const ctx = collectingContext();
    const [profile] = await readBytes(readerOf('iontof-ascii'), IONTOF, 'tof.txt', ctx);
    expect(ctx.diagnostics.filter(({ code }) => code === 'sims/not-finite').map(({ message }) => message.split(' ')[0])).toEqual(['2']);
    expect(valuesOf(profile, 'counts').filter((v) => !Number.isFinite(v))).toHaveLength(2);
    expect((profile!.meta['totals'] as number[]).every(Number.isFinite)).toBe(true);
  });

  it('an unfinished last scan: read and said, in text and in .ita', async () => {
    const ctx = collectingContext();
    await readBytes(readerOf('iontof-ascii'), IONTOF, 'tof.txt', ctx);
    const ita = collectingContext();
    await read(
      'iontof-binary',
      writeIta({ width: 3, height: 2, scans: 2, signals: [{ label: '6Li', mass: 6 }], counts: () => 1, claimedScans: 3 }),
      ita,
    );
    const stack = collectingContext();
    await read(
      'cameca',
      cameca((frame) => (frame === 0 ? 3 : 0)),
      stack,
    );
    expect([codes(ctx).includes('sims/unfinished-scan'), codes(ita), codes(stack)]).toEqual([
      true,
      ['sims/unfinished-scan'],
      ['sims/empty-frames'],
    ]);
  });
});
