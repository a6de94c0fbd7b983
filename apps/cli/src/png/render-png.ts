import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { unpackWoff } from './unpack-woff.ts';

const FACES = ['latin-400-normal', 'latin-400-italic', 'latin-600-normal', 'greek-400-normal', 'greek-400-italic', 'latin-ext-400-normal'];
let ready: Promise<Uint8Array[]> | undefined;

/**
 * An SVG of a figure as PNG, with the bundled Inter and no font of the machine: the same bytes everywhere.
 * @param scale – pixels per SVG unit (1/96 inch): 3.125 is 300 dpi
 */
export async function renderPng(svg: string, scale: number): Promise<Uint8Array> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  ready ??= load(initWasm);
  const fontBuffers = await ready;
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers, defaultFontFamily: 'Inter', loadSystemFonts: false },
  });
  return picture.render().asPng();
}

async function load(initWasm: (module: Uint8Array) => Promise<void>): Promise<Uint8Array[]> {
  await initWasm(await readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))));
  return Promise.all(
    FACES.map(async (face) => {
      const path = fileURLToPath(import.meta.resolve(`@fontsource/inter/files/inter-${face}.woff`));
      return unpackWoff(await readFile(path), path);
    }),
  );
}
