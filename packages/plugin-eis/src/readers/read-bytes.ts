import { inputError, type ReadContext, type Source } from '@ionwalk/core';

/** A spectrum is kilobytes; a file beyond this many bytes is something else, and isn't loaded. */
const MAX_BYTES = 64 * 1024 * 1024;

/** The main file as bytes. Error `eis/too-large` above 64 MiB. */
export async function readBytes(source: Source, ctx: ReadContext): Promise<Uint8Array> {
  ctx.signal.throwIfAborted();
  const { path, blob } = source.main;
  if (blob.size > MAX_BYTES)
    throw inputError('eis/too-large', `the file has ${blob.size} bytes, at most ${MAX_BYTES} are read`, {
      where: path,
      fix: 'export the spectrum alone, or cut the file into one per measurement',
    });
  const bytes = new Uint8Array(await blob.arrayBuffer());
  ctx.signal.throwIfAborted();
  return bytes;
}
