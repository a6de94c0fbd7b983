import { seededRandom } from '@ionwalk/core/fit';

export interface ForeignFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Files that belong to no technique; a sniffer declines all of them. */
export function foreignFiles(): ForeignFile[] {
  const random = seededRandom(20_240_101);
  const noise = Uint8Array.from({ length: 4096 }, () => Math.floor(random.uniform() * 256));
  const text = (content: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(content);
  const padded = (head: readonly number[]): Uint8Array<ArrayBuffer> => {
    const bytes = noise.slice();
    bytes.set(head);
    return bytes;
  };
  return [
    { name: 'an empty file', path: 'empty.dat', bytes: new Uint8Array(0) },
    { name: 'one byte', path: 'one.txt', bytes: Uint8Array.of(65) },
    { name: 'zeros', path: 'zeros.im', bytes: new Uint8Array(4096) },
    { name: 'bytes of 0xFF', path: 'ones.bin', bytes: new Uint8Array(4096).fill(0xff) },
    { name: 'random bytes', path: 'noise.dat', bytes: noise },
    { name: 'a PDF', path: 'paper.pdf', bytes: padded([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37, 0x0a]) },
    { name: 'a PNG', path: 'photo.png', bytes: padded([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]) },
    { name: 'a ZIP', path: 'archive.zip', bytes: padded([0x50, 0x4b, 0x03, 0x04]) },
    {
      name: 'prose',
      path: 'README.txt',
      bytes: text('Measured in March.\nThe second half of the series is with the new holder, see the notebook.\n'),
    },
    { name: 'JSON', path: 'package.json', bytes: text('{"name":"thesis","version":"1.0.0","private":true}\n') },
    {
      name: 'a page',
      path: 'index.html',
      bytes: text('<!doctype html><html><head><title>Group</title></head><body><p>Hello</p></body></html>'),
    },
    { name: 'a table of something else', path: 'members.csv', bytes: text('name,room,phone\nAda,101,555-0100\nEmmy,102,555-0101\n') },
  ];
}
