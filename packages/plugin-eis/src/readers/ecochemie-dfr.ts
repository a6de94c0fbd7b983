import { decodeText, defineReader, inputError, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { cellNumber } from './cell-number.ts';
import { checkRowCount } from './check-row-count.ts';
import { fileStem } from './file-stem.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';

// Format (a simulated file in this layout seen): `VERSION8.0`, the number of points, one more line, then nine LINES per point: f, Z', -Z'', E, I, t and three that aren't used. Settings
// may follow behind the last point.

const MARK = /^\s*VERSION\s*(\d+\.\d+)\s*\n\s*(\d{1,9})\s*\n/;
const FIRST = 3;
const LINES_PER_POINT = 9;

/** Eco Chemie (Autolab FRA) .dfr: nine lines per point, -Z'' changes sign. More points announced than there are is the diagnostic `eis/row-count`. Error `eis/no-spectrum`. */
export const ecochemieDfr: Reader<typeof EisSpectrum> = defineReader({
  id: 'ecochemie-dfr',
  title: 'Eco Chemie FRA',
  produces: [EisSpectrum],
  extensions: ['dfr'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const text = decodeText(head);
    const mark = MARK.exec(text);
    if (!mark) return undefined;
    // One number per line makes the difference to any other text that begins with its version.
    const point = text.split('\n').slice(FIRST, FIRST + 3);
    if (!point.every((line) => Number.isFinite(cellNumber(line.trim(), true)))) return undefined;
    return { confidence: 'certain', reason: `first line VERSION${mark[1]}, ${mark[2]} points, one number per line` };
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const text = await readText(source, ctx);
    const claimed = Number(MARK.exec(text.slice(0, 200))?.[2] ?? NaN);
    const lines = text.split('\n');
    const there = Math.floor((lines.length - FIRST) / LINES_PER_POINT + 1e-9);
    // The last point may lack the line end, or the lines that aren't used.
    const partial = lines.length - FIRST - there * LINES_PER_POINT >= 3 ? 1 : 0;
    const count = Math.min(Number.isInteger(claimed) ? claimed : Infinity, Math.max(0, there) + partial);
    if (!(count > 0))
      throw inputError('eis/no-spectrum', `no point of nine lines in ${lines.length} lines`, {
        where: `${path}:2`,
        fix: 'the file is cut short or holds no measured points: copy or export it again',
      });
    if (count !== claimed) checkRowCount(claimed, count, `${path}:2`, ctx);
    const at = (point: number, field: number): number => FIRST + LINES_PER_POINT * point + field;
    const column = (field: number): number[] => Array.from({ length: count }, (_, i) => cellNumber(lines[at(i, field)]?.trim(), true));
    yield* spectraOfRows(
      {
        path,
        title: fileStem(path),
        frequency: column(0),
        re: column(1),
        im: column(2).map((value) => -value),
        lines: Array.from({ length: count }, (_, i) => at(i, 0) + 1),
      },
      ctx,
    );
  },
});
