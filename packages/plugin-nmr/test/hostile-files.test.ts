import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIonwalkError, type Reader, type SourceFile } from '@ionwalk/core';
import nmr from '../src/index.ts';
import { bruker } from '../src/readers/bruker.ts';
import { table } from '../src/readers/table.ts';
import { slow } from './support/coverage.ts';
import { readAll } from './support/read-one.ts';
import { textFile } from './support/source-of.ts';
import { writeExpno } from './support/write-expno.ts';

const runs = slow ? 20_000 : 400;
/** A million for the parser in the slow group, over its five files. */
const changes = slow ? 200_000 : 100;
const folder = writeExpno({
  re: Float64Array.from({ length: 80 }, (_, i) => i * 1000),
  im: new Float64Array(80),
  rows: 4,
  files: {
    difflist: '1.5\n2.5\n3.5\n4.5\n',
    pulseprogram: ';p30: gradient pulse (little DELTA * 0.5)\n;d20: diffusion time (big DELTA)\np30:gp6*diff\n igrad diff\n',
    'diff.xml': '<diff><X i="0" g="1" q="2" B="3" d="1.0" D="20"/><delta>1</delta><DELTA>20</DELTA><gradShapeType>0</gradShapeType></diff>',
  },
});
const bytesOf = async (path: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (folder.find((file) => file.path === path) as SourceFile).blob.arrayBuffer());
const withFile = (path: string, bytes: Uint8Array<ArrayBuffer>): SourceFile[] =>
  folder.map((file) => (file.path === path ? { path, blob: new Blob([bytes]) } : file));

/** Reads to the end: datasets of finite numbers, or a typed error with a way out. */
async function survives(reader: Reader, files: readonly SourceFile[], main: string): Promise<void> {
  try {
    const { datasets, diagnostics } = await readAll(reader, files, main);
    for (const dataset of datasets) {
      for (const variable of Object.values(dataset.variables)) {
        for (const value of (variable as { values: Float64Array } | undefined)?.values ?? [])
          if (!Number.isFinite(value)) throw new Error(`${value} without a word`);
      }
    }
    expect(diagnostics.every(({ code, message }) => code.startsWith('nmr/') && message !== '')).toBe(true);
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    expect(error.fix).not.toBe('');
  }
}

describe('hostile files', () => {
  it.each(['ser', 'acqus', 'acqu2s', 'difflist', 'pulseprogram', 'diff.xml'])(
    'every prefix of %s is read or refused with a typed error',
    async (path) => {
      const bytes = await bytesOf(path);
      const step = Math.max(1, Math.floor(bytes.length / 600));
      for (let length = 0; length <= bytes.length; length += step) await survives(bruker, withFile(path, bytes.slice(0, length)), 'ser');
    },
  );

  it.each(['ser', 'acqus', 'acqu2s', 'difflist', 'diff.xml'])(
    'changed bytes of %s never crash the reader',
    async (path) => {
      const bytes = await bytesOf(path);
      await fc.assert(
        fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 12 }), async (edits) => {
          const changed = bytes.slice();
          for (const [at, value] of edits) changed[at] = value;
          await survives(bruker, withFile(path, changed), 'ser');
        }),
        { numRuns: changes, seed: 7 },
      );
    },
    1_200_000,
  );

  it('random bytes and random header values never crash the reader', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 3000 }), async (noise) =>
        survives(bruker, withFile('acqus', new Uint8Array(noise)), 'ser'),
      ),
      { numRuns: runs / 4, seed: 8 },
    );
    const value = fc.oneof(
      fc.constantFrom('', '0', '-1', '1e308', '1e999', 'NaN', '2147483648', '<>', '(0..63)', '1 2 3', '0x10'),
      fc.string({ maxLength: 12 }),
      fc.integer().map(String),
      fc.double().map(String),
    );
    const header = fc.dictionary(
      fc.constantFrom('TD', 'SW_h', 'DTYPA', 'BYTORDA', 'GRPDLY', 'DECIM', 'DSPFVS', 'SFO1', 'NUC1', 'TE', 'P', 'D', 'GPNAM'),
      value,
    );
    await fc.assert(
      fc.asyncProperty(header, async (changes) => {
        const acqus = writeExpno({ re: new Float64Array(80), im: new Float64Array(80), rows: 4, acqus: changes }).find(
          (file) => file.path === 'acqus',
        ) as SourceFile;
        await survives(
          bruker,
          folder.map((file) => (file.path === 'acqus' ? acqus : file)),
          'ser',
        );
      }),
      { numRuns: runs, seed: 9 },
    );
  });

  it('any table text is read or refused with a typed error', async () => {
    const cell = fc.oneof(
      fc.double().map(String),
      fc.constantFrom('', 'nan', 'inf', '-1', '1e400', 'x', '"', '1,5', '#'),
      fc.string({ maxLength: 6 }),
    );
    const name = fc.constantFrom(
      'b',
      'g',
      'signal',
      'sigma',
      'delay',
      'T',
      'T1',
      'T2',
      'u_T1',
      'larmor [MHz]',
      'series',
      'temperature [degC]',
      'b [s/mm2]',
      'shift',
      're',
      'b [parsec]',
      '__proto__',
      'delta',
      'nucleus',
      'width',
      'na',
      'nb',
      'nc',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { minLength: 1, maxLength: 6 }),
        fc.array(fc.array(cell, { maxLength: 7 }), { maxLength: 8 }),
        async (header, rows) => {
          await survives(table, [textFile('t.csv', [header, ...rows].map((row) => row.join(',')).join('\n'))], 't.csv');
        },
      ),
      { numRuns: slow ? 1_000_000 : 400, seed: 10 },
    );
  }, 1_200_000);

  it('sniffers decline empty, constant and random heads, and never throw', () => {
    for (const reader of nmr.readers ?? []) {
      for (const head of [
        new Uint8Array(0),
        new Uint8Array(1),
        new Uint8Array(4096),
        new Uint8Array(4096).fill(255),
        new TextEncoder().encode('%PDF-1.7'),
        Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
      ]) {
        expect(reader.sniff({ path: 'x.dat', size: head.length, head, siblings: [] })).toBeUndefined();
      }
      fc.assert(
        fc.property(
          fc.uint8Array({ maxLength: 4096 }),
          fc.string(),
          (head, path) => void reader.sniff({ path, size: head.length, head, siblings: [] }),
        ),
        { numRuns: runs, seed: 11 },
      );
    }
  });

  it('long lines, blank lines and unclosed marks take linear time', async () => {
    const started = performance.now();
    for (const text of ['\n'.repeat(2e6), ' '.repeat(2e6), ';p30 :'.repeat(3e5), '<X '.repeat(5e5), `;p30 ${'little '.repeat(2e5)}`]) {
      for (const path of ['pulseprogram', 'diff.xml', 'acqus', 'difflist'])
        await survives(bruker, withFile(path, new TextEncoder().encode(text)), 'ser');
    }
    // Quadratic behaviour would take hours; the limit only tells linear from not.
    expect(performance.now() - started).toBeLessThan(60_000);
  });

  it('gives the same dataset twice and leaves the bytes alone', async () => {
    const before = await bytesOf('ser');
    const [first, second] = [await readAll(bruker, folder, 'ser'), await readAll(bruker, folder, 'ser')];
    expect(second).toEqual(first);
    expect(await bytesOf('ser')).toEqual(before);
  });
});
