import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIonwalkError } from '../errors.ts';
import { crc32 } from './crc-32.ts';
import { isZip, unpackZip } from './unpack-zip.ts';

interface Item {
  readonly name: string;
  readonly text: string;
  readonly stored?: boolean;
  readonly crc?: number;
  readonly size?: number;
  readonly method?: number;
  readonly flags?: number;
  readonly link?: boolean;
}

function zipOf(items: readonly Item[]): Uint8Array<ArrayBuffer> {
  const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, text, stored = false, crc, size, method, flags = 0, link = false } of items) {
    const [label, plain] = [encode(name), encode(text)];
    const packed = stored ? plain : new Uint8Array(deflateRawSync(plain));
    const common = (view: DataView, from: number): void => {
      view.setUint16(from + 2, flags, true);
      view.setUint16(from + 4, method ?? (stored ? 0 : 8), true);
      view.setUint32(from + 10, crc ?? crc32(plain), true);
      view.setUint32(from + 14, packed.length, true);
      view.setUint32(from + 18, size ?? plain.length, true);
      view.setUint16(from + 22, label.length, true);
    };
    const local = new DataView(new ArrayBuffer(30));
    local.setUint32(0, 0x04034b50, true);
    common(local, 4);
    const entry = new DataView(new ArrayBuffer(46));
    entry.setUint32(0, 0x02014b50, true);
    entry.setUint8(5, 3);
    common(entry, 6);
    entry.setUint16(40, link ? 0xa1ff : 0x81a4, true);
    entry.setUint32(42, at, true);
    parts.push(new Uint8Array(local.buffer), label, packed);
    directory.push(new Uint8Array(entry.buffer), label);
    at += 30 + label.length + packed.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  const length = directory.reduce((sum, part) => sum + part.length, 0);
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(10, items.length, true);
  end.setUint32(12, length, true);
  end.setUint32(16, at, true);
  const all = [...parts, ...directory, new Uint8Array(end.buffer)];
  const out = new Uint8Array(all.reduce((sum, part) => sum + part.length, 0));
  let to = 0;
  for (const part of all) {
    out.set(part, to);
    to += part.length;
  }
  return out;
}
const unpack = (bytes: Uint8Array<ArrayBuffer>) => unpackZip({ path: 'a.zip', blob: new Blob([bytes]) });
const good: readonly Item[] = [
  { name: '12/ser', text: 'abc'.repeat(400) },
  { name: '12/acqus', text: '##$TD= 4', stored: true },
];

describe('unpackZip', () => {
  it('gives stored and deflated files as they went in, without folders, links, hidden files and what macOS adds', async () => {
    const bytes = zipOf([
      ...good,
      { name: '12/', text: '', stored: true },
      { name: '__MACOSX/12/._ser', text: 'x' },
      { name: '.DS_Store', text: 'x' },
      { name: '12/fid', text: '/etc/passwd', link: true },
    ]);
    expect(isZip(bytes)).toBe(true);
    const files = await unpack(bytes);
    expect(files.map(({ path }) => path)).toEqual(['12/ser', '12/acqus']);
    expect(await files[0]?.blob.text()).toBe('abc'.repeat(400));
    expect(await files[1]?.blob.text()).toBe('##$TD= 4');
  });

  it.each(['../ser', '/ser', 'a/../../ser', 'C:\\ser', '..\\ser', 'a//b', 'a\0b'])('refuses the name %j', async (name) => {
    await expect(unpack(zipOf([{ name, text: 'x' }]))).rejects.toMatchObject({ code: 'file/zip-path', kind: 'input' });
  });

  it.each([
    ['a checksum that differs', { crc: 1 }],
    ['more than its directory claims', { size: 10 }],
    ['less than its directory claims', { size: 10_000 }],
    ['an encrypted file', { flags: 1 }],
    ['an unknown method', { method: 12 }],
  ])('refuses %s', async (_, change) => {
    await expect(unpack(zipOf([{ ...(good[0] as Item), ...change }]))).rejects.toMatchObject({ code: 'file/zip', kind: 'input' });
  });

  it('refuses what unpacks to more than a hundred times its size', async () => {
    const bytes = zipOf(Array.from({ length: 40 }, (_, i) => ({ name: `f${i}`, text: '0'.repeat(1_000_000) })));
    await expect(unpack(bytes)).rejects.toMatchObject({ code: 'file/zip-bomb' });
  });

  it('refuses every prefix, and whatever bytes are changed, with a typed error or whole files', async () => {
    const bytes = zipOf(good);
    for (let length = 0; length < bytes.length; length++)
      await expect(unpack(bytes.slice(0, length))).rejects.toMatchObject({ kind: 'input' });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }), async (edits) => {
        const changed = bytes.slice();
        for (const [at, value] of edits) changed[at] = value;
        const outcome = await unpack(changed).catch((error: unknown) => error);
        if (!Array.isArray(outcome) && !isIonwalkError(outcome)) throw outcome;
      }),
      { numRuns: 300, seed: 3 },
    );
  });
});
