import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Reader } from '@ionwalk/core';
import { describe, expect, test } from 'vitest';
import { allReaders } from '../src/readers/all-readers.ts';
import { BINARY_FORMATS } from './binary-formats.ts';
import { damage, expectSound } from './damage.ts';
import { bytesOf, sniffBytes } from './read-bytes.ts';
import { FORMATS, POINTS } from './text-formats.ts';

const SLOW = Boolean(process.env['IONWALK_SLOW']);
const MUTATIONS = SLOW ? 100_000 : 2_000;
const CSV = [
  `frequency (kHz);-Z'' (kOhm);Z' (kOhm);temperature (degC)\n${POINTS.map(([f, re, im]) => [f! / 1e3, -im! / 1e3, re! / 1e3, 25].join(';')).join('\n')}`,
  POINTS.map((row) => row.join(',')).join('\n'),
  `f,re,im,spectrum\n${POINTS.map((row, i) => [...row, i % 2].join(',')).join('\n')}`,
].map((text) => ({ reader: 'csv', bytes: bytesOf(text) }));

const SAMPLES = [
  ...Object.values(FORMATS).map(({ reader, text }) => ({ reader, bytes: bytesOf(text) })),
  ...Object.values(BINARY_FORMATS),
  ...CSV,
];
const samplesOf = (reader: Reader): Uint8Array<ArrayBuffer>[] =>
  SAMPLES.filter((sample) => sample.reader === reader.id).map(({ bytes }) => bytes);

describe('damaged files', () => {
  test.each(allReaders.map((reader) => [reader.id, reader] as const))(
    `eis/%s: ${MUTATIONS} damaged files give sound numbers or a typed error`,
    async (_id, reader) => {
      const samples = samplesOf(reader);
      expect(samples.length).toBeGreaterThan(0);
      let slowest = 0;
      for (let seed = 0; seed < MUTATIONS; seed++) {
        const damaged = damage(samples[seed % samples.length]!, seed);
        // Every reader may be asked about every file.
        if (seed % 40 === 0) sniffBytes('x', damaged);
        slowest = Math.max(slowest, await expectSound(reader, damaged));
      }
      expect(slowest).toBeLessThan(2000);
    },
    3_600_000,
  );
  test.each(allReaders.map((reader) => [reader.id, reader] as const))(
    'eis/%s: every file cut short gives sound numbers or a typed error',
    async (_id, reader) => {
      for (const bytes of samplesOf(reader)) {
        const step = SLOW ? 1 : Math.max(1, Math.floor(bytes.length / 200));
        for (let length = 0; length < bytes.length; length += step) await expectSound(reader, bytes.slice(0, length));
      }
    },
  );
  test('no reader but csv takes what another one made', async () => {
    for (const reader of allReaders)
      for (const { reader: owner, bytes } of SAMPLES) if (owner !== reader.id) await expectSound(reader, bytes);
  });
});

const root = fileURLToPath(new URL('../../../../shared/data/eis/', import.meta.url));

describe.skipIf(!existsSync(root))('real files (../shared/data)', () => {
  const files = existsSync(root)
    ? (JSON.parse(readFileSync(`${root}basics.json`, 'utf8')) as { file: string }[]).map(({ file }) => file)
    : [];
  const read = (file: string): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(root + file));
  test.each(files)(
    '%s cut short gives sound numbers or a typed error',
    async (file) => {
      const bytes = read(file);
      const reader = sniffBytes(file, bytes)?.reader;
      if (!reader) return;
      const step = SLOW ? 1 : Math.max(1, Math.floor(bytes.length / 40));
      let slowest = 0;
      for (let length = 0; length < bytes.length; length += step)
        slowest = Math.max(slowest, await expectSound(reader, bytes.slice(0, length)));
      expect(slowest).toBeLessThan(2000);
    },
    3_600_000,
  );
  test.each(files)(
    '%s damaged gives sound numbers or a typed error',
    async (file) => {
      const bytes = read(file);
      const reader = sniffBytes(file, bytes)?.reader;
      if (!reader) return;
      for (let seed = 0; seed < (SLOW ? 5000 : 40); seed++) await expectSound(reader, damage(bytes, seed));
    },
    3_600_000,
  );
});
