import { decodeText, defineReader, inputError, looksLikeText } from '@ionwalk/core';
import type { Dataset, Match, Peek, Reader, ReadContext, Source } from '@ionwalk/core';
import { SimsImage } from '../kinds.ts';
import { memoryStack, memoryTotals, type MemoryPlanes } from './memory-stack.ts';
import { readTextLines } from './text-lines.ts';
import { coordinateGrid, runsAsRaster, type TextGrid } from './text-image/coordinate-grid.ts';
import { nameCompanions, nameNuclide } from './text-image/name-nuclide.ts';
import { cellsOf, readTextRows, type TextRows } from './text-image/text-rows.ts';

const OPTIONS = {
  masses: { type: 'text', default: '', title: 'Labels of the signals', doc: 'In their order, as 6Li,7Li; default what the file and its name say.' },
  pixel: { type: 'number', unit: 'm', min: 1e-12, max: 1, title: 'Edge of a pixel', doc: 'Default what coordinates with a unit say.' },
  missing: {
    type: 'choice',
    options: ['refuse', 'zero'],
    default: 'refuse',
    title: 'What a pixel that is not listed holds',
    doc: 'zero for exports that list only pixels in which something was counted.',
  },
} as const; // prettier-ignore
interface Options {
  readonly masses: string;
  readonly pixel: number | undefined;
  readonly missing: 'refuse' | 'zero';
}

/**
 * Images as text: a matrix of numbers, one line per row of pixels, as ImageJ saves a text image (tabs) and SurfaceLab an image without
 * coordinates; or a line per pixel, `x y intensity` or `x y scan intensity`, as SurfaceLab exports images and stacks with coordinates. `#` lines
 * stand before the numbers; one that names the columns (`# x (um)<tab>y (um)<tab>6Li+<tab>7Li+`) is followed. Neither layout is documented by its
 * vendor: the second is known from scripts that read it. One signal a file: the nuclide is taken from the file's name (`a - 6Li+.txt`,
 * `a_6Li.txt`), and files beside it of the same name but for the nuclide belong to the image. The first row or the smallest y is the top.
 * Errors: `sims/text-image-*`, `sims/text-size`; warnings `sims/not-finite`, `sims/negative-counts`, `sims/unfinished-scan`.
 */
export const textImageReader: Reader<typeof SimsImage, typeof OPTIONS> = defineReader({
  id: 'text-image',
  title: 'Image as text (ImageJ, SurfaceLab)',
  doc: 'A matrix of counts, or coordinates and counts; files of one name but for the nuclide are one image.',
  produces: [SimsImage],
  extensions: ['txt', 'tsv', 'csv', 'dat'],
  options: OPTIONS,
  sniff,
  read,
});

/** A table of numbers may be a label map or anything else: without a nuclide in its name it is left to others, and to `--reader sims/text-image`. */
function sniff(peek: Peek): Match | undefined {
  if (!looksLikeText(peek.head)) return undefined;
  const cut = peek.size > peek.head.length;
  const text = decodeText(peek.head);
  const lines = text.split('\n');
  if (cut || lines.at(-1) === '') lines.pop();
  if (lines.length === 0) return undefined;
  let table: TextRows;
  try {
    table = readTextRows(lines, true, peek.path, new AbortController().signal);
  } catch {
    return undefined;
  }
  const named = nameNuclide(peek.path);
  const claims = nameCompanions(peek.path, peek.siblings);
  const label = named ? ` of ${named.label}, after its name` : '';
  const titled = table.heading.some((line) => /^\s*x\b.*[\t ,;]y\b/i.test(line)) && table.width >= 3;
  if (titled || runsAsRaster(table.values, table.width, table.rows)) {
    return { confidence: 'likely', reason: `rows of coordinates and counts${label}`, claims };
  }
  // columns with names of their own are a table
  if (table.heading.some((line) => cellsOf(line, false).length === table.width)) return undefined;
  if (!named || table.width < 8 || (table.rows < 4 && !cut)) return undefined;
  return { confidence: 'likely', reason: `a matrix of numbers${label}`, claims };
}

