/// <reference types="node" />
import { createHash } from 'node:crypto';
import type { HashBlob } from '../hash-blob.ts';

/** sha256 of a blob of any size, streamed. */
export const hashStream: HashBlob = async (blob) => {
  const hash = createHash('sha256');
  const reader = blob.stream().getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return hash.digest('hex');
    hash.update(value);
  }
};
