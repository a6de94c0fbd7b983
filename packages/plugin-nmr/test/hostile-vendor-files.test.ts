import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIonwalkError, type Reader, type SourceFile } from '@ionwalk/core';
import { jcampDx } from '../src/readers/jcamp-dx.ts';
import { jeolJdf } from '../src/readers/jeol-jdf.ts';
import { varian } from '../src/readers/varian.ts';
import { slow } from './support/coverage.ts';
import { readAll } from './support/read-one.ts';
import { textFile } from './support/source-of.ts';
import { writeJcamp } from './support/write-jcamp.ts';
import { writeJdf } from './support/write-jdf.ts';
import { VARIAN_PARAMETERS, writeProcpar, writeVarian } from './support/write-varian.ts';

/** A million changes per parser in the slow group. */
const runs = slow ? 1_000_000 : 300;
const wave = Array.from({ length: 64 }, (_, i) => Math.round(5000 * Math.sin(i / 3)));
interface Fixture {
  readonly name: string;
  readonly reader: Reader;
  readonly files: readonly SourceFile[];
  readonly main: string;
  /** The file that is damaged. */
  readonly damaged: string;
}
const jdf = writeJdf({ re: wave, im: wave });
const folder = writeVarian({ rows: [wave, wave, wave] });
const jcamp = textFile('x.dx', writeJcamp({ re: wave, im: wave, records: { $SW_h: '10000', $TE: '300' } }));
const procpar = textFile('procpar', writeProcpar(VARIAN_PARAMETERS));
const FIXTURES: readonly Fixture[] = [
  { name: 'fid', reader: varian, files: folder, main: 'fid', damaged: 'fid' },
  { name: 'procpar', reader: varian, files: folder, main: 'fid', damaged: 'procpar' },
  { name: 'procpar alone', reader: varian, files: [procpar], main: 'procpar', damaged: 'procpar' },
  { name: 'jdf', reader: jeolJdf, files: [jdf], main: 'x.jdf', damaged: 'x.jdf' },
  { name: 'jcamp', reader: jcampDx, files: [jcamp], main: 'x.dx', damaged: 'x.dx' },
];
const bytesOf = async ({ files, damaged }: Fixture): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (files.find(({ path }) => path === damaged) as SourceFile).blob.arrayBuffer());

/** Reads to the end: datasets of finite numbers, or a typed error with a way out. */
async function survives({ reader, files, main, damaged }: Fixture, bytes: Uint8Array<ArrayBuffer>): Promise<'read' | 'refused'> {
  try {
    const changed = files.map((file) => (file.path === damaged ? { path: damaged, blob: new Blob([bytes]) } : file));
    const { datasets, diagnostics } = await readAll(reader, changed, main);
    for (const dataset of datasets) {
      for (const variable of Object.values(dataset.variables))
        for (const value of (variable as { values: Float64Array } | undefined)?.values ?? [])
          if (!Number.isFinite(value)) throw new Error(`${value} without a word`);
    }
    expect(diagnostics.every(({ code, message }) => code.startsWith('nmr/') && message !== '')).toBe(true);
    return 'read';
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    expect(error.kind).toBe('input');
    expect(error.fix).not.toBe('');
    return 'refused';
  }
}

describe.each(FIXTURES)('hostile $name', (fixture) => {
  it('every prefix is read or refused with a typed error, the whole is read', async () => {
    const bytes = await bytesOf(fixture);
    for (let length = 0; length < bytes.length; length++) await survives(fixture, bytes.slice(0, length));
    expect(await survives(fixture, bytes)).toBe('read');
  });
  it('changed bytes never crash the reader', async () => {
    const bytes = await bytesOf(fixture);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }), async (edits) => {
        const changed = bytes.slice();
        for (const [at, value] of edits) changed[at] = value;
        await survives(fixture, changed);
      }),
      { numRuns: runs, seed: 17 },
    );
  }, 1_200_000);
  it('random bytes never crash the reader', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (noise) => void (await survives(fixture, new Uint8Array(noise)))),
      { numRuns: slow ? 20_000 : 100, seed: 18 },
    );
  });
});

describe('hostile words of a head', () => {
  it.each([
    ['fid', [0, 4, 8, 12, 16, 20, 24, 28]],
    ['jdf', [8, 12, 14, 24, 32, 176, 1212, 1216, 1284, 1288, 1292, 1320, 1360, 1364, 1368, 1372]],
  ] as const)('any value of any count of a %s is read or refused, without the memory it asks for', async (name, positions) => {
    const fixture = FIXTURES.find((one) => one.name === name) as Fixture;
    const bytes = await bytesOf(fixture);
    for (const at of positions) {
      for (const value of [0, 1, 2, 3, 0x7f, 0xff, 0x7fffffff, 0x80000000, 0xffffffff, 0x01000000, 0x00000080]) {
        const changed = bytes.slice();
        new DataView(changed.buffer).setUint32(at, value);
        await survives(fixture, changed);
      }
    }
  });
  it('long lines, runs and unclosed marks take linear time', async () => {
    const started = performance.now();
    const [, damagedProcpar, alone, , dx] = FIXTURES as readonly [Fixture, Fixture, Fixture, Fixture, Fixture];
    const head =
      '##TITLE= t\n##JCAMPDX= 5\n##DATA TYPE= NMR SPECTRUM\n##XUNITS= HZ\n##FIRSTX= 0\n##LASTX= 999999998\n##NPOINTS=999999999\n##XYDATA= (X++(Y..Y))\n';
    for (const body of [
      '0A'.repeat(1e6),
      '0A1s99999999',
      `0${'A0s9999'.repeat(2e5)}`,
      '9'.repeat(1e6),
      `0A${'9'.repeat(1e6)}`,
      '##A=\n'.repeat(1e6),
      '$$'.repeat(5e5),
      ',;'.repeat(5e5),
      '\n'.repeat(5e5),
    ])
      await survives(dx, new TextEncoder().encode(head + body));
    for (const body of [
      '"'.repeat(1e6),
      'a 1 1 1 1 1 1 1 1 1 1\n1000000000 '.repeat(1e5),
      `a 2 2 1 1 1 1 1 1 1 1\n1 "${'\\'.repeat(1e6)}`,
      ' '.repeat(1e6),
    ])
      for (const fixture of [damagedProcpar, alone]) await survives(fixture, new TextEncoder().encode(body));
    // Quadratic behaviour would take hours; the limit only tells linear from not.
    expect(performance.now() - started).toBeLessThan(60_000);
  });
});
