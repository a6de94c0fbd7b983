/// <reference types="node" />
import { inputError } from '../../errors.ts';

const MAX_BYTES = 2 ** 31;

/** All of standard input as one blob; more than 2 GiB is refused (`file/too-large`). */
export async function readStandardInput(): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array<ArrayBuffer>>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES)
      throw inputError('file/too-large', 'standard input holds more than 2 GiB', { where: '-', fix: 'give the file by its path' });
    parts.push(chunk);
  }
  return new Blob(parts);
}
