/**
 * Draws the example figures into a folder, with one page a theme that shows them in Inter, to look at: node --conditions=@ionwalk/source scripts/make-gallery.ts FOLDER
 */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { exampleFigures } from '../test/example-figures.ts';
import { renderSvg, type FigureOptions } from '../src/index.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('name a folder');
mkdirSync(folder, { recursive: true });
const require = createRequire(import.meta.url);
for (const subset of ['latin', 'latin-ext', 'greek']) {
  for (const style of ['normal', 'italic']) {
    copyFileSync(
      require.resolve(`@fontsource/inter/files/inter-${subset}-400-${style}.woff2`),
      join(folder, `inter-${subset}-${style}.woff2`),
    );
  }
}
const face = (subset: string, style: string, range: string): string =>
  `@font-face{font-family:Inter;font-style:${style};src:url(inter-${subset}-${style}.woff2);unicode-range:${range}}`;
const ranges = { latin: 'U+0000-00FF,U+2000-206F,U+2191,U+2193,U+2212', 'latin-ext': 'U+0100-02BA,U+2070-20CF', greek: 'U+0370-03FF' };
const faces = Object.entries(ranges).flatMap(([subset, range]) => [face(subset, 'normal', range), face(subset, 'italic', range)]);

const pages: Record<string, FigureOptions> = {
  light: { width: 700 },
  dark: { width: 700, theme: 'dark', units: { diffusivity: 'm2/s', temperature: 'K' } },
  column: { width: '84mm' },
};
for (const [name, options] of Object.entries(pages)) {
  const drawings = exampleFigures().map((figure) => {
    const svg = renderSvg(figure, options);
    writeFileSync(join(folder, `${figure.id}-${name}.svg`), svg);
    return `<div>${svg}</div>`;
  });
  const style = `${faces.join('')}body{margin:12px;background:${name === 'dark' ? '#141618' : '#fbfaf7'};display:flex;flex-wrap:wrap;gap:14px;align-items:start}`;
  writeFileSync(join(folder, `${name}.html`), `<!doctype html><meta charset="utf-8"><style>${style}</style>${drawings.join('')}`);
}
