import { decodeText, defineReader, inputError, type Json, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { cellNumber } from './cell-number.ts';
import { fileStem } from './file-stem.ts';
import { headedTable } from './headed-table.ts';
import { headerMeta } from './header-meta.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { statedConditions } from './stated-conditions.ts';

// Format (RelaxIS 3, layout from descriptions, no file seen): `RelaxIS 3.0 Spectrum export`, `Date: …`, the tab header `Data: Frequency  Data: Z'  Data: Z''  …`, one row of text
// (`DC=0, TM=25` and names), rows ascending in frequency. Z'' has its true sign. A second `Data: Frequency` begins the columns of another spectrum.

const MARK = /^\s*RelaxIS\s+[\d.]+\s+Spectrum export/;
const HEADER = /^\s*(Data:\s*)?Frequency\b.*\t/;

/** RelaxIS 3 spectrum export; spectra side by side are datasets of their own. Errors `eis/column`, `eis/no-spectrum`. */
export const relaxis: Reader<typeof EisSpectrum> = defineReader({
  id: 'relaxis',
  title: 'RelaxIS spectrum export',
  produces: [EisSpectrum],
  extensions: ['txt'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const mark = MARK.exec(decodeText(head));
    return mark ? { confidence: 'certain', reason: `first line '${mark[0].trim()}'` } : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n').map((line) => line.slice(0, 65_536));
    const header = lines.slice(0, 100).findIndex((line) => HEADER.test(line));
    if (header < 0)
      throw inputError('eis/column', 'no header row with Data: Frequency', {
        where: path,
        fix: "export the spectrum from RelaxIS again with Frequency, Z' and Z''",
      });
    const clean = (name: string): string => name.replace(/^Data:\s*/, '');
    // Split once: a file with thousands of spectra side by side is as much work as one with thousands of rows.
    const cells = lines.map((line) => line.split('\t'));
    const starts = (cells[header] as string[]).flatMap((name, i) => (/^(Data:\s*)?Frequency\b/.test(name.trim()) ? [i] : []));
    const label = cells[header + 1] ?? [];
    const head = lines.slice(0, header);
    for (const [k, start] of starts.entries()) {
      ctx.signal.throwIfAborted();
      const block = starts.length === 1 ? lines : cells.map((row, i) => (i < header ? '' : row.slice(start, starts[k + 1]).join('\t')));
      const text = label.slice(start, starts[k + 1]).map((cell) => cell.trim());
      // The row of text states what held during this spectrum: a temperature counts where its unit is given.
      const { conditions, geometry } = statedConditions([
        ...text
          .join(', ')
          .replace(/\bTM\b/g, 'temperature')
          .split(','),
        ...head,
      ]);
      const meta: { [key: string]: Json } = { ...headerMeta(head), spectrum: text.filter((cell) => cell !== '').join('; '), ...geometry };
      const title = starts.length === 1 ? fileStem(path) : `${fileStem(path)} spectrum ${k + 1}`;
      const from = Number.isNaN(cellNumber(label[start]?.trim(), true)) ? header + 2 : header + 1;
      yield* spectraOfRows({ ...headedTable(block, path, { header, from, clean }), title, conditions, meta }, ctx);
    }
  },
});
