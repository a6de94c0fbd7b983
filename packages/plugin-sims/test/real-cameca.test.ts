import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { camecaReader } from '../src/readers/cameca.ts';
import type { Dataset } from '@ionwalk/core';
import type { SimsImage } from '../src/kinds.ts';
import { codes, collectingContext, hasReal, readBytes, REAL } from './helpers.ts';

const load = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`cameca/${encodeURIComponent(name)}`, REAL)));

describe.skipIf(!hasReal)('real files (../shared/data)', () => {
  const images = [
    {
      name: 'OpenMIMS_doc_051117_05-32dRe-03b.im',
      meta: {
        fileVersion: 9,
        fileType: 27,
        endian: 'BE',
        headerBytes: 25184,
        frames: 1,
        width: 256,
        height: 256,
        bytesPerPixel: 2,
        date: '17.11.05 18:07',
      },
      totals: [427698981, 4390461, 243351350, 1120671],
      labels: ['12C', '13C', '12C 14N', '12C 15N'],
      masses: [12.01214, 13.01077, 26.00326, 26.9142],
      trolleys: [1, 2, 3, 4],
      raster: 19.991e-6,
      dwell: 0.06,
      deadTime: [44e-9, 44e-9, 44e-9, 44e-9],
      first: [4053, 2847, 3079, 3386, 3462, 3568, 3703, 3695],
    },
    {
      name: 'RTIimage.im',
      meta: {
        fileVersion: 4108,
        fileType: 27,
        endian: 'LE',
        headerBytes: 25960,
        frames: 1,
        width: 256,
        height: 256,
        bytesPerPixel: 4,
        date: '02.04.18 12:23',
      },
      totals: [818720, 118239],
      labels: ['12C2', ''],
      masses: [24, 0],
      trolleys: [0, 0],
      raster: 5.007e-6,
      dwell: 1e-4,
      deadTime: [null, null],
      first: [14, 22, 28, 14, 18, 16, 14, 19],
    },
    {
      name: 'image sun.im',
      meta: {
        fileVersion: 11,
        fileType: 27,
        endian: 'BE',
        headerBytes: 26432,
        frames: 2,
        width: 256,
        height: 256,
        bytesPerPixel: 2,
        date: '25.03.11 10:37',
      },
      totals: [238643689, 33899837, 262306, 53394958, 289191, 363490711],
      labels: ['12C', '16O', '18O', '12C 14N', '12C 15N', 'SE'],
      masses: [11.99718, 15.99348, 17.99604, 25.9921, 26.99224, 0],
      trolleys: [1, 2, 3, 4, 5, 8],
      raster: 7.011e-6,
      dwell: 0.01,
      deadTime: [36e-9, 36e-9, 36e-9, 36e-9, 36e-9, null],
      first: [2047, 6, 2, 3, 2, 3, 3, 4],
    },
  ];

  it.each(images)('gives the totals, the metadata and the first pixels of $name', async (expected) => {
    const bytes = load(expected.name);
    expect(camecaReader.sniff({ path: expected.name, size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] })?.confidence).toBe(
      'certain',
    );
    const ctx = collectingContext();
    const [image] = (await readBytes(camecaReader, bytes, expected.name, ctx)) as unknown as [Dataset<typeof SimsImage>];
    expect(image.meta).toMatchObject({ ...expected.meta, totals: expected.totals });
    const masses = image.meta['masses'] as unknown as { label: string; mass: number; trolley: number }[];
    expect(masses.map((m) => m.label)).toEqual(expected.labels);
    expect(masses.map((m) => m.trolley)).toEqual(expected.trolleys);
    masses.forEach((m, i) => expect(m.mass).toBeCloseTo(expected.masses[i] as number, 4));
    expect(image.meta['raster']).toBeCloseTo(expected.raster, 9);
    expect(image.meta['dwell']).toBeCloseTo(expected.dwell, 9);
    const dead = image.meta['deadTime'] as unknown as (number | null)[];
    dead.forEach((d, i) =>
      d === null ? expect(expected.deadTime[i]).toBeNull() : expect(d).toBeCloseTo(expected.deadTime[i] as number, 12),
    );
    expect(Array.from(await image.variables.counts.read([0, 0, 0, 0], [1, 1, 1, 8]))).toEqual(expected.first);
    expect(codes(ctx)).toEqual([]);
  });

  it('sums windows to the same totals as the stream of frames', async () => {
    const [image] = (await readBytes(camecaReader, load('image sun.im'), 'image sun.im', collectingContext())) as unknown as [
      Dataset<typeof SimsImage>,
    ];
    const all = await image.variables.counts.read([0, 2, 0, 0], [2, 1, 256, 256]);
    expect(all.reduce((sum, n) => sum + n, 0)).toBe(262306);
  });

  it.each([
    ['grain mode cameca.im', { fileType: 29, headerBytes: 27400, frames: 1 }, 8],
    ['line scan beam control.im', { fileType: 39, headerBytes: 27400, frames: 1 }, 8],
    ['sample stage image.ls', { fileType: 41, headerBytes: 27088 }, 7],
    ['line scan stage control 1.ls', { fileType: 22, headerBytes: 27052 }, 7],
    ['depth profile.dp', { fileType: 21, headerBytes: 27220, frames: 50 }, 7],
  ] as const)('reads the settings of %s, which holds no data', async (name, meta, masses) => {
    const ctx = collectingContext();
    expect(await readBytes(camecaReader, load(name), name, ctx)).toEqual([]);
    expect(codes(ctx)).toEqual(['sims/no-data']);
    expect(ctx.metaOf()).toMatchObject({ ...meta, fileVersion: 4108, endian: 'LE' });
    const read = ctx.metaOf()?.['masses'] as unknown as { label: string; trolley: number }[];
    expect(read).toHaveLength(masses);
    expect(read[0]).toMatchObject({ label: '12C2', trolley: 1 });
    expect(read.at(-1)).toMatchObject({ label: '30Si', trolley: 11 });
  });

  it('reads rates and times of an isotope file', async () => {
    const [profile] = await readBytes(camecaReader, load('is01 R1 KH03-27 01.is'), 'is01.is', collectingContext());
    expect(profile?.size).toEqual({ species: 5, time: 100 });
    expect(profile?.meta['species']).toEqual(['1H', '2H', '12C', '16O', '16O 1H']);
    expect(profile?.meta).toMatchObject({ fileType: 26, frames: 100, date: '05.12.17 14:59' });
    const totals = profile?.meta['totals'] as number[];
    [861636.363636, 124.978917, 26660.14505, 5210429.583404, 1651110.979929].forEach((sum, i) => expect(totals[i]).toBeCloseTo(sum, 5));
    const { time, rate } = (profile as Dataset).variables as unknown as { time: { values: Float64Array }; rate: { values: Float64Array } };
    expect(Array.from(time.values.subarray(0, 2))).toEqual([16.384, 32.768]);
    expect(rate.values[0]).toBeCloseTo(9668.072187552707, 9);
  });

  it('reads every trace of a beam stability file, each with its own times', async () => {
    const traces = await readBytes(camecaReader, load('beamstability.bs'), 'a.bs', collectingContext());
    expect(traces.map((trace) => [trace.kind, trace.size['time']])).toEqual(
      [1165, 1164, 1164, 1164, 1164, 1164].map((n) => ['sims/depth-profile', n]),
    );
    [24551983.458, 172611.121, 97007744.067, 377.308, 280708.082, 9.248].forEach((sum, i) =>
      expect(((traces[i] as Dataset).meta['totals'] as number[])[0]).toBeCloseTo(sum, 3),
    );
    expect(traces[0]?.meta).toMatchObject({ fileType: 35, headerBytes: 27172, endian: 'LE' });
    // X and Y of points 0 and 24 in the instrument's own text export
    const { time, rate } = (traces[0] as Dataset).variables as unknown as {
      time: { values: Float64Array };
      rate: { values: Float64Array };
    };
    expect([time.values[0], rate.values[0]]).toEqual([expect.closeTo(0.54, 9), expect.closeTo(9514.1, 1)]);
    expect(((traces[0] as Dataset).meta['masses'] as { mass: number }[])[0]).toMatchObject({ label: '12C', mass: 12 });
  });

  it.each([
    ['hmr_16O.hmr', 1, 50, 25360, [-7.985348, -7.619048], [46.296296, 48.148148], '16O', 15.99491],
    ['SIB_horizontal.sib', 6, 43, 26920, [13.04029, 13.18681], [11.11111, 5.555556], '12C', 12],
  ] as const)('reads %s on the axis that its text export has', async (name, curves, points, headerBytes, x, y, label, mass) => {
    const [scan, ...others] = await readBytes(camecaReader, load(name), name, collectingContext());
    expect(others).toEqual([]);
    expect(scan?.size).toEqual({ species: curves, point: points });
    const { voltage, rate } = (scan as Dataset).variables as unknown as {
      voltage: { values: Float64Array };
      rate: { values: Float64Array };
    };
    x.forEach((v, i) => expect(voltage.values[i]).toBeCloseTo(v, 4));
    y.forEach((v, i) => expect(rate.values[i]).toBeCloseTo(v, 4));
    expect(scan?.meta).toMatchObject({ fileVersion: 4108, fileType: 31, headerBytes, endian: 'LE' });
    expect(((scan as Dataset).meta['masses'] as { mass: number }[])[0]).toMatchObject({ label, mass: expect.closeTo(mass, 4) as number });
  });

  it('says that a scan which holds no point has no data', async () => {
    const ctx = collectingContext();
    expect(await readBytes(camecaReader, load('trolley_step_scan.tss'), 'a.tss', ctx)).toEqual([]);
    expect(codes(ctx)).toEqual(['sims/no-data']);
    expect(ctx.metaOf()).toMatchObject({ fileType: 31, headerBytes: 25360, date: '02.04.18 11:47', masses: [{ label: '12C 15N' }] });
  });

  it('refuses an energy scan by its name', async () => {
    const bytes = load('MgO.nrj');
    expect(camecaReader.sniff({ path: 'MgO.nrj', size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] })?.confidence).toBe(
      'certain',
    );
    await expect(readBytes(camecaReader, bytes, 'MgO.nrj', collectingContext())).rejects.toMatchObject({
      code: 'sims/cameca-type',
      message: expect.stringContaining('energy scan') as string,
    });
  });
});
