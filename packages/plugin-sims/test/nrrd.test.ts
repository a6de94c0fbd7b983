import { isIonwalkError, type Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { expect, it } from 'vitest';
import type { SimsImage } from '../src/kinds.ts';
import { nrrdReader } from '../src/readers/nrrd.ts';
import { collectingContext, readBytes } from './helpers.ts';

/** Two masses of three images of 4 x 2 pixels: 100 * mass + 10 * image + pixel. */
function nrrd(type: string, bytes: 1 | 2 | 4 | 8, endian: 'little' | 'big', more: readonly string[] = []): Uint8Array {
  const lines = [
    'NRRD0004',
    '# Created by OpenMIMS',
    `type: ${type}`,
    'encoding: raw',
    `endian: ${endian}`,
    'dimension: 4',
    'sizes: 4 2 3 2',
    'Mims_mass_numbers:=15.99 18.0 ',
    'Mims_mass_symbols:=16O 18O ',
    'Mims_date:=01.02.20',
    ...more,
  ];
  const text = new TextEncoder().encode(`${lines.join('\n')}\n\n`);
  const out = new Uint8Array(text.length + 48 * bytes);
  out.set(text);
  const view = new DataView(out.buffer, text.length);
  const little = endian === 'little';
  for (let i = 0; i < 48; i++) {
    const value = 100 * Math.floor(i / 24) + 10 * (Math.floor(i / 8) % 3) + (i % 8);
    if (type === 'float') view.setFloat32(4 * i, value, little);
    else if (type === 'double') view.setFloat64(8 * i, value, little);
    else if (bytes === 1) view.setUint8(i, value);
    else if (bytes === 2) view.setUint16(2 * i, value, little);
    else view.setUint32(4 * i, value, little);
  }
  return out;
}
const read = async (bytes: Uint8Array): Promise<Dataset<typeof SimsImage>> =>
  (await readBytes(nrrdReader, bytes, 'a.nrrd', collectingContext()))[0] as unknown as Dataset<typeof SimsImage>;

it.each([
  ['uint8', 1],
  ['unsigned short', 2],
  ['int16', 2],
  ['uint32', 4],
  ['int32', 4],
  ['float', 4],
  ['double', 8],
] as const)('reads raw %s of either byte order, mass by mass', async (type, bytes) => {
  for (const endian of ['little', 'big'] as const) {
    const image = await read(nrrd(type, bytes, endian));
    expect(image.size).toEqual({ frame: 3, mass: 2, y: 2, x: 4 });
    const sum = (mass: number): number => 24 * 100 * mass + 8 * 30 + 3 * 28;
    expect(image.meta).toMatchObject({ totals: [sum(0), sum(1)], masses: [{ label: '16O' }, { label: '18O' }], date: '01.02.20' });
    expect(Array.from(await image.variables.counts.read([1, 0, 1, 2], [2, 2, 1, 2]))).toEqual([16, 17, 116, 117, 26, 27, 126, 127]);
  }
});

it.each([
  ['packed numbers', (text: string) => text.replace('encoding: raw', 'encoding: gzip'), 'sims/nrrd-kind'],
  ['numbers elsewhere', (text: string) => text.replace('dimension: 4', 'data file: a.raw'), 'sims/nrrd-kind'],
  ['no sizes', (text: string) => text.replace('sizes', 'size'), 'sims/nrrd-header'],
  ['forged sizes', (text: string) => text.replace('4 2 3 2', '4 2 3 99999'), 'file/size'],
  ['too many planes', (text: string) => text.replace('4 2 3 2', '1 1 3 999999999'), 'sims/nrrd-header'],
  ['no end of its header', (text: string) => text.replace('\n\n', '\n'), 'sims/nrrd-header'],
] as const)('refuses %s', async (_what, change, code) => {
  const text = change(String.fromCharCode(...nrrd('uint8', 1, 'little')));
  await expect(read(Uint8Array.from(text, (char) => char.charCodeAt(0)))).rejects.toMatchObject({ code, kind: 'input' });
});

it('answers every shorter file and changed bytes with a result or a typed error', async () => {
  const bytes = nrrd('uint16', 2, 'big');
  const random = seededRandom(2);
  const variants = [
    ...Array.from({ length: bytes.length }, (_, length) => bytes.slice(0, length)),
    ...Array.from({ length: 400 }, () => {
      const changed = bytes.slice();
      for (let k = 0; k < 2; k++) changed[random.integer(bytes.length)] = random.integer(256);
      return changed;
    }),
  ];
  for (const [i, variant] of variants.entries()) {
    const error: unknown = await read(variant).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (error !== undefined && !isIonwalkError(error)) throw error;
    if (i < bytes.length) expect(error).toMatchObject({ kind: 'input', where: expect.stringContaining('a.nrrd') as string });
  }
});
