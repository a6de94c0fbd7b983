import type { Dataset } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { mapAnalysis } from '../src/analysis/map.ts';
import plugin from '../src/index.ts';
import type { SimsImage } from '../src/kinds.ts';
import { textImageReader } from '../src/readers/text-image.ts';
import { codes, collectingContext, runAnalysis } from './helpers.ts';

type Image = Dataset<typeof SimsImage>;
type Given = { masses?: string; pixel?: number; missing?: 'refuse' | 'zero' };

async function readFiles(files: Record<string, string>, options: Given = {}, ctx = collectingContext()): Promise<Image> {
  const all = Object.entries(files).map(([path, text]) => ({ path, blob: new Blob([text]) }));
  const source = { main: all[0]!, files: all, file: (path: string) => all.find((file) => file.path === path) };
  const given = { masses: options.masses ?? '', pixel: options.pixel, missing: options.missing ?? ('refuse' as const) };
  const out: Image[] = [];
  for await (const image of textImageReader.read(source, given, ctx)) out.push(image);
  return out[0] as Image;
}
const readText = (text: string, options: Given = {}, ctx = collectingContext(), path = 'a.txt') =>
  readFiles({ [path]: text }, options, ctx);
const sniff = (text: string, path = 'a.txt', siblings: string[] = []) => {
  const head = new TextEncoder().encode(text);
  return textImageReader.sniff({ path, size: head.length, head: head.subarray(0, 4096), siblings });
};
const all = async (image: Image): Promise<number[]> => {
  const { frame = 0, mass = 0, y = 0, x = 0 } = image.size;
  return Array.from(await image.variables.counts.read([0, 0, 0, 0], [frame, mass, y, x]));
};
const labels = (image: Image): string[] => (image.meta['masses'] as { label: string }[]).map(({ label }) => label);
const value = (x: number, y: number, z = 0): number => 100 * z + 10 * y + x;
const matrix = (w: number, h: number, separator = '\t', cell = value): string =>
  Array.from({ length: h }, (_, y) => Array.from({ length: w }, (_v, x) => cell(x, y)).join(separator)).join('\n') + '\n';
const listed = (w: number, h: number, d: number, row: (x: number, y: number, z: number) => string): string => {
  const out: string[] = [];
  for (let z = 0; z < d; z++) for (let y = 0; y < h; y++) for (let x = 0; x < w; x++) out.push(row(x, y, z));
  return out.join('\r\n') + '\r\n';
};

describe('a matrix of numbers', () => {
  it.each(['\t', ' ', ',', ';'])('is an image, separated by %j', async (separator) => {
    const image = await readText(matrix(9, 5, separator));
    expect(image.size).toEqual({ frame: 1, mass: 1, y: 5, x: 9 });
    expect(await all(image)).toEqual(Array.from({ length: 45 }, (_, i) => value(i % 9, Math.floor(i / 9))));
    expect(image.meta['totals']).toEqual([45 * 24]);
    expect(Array.from(await image.variables.counts.read([0, 0, 3, 2], [1, 1, 2, 3]))).toEqual([32, 33, 34, 42, 43, 44]);
  });

  it('keeps a decimal comma, the heading lines of SurfaceLab, and a tab at the end of a row', async () => {
    const image = await readText(
      `# 6Li+\n# Field of view 50 um\n${matrix(8, 4, '\t', (x, y) => value(x, y))
        .replace(/\t/g, ',5\t')
        .replace(/\n/g, '\t\n')}`,
    );
    expect(image.size).toEqual({ frame: 1, mass: 1, y: 4, x: 8 });
    expect((await all(image)).slice(0, 8)).toEqual([0.5, 1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7]);
    expect(image.meta['comments']).toEqual(['6Li+', 'Field of view 50 um']);
  });

  it('has the nuclide of its name, and the other isotopes in files of the same name', async () => {
    const files = {
      'run 3 (2) - 7Li+.txt': matrix(8, 4),
      'run 3 (1) - 6Li+.txt': matrix(8, 4, '\t', () => 1),
      'run 4 - 6Li+.txt': matrix(9, 9),
      'notes.txt': 'x',
    };
    const image = await readFiles(files, { pixel: 2e-6 });
    expect([labels(image), image.size['mass'], image.meta['raster']]).toEqual([['7Li', '6Li'], 2, 16e-6]);
    expect(image.meta['totals']).toEqual([32 * 18.5, 32]);
    const names = Object.keys(files);
    expect(sniff(files['run 3 (2) - 7Li+.txt'], names[0], names.slice(1))).toMatchObject({ confidence: 'likely', claims: [names[1]] });
    const ctx = collectingContext();
    const out = await runAnalysis(mapAnalysis, image, { tracer: '', matrix: '', line: '', width: 1, values: false }, ctx);
    expect(out.extra?.['map']).toMatchObject({ tracer: '6Li', matrix: '7Li', fractionOfTotals: 32 / (32 + 32 * 18.5) });
    await expect(readFiles({ 'a_6Li.txt': matrix(8, 4), 'a_7Li.txt': matrix(8, 5) })).rejects.toMatchObject({
      code: 'sims/text-image-size',
    });
  });

  it('is left to others where no nuclide is in its name, and never taken by two readers alike', () => {
    expect(sniff(matrix(9, 9))).toBeUndefined();
    expect(sniff(matrix(9, 9, '\t', (x, y) => x + y + 0.5))).toBeUndefined();
    expect(sniff(matrix(9, 9), 'grain_6Li.txt')?.confidence).toBe('likely');
    for (const [text, path] of [
      [matrix(9, 9), 'grains.txt'],
      [matrix(9, 9), 'a_6Li.txt'],
      [matrix(9, 9, ',', (x) => x + 0.5), 'a.csv'],
    ] as const) {
      const head = new TextEncoder().encode(text);
      const found = (plugin.readers ?? [])
        .map((reader) => reader.sniff({ path, size: head.length, head, siblings: [] })?.confidence)
        .filter((c) => c);
      expect(new Set(found).size).toBe(found.length);
    }
  });

  it('counts cells that are no finite number or negative, and gives them no value', async () => {
    const ctx = collectingContext();
    const image = await readText(
      matrix(8, 4, '\t')
        .replace(/\b11\b/, 'inf')
        .replace(/\b12\b/, 'NaN')
        .replace(/\b13\b/, '-13'),
      {},
      ctx,
    );
    expect(codes(ctx)).toEqual(['sims/not-finite', 'sims/negative-counts']);
    expect(image.meta['totals']).toEqual([32 * 18.5 - 11 - 12 - 26]);
  });

  it('sums what a double holds and says null beyond', async () => {
    expect((await readText(matrix(8, 4, '\t', () => 1e308))).meta['totals']).toEqual([null]);
  });
});

