import { describe, expect, it } from 'vitest';
import type { Dataset, SourceFile } from '@ionwalk/core';
import { readAll, readOne } from '../../test/support/read-one.ts';
import { writeJdf, type Jdf } from '../../test/support/write-jdf.ts';
import { jeolJdf } from './jeol-jdf.ts';

const values = (dataset: Dataset, name: string): number[] => [...(dataset.variables[name] as { values: Float64Array }).values];
const re = Array.from({ length: 40 }, (_, i) => i / 4);
const im = re.map((value) => -2 * value);
const read = (jdf: Partial<Jdf>): Promise<Dataset> => readOne(jeolJdf, [writeJdf({ re, im, ...jdf })], 'x.jdf');

async function patched(at: number, bytes: readonly number[]): Promise<SourceFile[]> {
  const all = new Uint8Array(await writeJdf({ re, im }).blob.arrayBuffer());
  all.set(bytes, at);
  return [{ path: 'x.jdf', blob: new Blob([all]) }];
}

describe('jeol-jdf', () => {
  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('reads complex data: big-endian %s, float32 %s', async (bigEndian, float32) => {
    const dataset = await read({ bigEndian, float32 });
    expect(dataset).toMatchObject({ kind: 'nmr/fid', title: 'a title', size: { time: 40 }, conditions: { temperature: 295.65 } });
    expect(values(dataset, 're')).toEqual(re);
    expect(values(dataset, 'im')).toEqual(im);
    expect(values(dataset, 'time')[39]).toBe(39 / 20000);
    expect(dataset.meta).toMatchObject({ nucleus: '19F', frequency: 470e6, spectralWidth: 20000, pulseProgram: 'single_pulse.jxp' });
    // (54 − 1)/(8·2)/2 + (73 − 1)/2/2
    expect(dataset.meta['groupDelay']).toBe(53 / 32 + 18);
  });
  it('reads spectra over Hz and ppm, real ones without an imaginary part', async () => {
    const hertz = await read({ axisUnit: 13, range: [1000, -1000] });
    expect(hertz.kind).toBe('nmr/spectrum');
    expect([values(hertz, 'shift')[0], values(hertz, 'shift')[39]]).toEqual([1000, -1000]);
    const real = await readOne(jeolJdf, [writeJdf({ re, axisUnit: 26, range: [10, 0] })], 'x.jdf');
    expect(values(real, 'shift')[0]).toBe(4700);
    expect(real.variables['im']).toBeUndefined();
  });
  it('has no temperature without a measured one and no delay without a filter', async () => {
    const dataset = await read({ parameters: { temp_get: null, DIGITAL_FILTER: ['FALSE', 0] } });
    expect([dataset.conditions, dataset.meta['groupDelay']]).toEqual([{}, 0]);
  });
  it.each([
    ['nmr/spectral-width', { parameters: { X_SWEEP: null } }],
    ['nmr/spectral-width', { parameters: { X_SWEEP: [0, 13] } }],
    ['nmr/spectral-width', { parameters: { X_SWEEP: [Infinity, 13] } }],
    ['nmr/jdf-format', { dims: 2 }],
    ['nmr/jdf-format', { axisUnit: 14 }],
    ['nmr/not-finite', { re: [...re.slice(1), NaN] }],
  ] as readonly [string, Partial<Jdf>][])('refuses with %s: %o', async (code, change) => {
    await expect(read(change)).rejects.toMatchObject({ code });
  });
  it.each([
    ['nmr/td', 176, [0, 0, 0, 1]],
    ['nmr/data-length', 176, [0x7f, 0xff, 0xff, 0xff]],
    ['nmr/data-length', 1288, [0, 0, 1, 0, 0, 0, 0, 0]],
    ['nmr/data-length', 1320, [0, 0, 1, 0, 0, 0, 0, 0]],
    ['nmr/data-length', 1216, [0x7f, 0xff, 0xff, 0xff]],
    ['nmr/jdf-format', 24, [7]],
    ['nmr/jdf-format', 14, [0xc1]],
    ['nmr/jdf-parameters', 1360, [65, 0, 0, 0]],
    ['nmr/jdf-parameters', 1368, [255, 255, 255, 127]],
  ] as readonly [string, number, readonly number[]][])('refuses with %s the byte %i as %o', async (code, at, bytes) => {
    await expect(readAll(jeolJdf, await patched(at, bytes), 'x.jdf')).rejects.toMatchObject({ code });
  });
  it('refuses a file cut short', async () => {
    const { blob, path } = writeJdf({ re, im });
    await expect(readAll(jeolJdf, [{ path, blob: blob.slice(0, -1) }], path)).rejects.toMatchObject({ code: 'nmr/data-length' });
    await expect(readAll(jeolJdf, [{ path, blob: blob.slice(0, 1000) }], path)).rejects.toMatchObject({ code: 'file/truncated' });
  });
});
