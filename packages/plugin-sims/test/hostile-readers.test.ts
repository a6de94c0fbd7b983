import { isIonwalkError, type Dataset, type Json, type Reader, type WindowedVariable } from '@ionwalk/core';
import { seededRandom, type SeededRandom } from '@ionwalk/core/fit';
import { validateDataset } from '@ionwalk/core/host';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { collectingContext } from './helpers.ts';
import { HOSTILE, type HostileSample } from './hostile-samples.ts';

const SLOW = process.env['IONWALK_SLOW'] !== undefined;
/** Mutations of each reader, over its samples. */
const MUTATIONS = SLOW ? 100_000 : 2000;
/** Prefixes of each sample; the slow group takes every one. */
const PREFIXES = SLOW ? Infinity : 120;
/** Processor time of one reading: one that takes longer hangs. */
const LIMIT_MS = 2000;

const readerOf = (id: string): Reader => (plugin.readers ?? []).find((reader) => reader.id === id) as Reader;
const defaults = (reader: Reader): object =>
  Object.fromEntries(Object.entries(reader.options).map(([name, param]) => [name, param.default]));

/** Reads damaged bytes; throws where the reading ends in anything but sound data or an error that says what to do. `true`: it was read. */
async function survives(reader: Reader, path: string, bytes: Uint8Array<ArrayBuffer>, what: string): Promise<boolean> {
  const started = process.cpuUsage();
  const fail = (why: string): never => {
    throw new Error(`${reader.id} ${path}, ${what}: ${why}`);
  };
  let read = true;
  try {
    const head = bytes.subarray(0, 4096);
    reader.sniff({ path, size: bytes.length, head, siblings: [] });
    const main = { path, blob: new Blob([bytes]) };
    const ctx = collectingContext();
    for await (const dataset of reader.read({ main, files: [main], file: () => undefined }, defaults(reader) as never, ctx)) {
      const flagged = validateDataset(dataset, reader.produces, reader.id, ctx.diagnostics);
      if (flagged.length > 0) fail(`${flagged[0]?.message}, without a word`);
      checkJson(dataset.meta, fail);
      await readCorner(dataset);
    }
  } catch (error) {
    if (!isIonwalkError(error)) throw new Error(`${reader.id} ${path}, ${what}: ${String(error)}`, { cause: error });
    if (error.kind !== 'input' || error.fix.trim() === '' || error.message === '')
      fail(`${error.kind} ${error.code}: ${error.message}, fix '${error.fix}'`);
    read = false;
  }
  const { user, system } = process.cpuUsage(started);
  if ((user + system) / 1000 > LIMIT_MS) fail(`it took ${(user + system) / 1000} ms`);
  return read;
}

/** The last pixel of the last plane: the window that lies nearest to the end of the file. */
async function readCorner(dataset: Dataset): Promise<void> {
  const counts = (dataset.variables as Record<string, unknown>)['counts'] as WindowedVariable | undefined;
  if (dataset.kind !== 'sims/image' || !counts) return;
  const size = ['frame', 'mass', 'y', 'x'].map((dim) => dataset.size[dim] ?? 0);
  if (size.every((n) => n > 0))
    await counts.read(
      size.map((n) => n - 1),
      [1, 1, 1, 1],
    );
}

function checkJson(value: Json | undefined, fail: (why: string) => never): void {
  if (typeof value === 'number' && !Number.isFinite(value)) fail(`${value} in meta`);
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) checkJson(part, fail);
}

const EXTREMES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0xffffffff, 0x80000000];

/** One of the ways in which files get damaged, at random. */
function damaged(whole: Uint8Array<ArrayBuffer>, random: SeededRandom): [string, Uint8Array<ArrayBuffer>] {
  // every other one hits the head, where the counts and sizes are
  const reach = random.uniform() < 0.5 ? Math.min(whole.length, 512) : whole.length;
  const at = random.integer(reach);
  const size = 1 + random.integer(random.uniform() < 0.5 ? 4 : 64);
  const bytes = whole.slice();
  switch (random.integer(7)) {
    case 0:
      bytes[at] = (bytes[at] as number) ^ (1 << random.integer(8));
      return [`bit flipped in byte ${at}`, bytes];
    case 1:
      bytes[at] = random.integer(256);
      return [`byte ${at} is ${bytes[at]}`, bytes];
    case 2: {
      const value = EXTREMES[random.integer(EXTREMES.length)] as number;
      const width = [2, 4][random.integer(2)] as number;
      const little = random.uniform() < 0.5;
      for (let i = 0; i < width && at + i < bytes.length; i++) bytes[at + i] = (value / 2 ** (8 * (little ? i : width - 1 - i))) & 0xff;
      return [`${value} in ${width} bytes at ${at}`, bytes];
    }
    case 3:
      bytes.fill(random.uniform() < 0.5 ? 0 : 0xff, at, at + size);
      return [`${size} bytes at ${at} blotted out`, bytes];
    case 4:
      return [`${size} bytes at ${at} missing`, Uint8Array.from([...whole.subarray(0, at), ...whole.subarray(at + size)])];
    case 5:
      return [`${size} bytes at ${at} twice`, Uint8Array.from([...whole.subarray(0, at + size), ...whole.subarray(at)])];
    default: {
      const word = ['inf', '-nan(ind)', '1e999', '-5', '9999999999', '\t', ';', '\n', '"', ''][random.integer(10)] as string;
      const put = new TextEncoder().encode(word);
      return [`'${word}' at ${at}`, Uint8Array.from([...whole.subarray(0, at), ...put, ...whole.subarray(at + put.length)])];
    }
  }
}

describe('files that are cut or damaged', () => {
  it('have a sample for every reader of the plugin, and each is whole', async () => {
    expect(new Set(HOSTILE.map(({ reader }) => reader))).toEqual(new Set((plugin.readers ?? []).map(({ id }) => id)));
    for (const { reader, path, bytes } of HOSTILE)
      expect([path, await survives(readerOf(reader), path, bytes, 'whole')]).toEqual([path, true]);
  });

  it.each(HOSTILE.map((sample) => [sample.path, sample.reader, sample] as const))(
    '%s (%s) ends in sound data or an error that says what to do, wherever it is cut',
    async (path, id, { bytes }: HostileSample) => {
      const reader = readerOf(id);
      const step = Math.max(1, Math.floor(bytes.length / PREFIXES));
      for (let length = 0; length < bytes.length; length += length < 64 ? 1 : step)
        await survives(reader, path, bytes.slice(0, length), `cut to ${length} of ${bytes.length} bytes`);
    },
    SLOW ? 1_200_000 : 60_000,
  );

  it.each([...new Set(HOSTILE.map(({ reader }) => reader))])(
    `%s: ${MUTATIONS} mutations end in sound data or an error that says what to do`,
    async (id) => {
      const reader = readerOf(id);
      const samples = HOSTILE.filter((sample) => sample.reader === id);
      const random = seededRandom(17);
      for (let i = 0; i < MUTATIONS; i++) {
        const { path, bytes } = samples[i % samples.length] as HostileSample;
        const [what, hurt] = damaged(bytes, random);
        await survives(reader, path, hurt, `mutation ${i}: ${what}`);
      }
    },
    SLOW ? 3_600_000 : 60_000,
  );
});