describe('rows of coordinates', () => {
  it('are an image, and with a third coordinate a stack', async () => {
    const flat = await readText(listed(5, 4, 1, (x, y) => `${x} ${y} ${value(x, y)}`));
    expect([flat.size, flat.meta['raster']]).toEqual([{ frame: 1, mass: 1, y: 4, x: 5 }, null]);
    expect((await all(flat)).slice(5, 10)).toEqual([10, 11, 12, 13, 14]);
    const text = listed(5, 4, 3, (x, y, z) => `${x}\t${y}\t${z}\t${value(x, y, z)}`);
    expect(sniff(text)).toMatchObject({ confidence: 'likely', reason: 'rows of coordinates and counts' });
    const stack = await readText(text);
    expect([stack.size, (await all(stack)).slice(-2)]).toEqual([{ frame: 3, mass: 1, y: 4, x: 5 }, [233, 234]]);
  });

  it('follow a heading that names them, with several signals and a unit of length', async () => {
    const text = `# image\n# y (um)\tx (um)\t^6Li+\t^7Li+\n${listed(5, 4, 1, (x, y) => `${10 + 0.5 * y}\t${20 + 0.5 * x}\t${value(x, y)}\t7`)}`;
    const image = await readText(text);
    expect([labels(image), image.size]).toEqual([['^6Li+', '^7Li+'], { frame: 1, mass: 2, y: 4, x: 5 }]);
    expect(image.meta['raster']).toBeCloseTo(2.5e-6, 12);
    expect((await all(image)).slice(0, 6)).toEqual([0, 1, 2, 3, 4, 10]);
    expect((await readText(`X,Y,Value\n${listed(5, 4, 1, (x, y) => `${x},${y},${value(x, y)}`)}`)).size).toEqual({
      frame: 1,
      mass: 1,
      y: 4,
      x: 5,
    });
  });

  it('are refused where pixels are missing, unless those hold no counts', async () => {
    const rows = listed(5, 4, 1, (x, y) => `${x} ${y} ${value(x, y)}`).split('\r\n');
    const gap = [...rows.slice(0, 7), ...rows.slice(8)].join('\n');
    await expect(readText(gap)).rejects.toMatchObject({
      code: 'sims/text-image-pixels',
      fix: expect.stringContaining('missing=zero') as string,
    });
    const ctx = collectingContext();
    const image = await readText(gap, { missing: 'zero' }, ctx);
    expect([codes(ctx), (await all(image)).slice(5, 10)]).toEqual([['sims/text-image-zeros'], [10, 11, 0, 13, 14]]);
  });

  it('lose a last frame that was not finished, and say so', async () => {
    const text = listed(5, 4, 3, (x, y, z) => `${x} ${y} ${z} 1`);
    const ctx = collectingContext();
    const image = await readText(text.slice(0, -40), {}, ctx);
    expect([image.size['frame'], codes(ctx)]).toEqual([2, ['sims/unfinished-scan']]);
  });
});

describe('text images that are not read', () => {
  it.each([
    ['nothing', '', 'sims/text-image-empty'],
    ['a heading only', '# x y\n', 'sims/text-image-empty'],
    ['a ragged row', '1 2 3 4 5\n1 2 3\n', 'sims/text-image-ragged'],
    ['a word', '1 2 3 4 5\n1 2 three 4 5\n', 'sims/text-image-cell'],
    ['a matrix that was cut', '1 2 3 4 5\n1 2 3 4 5\n1 2 3 4 5', 'sims/text-image-cut'],
    ['a pixel twice', '# x y I\n0 0 1\n1 0 2\n1 0 2\n', 'sims/text-image-twice'],
    ['coordinates without steps', '# x y I\n0 0 1\n1 0 2\n1.7 0 2\n', 'sims/text-image-grid'],
    ['a coordinate that is none', '# x y I\n0 0 1\ninf 0 2\n', 'sims/text-image-grid'],
    ['coordinates of pixels that are not there', '# x y I\n0 0 1\n60000 60000 2\n0 60000 2\n', 'sims/text-image-pixels'],
  ])('%s is refused with what to do', async (_, text, code) => {
    await expect(readText(text)).rejects.toMatchObject({ code, kind: 'input', fix: expect.stringMatching(/./) as string });
  });

  it('zeros for pixels that are not listed are no more than an image can have', async () => {
    await expect(readText('# x y I\n0 0 1\n60000 60000 2\n', { missing: 'zero' })).rejects.toMatchObject({
      code: 'sims/text-image-pixels',
    });
  });

  it('masses that are not as many as the signals are refused', async () => {
    await expect(readText(matrix(9, 9), { masses: '6Li,7Li' })).rejects.toMatchObject({ code: 'sims/text-image-masses' });
  });
});
