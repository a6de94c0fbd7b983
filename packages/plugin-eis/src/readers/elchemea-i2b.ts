import { decodeText, defineReader, inputError, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { checkRowCount } from './check-row-count.ts';
import { fileStem } from './file-stem.ts';
import { isI2b } from './is-i2b.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { statedConditions } from './stated-conditions.ts';
import { textTable } from './text-table.ts';

// Format: five lines of free text (some may be empty), the number of points alone on line 6, one row `f Z' Z''` per point, blanks between. Z'' has its true sign. There is no mark:
// the shape of the first lines is all there is.

const FIRST_ROW = 6;

/** Elchemea .i2b: recognised by its shape. A wrong number of points is the diagnostic `eis/row-count`. Error `eis/no-spectrum`. */
export const elchemeaI2b: Reader<typeof EisSpectrum> = defineReader({
  id: 'elchemea-i2b',
  title: 'Elchemea i2b',
  produces: [EisSpectrum],
  extensions: ['i2b'],
  options: {},
  sniff({ head, size }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const lines = decodeText(head).split('\n');
    if (!isI2b(lines)) return undefined;
    const there = lines.slice(FIRST_ROW).filter((line) => line.trim() !== '').length;
    const whole = size <= head.length;
    const count = Number(lines[FIRST_ROW - 1]);
    const reason = `five lines of text, the number ${count}, and rows of three numbers`;
    return { confidence: whole ? (count === there ? 'certain' : 'likely') : count >= there - 1 ? 'certain' : 'likely', reason };
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const body = lines.slice(FIRST_ROW);
    const table = textTable(body);
    if (!isI2b(lines) || !table)
      throw inputError('eis/no-spectrum', "no number of points on line 6 with rows f Z' Z'' below it", {
        where: `${path}:${FIRST_ROW}`,
        fix: 'the file is cut short or no Elchemea file: copy or export it again',
      });
    const rows = body.flatMap((line, i) =>
      line.trim() === '' ? [] : [{ cells: table.split(line.slice(0, 4096)), line: FIRST_ROW + i + 1 }],
    );
    checkRowCount(Number(lines[FIRST_ROW - 1]), rows.length, `${path}:${FIRST_ROW}`, ctx);
    const column = (index: number): number[] => rows.map(({ cells }) => table.number(cells[index]));
    const head = lines.slice(0, FIRST_ROW - 1);
    const { conditions, geometry } = statedConditions(head);
    const text = head
      .map((line) => line.trim().slice(0, 400))
      .filter((line) => line !== '')
      .join('\n');
    yield* spectraOfRows(
      {
        path,
        title: fileStem(path),
        frequency: column(0),
        re: column(1),
        im: column(2),
        lines: rows.map(({ line }) => line),
        conditions,
        meta: { text, ...geometry },
      },
      ctx,
    );
  },
});
