import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { unpackWoff } from './unpack-woff.ts';

/** Faces of Inter in the order letters are looked up in them. */
const FACES = [
  { name: 'latin-400-normal', italic: false },
  { name: 'latin-400-italic', italic: true },
  { name: 'latin-600-normal', italic: false },
  { name: 'greek-400-normal', italic: false },
  { name: 'greek-400-italic', italic: true },
  { name: 'latin-ext-400-normal', italic: false },
] as const;

export interface BundledFace {
  readonly name: (typeof FACES)[number]['name'];
  readonly italic: boolean;
  /** The whole TrueType file. */
  readonly bytes: Uint8Array;
}

let faces: Promise<readonly BundledFace[]> | undefined;

/** The faces of Inter (SIL Open Font License 1.1) that pictures and documents are set in, read once. */
export function bundledFaces(): Promise<readonly BundledFace[]> {
  faces ??= Promise.all(
    FACES.map(async (face) => {
      const path = fileURLToPath(import.meta.resolve(`@fontsource/inter/files/inter-${face.name}.woff`));
      return { ...face, bytes: unpackWoff(await readFile(path), path) };
    }),
  );
  return faces;
}
