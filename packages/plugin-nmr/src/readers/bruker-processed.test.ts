import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIonwalkError, type SourceFile } from '@ionwalk/core';
import { slow } from '../../test/support/coverage.ts';
import { readAll } from '../../test/support/read-one.ts';
import { textFile } from '../../test/support/source-of.ts';
import { bruker } from './bruker.ts';

interface Processed {
  readonly values: readonly number[];
  readonly name?: string;
  readonly float?: boolean;
  readonly bigEndian?: boolean;
  readonly procs?: Readonly<Record<string, string | number>>;
  readonly proc2s?: Readonly<Record<string, string | number>>;
}
const words = (values: readonly number[], float: boolean, little: boolean): Blob => {
  const size = float ? 8 : 4;
  const view = new DataView(new ArrayBuffer(size * values.length));
  values.forEach((value, i) => (float ? view.setFloat64(size * i, value, little) : view.setInt32(size * i, value, little)));
  return new Blob([view.buffer]);
};
const parameters = (path: string, records: Readonly<Record<string, string | number>>): SourceFile =>
  textFile(
    path,
    `##TITLE= x\n${Object.entries(records)
      .map(([key, value]) => `##$${key}= ${value}\n`)
      .join('')}##END=\n`,
  );
const write = ({ values, name = '1r', float = false, bigEndian = false, procs = {}, proc2s }: Processed): SourceFile[] => [
  { path: name, blob: words(values, float, !bigEndian) },
  parameters('procs', {
    SI: values.length,
    SF: 155.4,
    SW_p: 8000,
    OFFSET: 10,
    NC_proc: 2,
    DTYPP: float ? 2 : 0,
    BYTORDP: bigEndian ? 1 : 0,
    AXNUC: '<7Li>',
    ...procs,
  }),
  ...(proc2s ? [parameters('proc2s', proc2s)] : []),
];
const read = async (files: readonly SourceFile[], main = '1r') => (await readAll(bruker, files, main)).datasets;
const values = (dataset: { variables: Readonly<Record<string, unknown>> } | undefined, name: string): number[] => [
  ...((dataset?.variables[name] as { values: Float64Array } | undefined) ?? { values: [] }).values,
];

describe('processed Bruker spectra', () => {
  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('are read to the word, with their scale and axis: float %s, big endian %s', async (float, bigEndian) => {
    const files = [...write({ values: [1, -2, 3, 4], float, bigEndian }), { path: '1i', blob: words([5, 6, 7, 8], float, !bigEndian) }];
    const [dataset] = await read(files);
    const factor = float ? 1 : 4;
    expect(values(dataset, 're')).toEqual([1, -2, 3, 4].map((value) => factor * value));
    expect(values(dataset, 'im')).toEqual([5, 6, 7, 8].map((value) => factor * value));
    expect(values(dataset, 'shift')).toEqual([1554, -446, -2446, -4446]);
    expect(dataset).toMatchObject({ kind: 'nmr/spectrum', meta: { nucleus: '7Li', frequency: 155.4e6, spectralWidth: 8000 } });
  });
  it('gives the rows of a 2rr out of its submatrices, empty ones left out', async () => {
    // 4 rows of 4 points in submatrices of 2 by 2; the last two rows are zero.
    const tiles = [0, 1, 4, 5, 2, 3, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0].map((value, k) => (k < 8 ? value + 1 : 0));
    const files = write({ values: tiles, name: '2rr', procs: { SI: 4, XDIM: 2, NC_proc: 0 }, proc2s: { SI: 4, XDIM: 2 } });
    const datasets = await read(files, '2rr');
    expect(datasets.map((dataset) => values(dataset, 're'))).toEqual([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
    ]);
    expect(datasets[1]?.title).toBe('2rr, row 2');
  });
  it('are claimed with their procs, and left to the scan where there is one', () => {
    const sniff = (path: string, siblings: string[]) => bruker.sniff({ path, size: 16, head: new Uint8Array(16), siblings });
    expect(sniff('1r', ['procs', '1i'])).toMatchObject({ confidence: 'certain', claims: ['procs', '1i'] });
    expect(sniff('1r', ['title'])).toBeUndefined();
    expect(sniff('fid', ['acqus', 'pdata/1/1r', 'pdata/1/procs'])?.claims).toContain('pdata/1/1r');
  });
  it.each([
    [{ procs: { SI: 8 } }, 'nmr/data-length'],
    [{ procs: { SI: 2 ** 40 } }, 'nmr/td'],
    [{ procs: { DTYPP: 7 } }, 'nmr/data-type'],
    [{ procs: { SW_p: -1 } }, 'nmr/spectral-width'],
  ])('refuse %o', async (change, code) => {
    await expect(read(write({ values: [1, 2, 3, 4], ...change }))).rejects.toMatchObject({ code, kind: 'input' });
  });
  it('say which companion is missing and where it belongs', async () => {
    const files = write({ values: [1, 2, 3, 4] }).filter(({ path }) => path !== 'procs');
    await expect(read(files)).rejects.toMatchObject({ code: 'nmr/procs-missing', where: 'procs' });
  });
  it('refuse every prefix and survive changed bytes, with typed errors', async () => {
    for (const float of [false, true]) {
      const files = write({ values: Array.from({ length: 32 }, (_, i) => i * 100), float });
      for (const { path, blob } of files) {
        const bytes = new Uint8Array(await blob.arrayBuffer());
        const survives = async (changed: Uint8Array<ArrayBuffer>): Promise<void> => {
          const outcome = await read(files.map((file) => (file.path === path ? { path, blob: new Blob([changed]) } : file))).catch(
            (error: unknown) => error,
          );
          if (Array.isArray(outcome))
            outcome.forEach((dataset) => expect(values(dataset as never, 're').every(Number.isFinite)).toBe(true));
          else if (!isIonwalkError(outcome)) throw outcome;
        };
        for (let length = 0; length < bytes.length; length++) await survives(bytes.slice(0, length));
        await fc.assert(
          fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), async (edits) => {
            const changed = bytes.slice();
            for (const [at, value] of edits) changed[at] = value;
            await survives(changed);
          }),
          { numRuns: slow ? 250_000 : 100, seed: 5 },
        );
      }
    }
  }, 1_200_000);
});
