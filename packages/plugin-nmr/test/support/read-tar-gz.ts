import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { SourceFile } from '@ionwalk/core';

/** The plain files of a `.tar.gz`, paths as stored, without the leading folder. */
export function readTarGz(path: URL): SourceFile[] {
  const tar = gunzipSync(readFileSync(path));
  const files: SourceFile[] = [];
  let longName: string | undefined;
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const field = (start: number, length: number): string => {
      const bytes = tar.subarray(at + start, at + start + length);
      return bytes.subarray(0, bytes.indexOf(0) < 0 ? length : bytes.indexOf(0)).toString('latin1');
    };
    const size = parseInt(field(124, 12).trim(), 8);
    const body = tar.subarray(at + 512, at + 512 + size);
    const type = field(156, 1);
    const name = longName ?? field(345, 155) + field(0, 100);
    longName = type === 'L' ? body.toString('latin1').replace(/\0+$/, '') : undefined;
    if (type === '0' || type === '') files.push({ path: name.replace(/^(\.\/)?[^/]+\//, ''), blob: new Blob([new Uint8Array(body)]) });
    at += 512 + Math.ceil(size / 512) * 512;
  }
  return files;
}
