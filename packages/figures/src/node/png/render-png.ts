import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundledFaces } from '../fonts/bundled-faces.ts';

let ready: Promise<void> | undefined;

/**
 * An SVG of a figure as PNG, with the bundled Inter and no font of the machine: the same bytes everywhere.
 * @param scale – pixels per SVG unit (1/96 inch): 3.125 is 300 dpi
 */
export async function renderPng(svg: string, scale: number): Promise<Uint8Array> {
  const { initWasm, Resvg } = await import('@resvg/resvg-wasm');
  ready ??= readFile(fileURLToPath(import.meta.resolve('@resvg/resvg-wasm/index_bg.wasm'))).then(initWasm);
  await ready;
  const fontBuffers = (await bundledFaces()).map((face) => face.bytes);
  const picture = new Resvg(svg, {
    fitTo: { mode: 'zoom', value: scale },
    font: { fontBuffers, defaultFontFamily: 'Inter', loadSystemFonts: false },
  });
  return picture.render().asPng();
}
