import { decodeText, type ReadContext, type Source } from '@ionwalk/core';
import { readBytes } from './read-bytes.ts';

/** The main file as text, line ends as `\n`. Error `eis/too-large` above 64 MiB. */
export const readText = async (source: Source, ctx: ReadContext): Promise<string> => decodeText(await readBytes(source, ctx));