interface Signal {
  readonly label: string;
  readonly plane: (frame: number) => Float64Array;
}

async function* read(source: Source, options: Options, ctx: ReadContext): AsyncIterable<Dataset<typeof SimsImage>> {
  ctx.signal.throwIfAborted();
  const { path } = source.main;
  const companions = nameCompanions(
    path,
    source.files.map((file) => file.path).filter((name) => name !== path),
  );
  const signals: Signal[] = [];
  let first: TextGrid | undefined;
  let heading: readonly string[] = [];
  for (const name of [path, ...companions]) {
    const file = name === path ? source.main : source.file(name);
    if (!file) continue;
    const { grid, table } = await readGrid({ ...source, main: file }, options, ctx);
    if (!first) [first, heading] = [grid, table.heading];
    if (grid.width !== first.width || grid.height !== first.height || grid.frames !== first.frames) {
      throw inputError(
        'sims/text-image-size',
        `${name} has ${grid.width} x ${grid.height} pixels of ${grid.frames} frames, ${path} ${first.width} x ${first.height} of ${first.frames}`,
        { where: name, fix: 'export all nuclides of one image with the same pixels, or keep other images in another folder' },
      );
    }
    const label = nameNuclide(name)?.label ?? '';
    grid.labels.forEach((own, s) => {
      const shown = grid.labels.length === 1 ? label || own : own;
      signals.push({ label: shown, plane: (frame) => grid.planes[frame * grid.labels.length + s] as Float64Array });
    });
  }
  const grid = first as TextGrid;
  const given = options.masses === '' ? [] : options.masses.split(',').map((label) => label.trim());
  if (given.length > 0 && given.length !== signals.length) {
    throw inputError('sims/text-image-masses', `${given.length} masses were given and the image has ${signals.length} signals`, {
      where: path,
      fix: `name as many masses as there are signals: ${signals.map(({ label }) => label || '(blank)').join(', ')}`,
    });
  }
  const { width, height, frames } = grid;
  const planes = Array.from({ length: frames }, (_, f) => signals.map((signal) => signal.plane(f))).flat();
  const stack: MemoryPlanes = { frames, masses: signals.length, height, width, planes, path };
  const { totals, emptyFrames } = memoryTotals(stack, ctx);
  const pixel = options.pixel ?? grid.pixel;
  yield {
    kind: 'sims/image',
    title: path.slice(path.lastIndexOf('/') + 1),
    size: { frame: frames, mass: signals.length, y: height, x: width },
    variables: { counts: memoryStack(stack) },
    conditions: {},
    meta: {
      frames,
      width,
      height,
      masses: signals.map(({ label }, i) => ({ label: given[i] ?? label, mass: 0, trolley: null })),
      totals,
      emptyFrames,
      raster: pixel === null ? null : pixel * width,
      dwell: null,
      deadTime: signals.map(() => null),
      files: [path, ...companions],
      comments: heading.slice(0, 50).map((line) => line.trim().slice(0, 1000)),
    },
  };
}

async function readGrid(source: Source, options: Options, ctx: ReadContext): Promise<{ grid: TextGrid; table: TextRows }> {
  const { path } = source.main;
  const { lines, complete } = await readTextLines(source, ctx);
  const table = readTextRows(lines, complete, path, ctx.signal);
  const found = coordinateGrid(table, options.missing, path);
  if (found) {
    if (found.lost > 0) ctx.note('sims/text-image-zeros', `${found.lost} pixels aren't listed and hold zero counts`, path);
    if (found.dropped > 0) ctx.warn('sims/unfinished-scan', 'the last frame is not complete and is left out', path);
    return { grid: found.grid, table };
  }
  if (table.cut !== undefined) {
    throw inputError('sims/text-image-cut', `line ${table.cut} has no end: the file was cut short, and rows of pixels are missing`, {
      where: `${path}:${table.cut}`,
      fix: 'copy or export the image again; where it is complete, end its last line',
    });
  }
  const { width, rows, values } = table;
  return { grid: { width, height: rows, frames: 1, labels: [''], planes: [values], pixel: null }, table };
}
