import { decodeText, defineReader, inputError, type Json, looksLikeText, type Match, type ReadContext, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { statedConditions } from './stated-conditions.ts';
import { textTable } from './text-table.ts';

// Format, new: `ZPLOT2 ASCII`, indented `key: value`, `End Comments` (the header row `Freq(Hz) Ampl Bias Time Z'(a) Z''(b) GD Err Range` stands before or after it), tab rows.
// Old: `"ZPlotW Data File: Version 2.6b"` or `"Z60W Data File: Version 1.1"` (Autolab), quoted lines, a line of six numbers, a line with n, a quoted header, comma rows.
// Nine columns in either; Z'' has its true sign.

const MARK = /^\s*(ZPLOT2 ASCII|"?(?:ZPlotW|Z60W) Data File)/;

/** Scribner ZPlot and ZView text in its three dialects. Error `eis/no-spectrum`; a row count that isn't true is the diagnostic `eis/row-count`. */
export const zplot: Reader<typeof EisSpectrum> = defineReader({
  id: 'zplot',
  title: 'ZPlot, ZView',
  produces: [EisSpectrum],
  extensions: ['z', 'z60', 'txt'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const mark = MARK.exec(decodeText(head));
    return mark ? { confidence: 'certain', reason: `first line '${(mark[1] as string).replace('"', '')}'` } : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const start = lines[0]?.includes('ZPLOT2') ? afterComments(lines) : afterHeader(lines, path, ctx);
    const body = lines.slice(start);
    const table = textTable(body);
    if (!table)
      throw inputError('eis/no-spectrum', 'no rows of numbers below the header', {
        where: `${path}:${start + 1}`,
        fix: 'the file is cut short or holds no measured points: copy or export it again',
      });
    const rows = body.flatMap((line, i) =>
      i < table.firstRow || line.trim() === '' ? [] : [{ cells: table.split(line.trim()), line: start + i + 1 }],
    );
    const read = (index: number): number[] => rows.map(({ cells }) => table.number(cells[index]));
    const { meta, conditions } = metaOf(lines.slice(0, start));
    yield* spectraOfRows(
      {
        path,
        title: fileStem(path),
        frequency: read(0),
        re: read(4),
        im: read(5),
        lines: rows.map(({ line }) => line),
        conditions,
        meta,
      },
      ctx,
    );
  },
});

const afterComments = (lines: readonly string[]): number => Math.max(0, lines.findIndex((line) => /^\s*End Comments/.test(line)) + 1);

function afterHeader(lines: readonly string[], path: string, ctx: ReadContext): number {
  const header = lines.findIndex((line) => /^"?\s*Freq/.test(line.replace(/^\uFEFF/, '')));
  if (header < 1) return 0;
  const claimed = Number(lines[header - 1]);
  const there = lines.slice(header + 1).filter((line) => line.trim() !== '').length;
  if (Number.isInteger(claimed) && claimed > 0 && claimed !== there)
    ctx.warn('eis/row-count', `the header announces ${claimed} rows, ${there} are there`, `${path}:${header}`);
  return header + 1;
}

function metaOf(head: readonly string[]): { meta: { [key: string]: Json }; conditions: { temperature?: number } } {
  const meta: { [key: string]: Json } = {};
  for (const line of head.slice(0, 500)) {
    const match = /^\s+([A-Za-z][^:]{0,60}?):\s*(.{0,200}?)\s*$/.exec(line);
    if (match && !Object.hasOwn(meta, match[1] as string)) meta[match[1] as string] = match[2] as string;
  }
  const area = Number(meta['Surface Area'] ?? NaN);
  // cm2; 1 is the default of the program.
  if (area > 0 && area !== 1) meta['area'] = area * 1e-4;
  const comments = head.slice(head.findIndex((line) => /Begin User Comments|^"/.test(line)));
  const stated = statedConditions(comments.filter((line) => !/Surface Area/.test(line)));
  return { meta: { ...meta, ...stated.geometry }, conditions: stated.conditions };
}
