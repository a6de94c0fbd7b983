import { decodeText, defineReader, inputError, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { cellNumber } from './cell-number.ts';
import { checkRowCount } from './check-row-count.ts';
import { headedTable } from './headed-table.ts';
import { headerMeta } from './header-meta.ts';
import { fileStem } from './file-stem.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { statedConditions } from './stated-conditions.ts';

// Format: `Procedure : title`, a line with date, time and currents, a description, a line `t = …`, the header `f/Hz  Z'/Ohm  -Z''/Ohm  time/s  Edc/V  Idc/A` (each name ends with
// blanks and a tab), the number of rows alone on its line, tab rows with two digits before the point (`10.900e+01`). The third column is -Z''.

const HEADER = /^\s*f\/(k|M|m)?Hz\s+Z'\/(k|M|m)?Ohm\s+-?Z''\/(k|M|m)?Ohm/i;
const MARK = /^\s*Procedure\s*:/;

/** Potentiostat text with the ending .P00: -Z'' changes sign. A wrong number of rows is the diagnostic `eis/row-count`. Errors `eis/column`, `eis/no-spectrum`. */
export const p00: Reader<typeof EisSpectrum> = defineReader({
  id: 'p00',
  title: 'P00 impedance text',
  produces: [EisSpectrum],
  extensions: ['p00'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const text = decodeText(head);
    if (!MARK.test(text)) return undefined;
    return text.split('\n', 20).some((line) => HEADER.test(line))
      ? { confidence: 'certain', reason: "first line 'Procedure :' and a header row f/Hz, Z'/Ohm, -Z''/Ohm" }
      : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const header = lines.findIndex((line) => HEADER.test(line.slice(0, 1000)));
    if (header < 0)
      throw inputError('eis/column', "no header row f/Hz, Z'/Ohm, -Z''/Ohm", {
        where: path,
        fix: 'the file is cut short or holds another technique: export the impedance measurement again',
      });
    const head = lines.slice(0, header);
    const { conditions, geometry } = statedConditions(head);
    const announced = lines.findIndex((line, i) => i > header && line.trim() !== '');
    const count = /^\s*\d+\s*$/.test(lines[announced] ?? '') ? cellNumber(lines[announced]?.trim()) : NaN;
    const rows = headedTable(lines, path, { header, from: Number.isNaN(count) ? header + 1 : announced + 1 });
    checkRowCount(count, rows.frequency.length, `${path}:${announced + 1}`, ctx);
    yield* spectraOfRows({ ...rows, title: fileStem(path), conditions, meta: { ...headerMeta(head), ...geometry } }, ctx);
  },
});
