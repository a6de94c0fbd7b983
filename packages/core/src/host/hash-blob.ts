import type { DiffusionRecord } from '../api/record.ts';
import type { SourceFile } from '../api/reader.ts';
import { sha256Hex } from '../record/sha256.ts';

/** Computes the sha256 of a blob, lower-case hex. */
export type HashBlob = (blob: Blob) => Promise<string>;
export type RecordInput = DiffusionRecord['inputs'][number];

/** sha256 of a whole blob; by the platform where it offers it (a secure context), else in plain JavaScript. */
export const hashBlob: HashBlob = async (blob) => {
  const bytes = await blob.arrayBuffer();
  const subtle = globalThis.crypto?.subtle as SubtleCrypto | undefined;
  if (!subtle) return sha256Hex(new Uint8Array(bytes));
  return Array.from(new Uint8Array(await subtle.digest('SHA-256', bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('');
};

/** `inputs` of the records made from these files, in their order. */
export async function hashFiles(
  files: readonly SourceFile[],
  hash: HashBlob = hashBlob,
  naming: (path: string) => string = (path) => path,
): Promise<RecordInput[]> {
  const inputs: RecordInput[] = [];
  for (const { path, blob } of files) inputs.push({ path: naming(path), sha256: await hash(blob), bytes: blob.size });
  return inputs;
}
