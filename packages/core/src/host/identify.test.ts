import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { file, TOY, toyPlugin, toyReader } from '../../test/toy-plugin.ts';
import { identify } from './identify.ts';
import { readerFor } from './reader-for.ts';
import { createRegistry } from './registry.ts';

const registry = createRegistry([toyPlugin]);
const loose = {
  ...toyPlugin,
  id: 'loose',
  readers: [{ ...toyReader, sniff: () => ({ confidence: 'certain' as const, reason: 'anything' }) }],
};

it('makes a file and its companion one thing', async () => {
  const things = await identify(registry, [file('run/a.note', 'x'), file('run/a.toy', TOY), file('run/b.toy', TOY)]);
  expect(things.map(({ path, reader, claims }) => [path, reader, claims])).toEqual([
    ['run/a.toy', 'toy/text', ['a.note']],
    ['run/b.toy', 'toy/text', []],
  ]);
});
it('shows a reader paths relative to the folder of the file', async () => {
  const [thing] = await identify(registry, [file('deep/run/a.toy', TOY)]);
  expect(thing?.main.path).toBe('a.toy');
});
it('identifies only what is asked for, and offers the rest as companions', async () => {
  const things = await identify(registry, [file('a.toy', TOY), file('a.note', ''), file('b.toy', TOY)], { only: ['a.toy'] });
  expect(things.map(({ path, claims }) => [path, claims])).toEqual([['a.toy', ['a.note']]]);
});
it('says why nothing fits, and what the name suggests', async () => {
  const [pdf, named, empty] = await identify(registry, [file('x.pdf', '%PDF-1.7'), file('y.toy', 'other'), file('z.toy', '')]);
  expect(pdf?.reason).toContain('a PDF');
  expect(named?.nearest).toBe('toy/text');
  expect(() => readerFor(registry, named as never)).toThrow(
    expect.objectContaining({ code: 'reader/none', kind: 'input', fix: expect.stringContaining('toy/text') }),
  );
  expect(() => readerFor(registry, empty as never)).toThrow(expect.objectContaining({ code: 'file/empty' }));
});
it('says a tie, and the flags that settle it', async () => {
  const two = createRegistry([toyPlugin, loose]);
  const [thing] = await identify(two, [file('a.toy', TOY)]);
  expect(thing?.tied).toEqual(['toy/text', 'loose/text']);
  expect(() => readerFor(two, thing as never)).toThrow(
    expect.objectContaining({ code: 'reader/ambiguous', kind: 'usage', fix: 'say which: --reader toy/text or --reader loose/text' }),
  );
  expect(readerFor(two, thing as never, 'loose/text').id).toBe('loose/text');
});
it('passes over a sniffer that throws, with a diagnostic that names it', async () => {
  const broken = {
    ...toyPlugin,
    id: 'broken',
    readers: [
      {
        ...toyReader,
        sniff: () => {
          throw new TypeError('boom');
        },
      },
    ],
  };
  const [thing] = await identify(createRegistry([broken, toyPlugin]), [file('a.toy', TOY)]);
  expect(thing?.reader).toBe('toy/text');
  expect(thing?.diagnostics[0]).toMatchObject({ code: 'plugin/sniff-threw', message: expect.stringContaining('broken/text') });
});
it('looks into a gzip file, and keeps the packed one for the record', async () => {
  const packed = new Uint8Array(gzipSync(TOY));
  const [thing] = await identify(registry, [file('a.toy.gz', packed)]);
  expect([thing?.reader, thing?.main.path, thing?.original.blob.size]).toEqual(['toy/text', 'a.toy', packed.length]);
});
it('refuses a damaged gzip and one that unpacks beyond all measure', async () => {
  const whole = new Uint8Array(gzipSync(new Uint8Array(64 * 1024 * 1024)));
  const [bomb, cut] = await identify(registry, [file('a.toy.gz', whole), file('b.toy.gz', new Uint8Array(gzipSync(TOY)).slice(0, 20))]);
  expect(() => readerFor(registry, bomb as never)).toThrow(expect.objectContaining({ code: 'file/gzip-bomb' }));
  expect(() => readerFor(registry, cut as never)).toThrow(expect.objectContaining({ code: 'file/gzip' }));
});
