import { unzlibSync } from 'fflate';
import { expect, it } from 'vitest';
import type { Figure } from '@ionwalk/core';
import { layoutFigure } from '../../layout/layout-figure.ts';
import { renderPdf } from './render-pdf.ts';

const figure: Figure = {
  v: 1,
  id: 'a',
  title: 'Ωmega (a) & <b>',
  description: 'A map under two lines.',
  axes: {
    x: { quantity: 'position', unit: 'm', scale: 'linear', domain: [0, 2e-6] },
    y: { quantity: 'position', unit: 'm', scale: 'linear', domain: [0, 2e-6] },
  },
  layers: [
    { kind: 'image', data: [0, 1, 2, 3], w: 2, h: 2, range: [0, 3], map: 'cividis' },
    { kind: 'line', series: 'D_σ', role: 'guide', x: [0, 2e-6], y: [0, 2e-6] },
    { kind: 'line', series: 'D_NMR', role: 'guide', x: [0, 2e-6], y: [0, 1e-6] },
  ],
};

const draw = async (shown: Figure, width: number | '84mm' = 400): Promise<Buffer> =>
  Buffer.from(await renderPdf(layoutFigure(shown, { width })));

/** Every stream of the file, unpacked. */
function streams(pdf: Buffer): string[] {
  const found: string[] = [];
  for (let at = pdf.indexOf('stream\n'); at >= 0; at = pdf.indexOf('\nstream\n', at + 1)) {
    const start = pdf.indexOf('stream\n', at) + 7;
    const bytes = pdf.subarray(start, pdf.indexOf('\nendstream', start));
    if (bytes[0] === 0x78) found.push(Buffer.from(unzlibSync(bytes)).toString('latin1'));
  }
  return found;
}

it('writes one page of the size of the figure, the same bytes every time', async () => {
  const pdf = await draw(figure, '84mm');
  const box = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(pdf.toString('latin1'));
  expect(Number(box?.[1])).toBeCloseTo((84 / 25.4) * 72, 2);
  expect(pdf.toString('latin1')).toContain('/Count 1');
  expect(pdf.equals(await draw(figure, '84mm'))).toBe(true);
  expect(pdf.toString('latin1')).not.toContain('CreationDate');
});

it('keeps text as text, in a face that has the letter', async () => {
  const pdf = await draw(figure);
  const maps = streams(pdf).filter((stream) => stream.includes('begincmap'));
  const has = (letter: string): boolean => {
    const code = (letter.codePointAt(0) as number).toString(16).padStart(4, '0');
    return maps.some((map) => new RegExp(`<${code}>|\\b${code}\\b`, 'i').test(map));
  };
  for (const letter of 'Positionσ') expect.soft(has(letter), letter).toBe(true);
  expect(has('ж'), 'a letter that is not drawn').toBe(false);
});

it('states title and description for those who listen, whatever letters they have', async () => {
  const pdf = (await draw(figure)).toString('latin1');
  expect(pdf).toContain('/S /Figure');
  expect(pdf).toContain('/Alt (A map under two lines.)');
  expect(pdf).toContain('/MarkInfo');
});

it('writes no number that is none', async () => {
  const pages = streams(await draw(figure)).filter((stream) => / (re|m|l|c)\n/.test(stream));
  expect(pages.length).toBeGreaterThan(0);
  for (const page of pages) expect(page).not.toMatch(/NaN|Infinity|undefined/);
});
