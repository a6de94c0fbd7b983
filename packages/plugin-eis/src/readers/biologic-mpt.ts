import { decodeText, defineReader, inputError, type Json, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { statedConditions } from './stated-conditions.ts';
import { textTable } from './text-table.ts';

// Format: `EC-Lab ASCII FILE`, `Nb header lines : N`, line N is the tab-separated header: `freq/Hz`, `Re(Z)/Ohm`, `-Im(Z)/Ohm`, `|Z|/Ohm`, `Phase(Z)/deg`, ….
// Windows-1252, decimal comma in some locales. Bare exports are the header row and the data. A spreadsheet makes `#NAME?` of `-Im(Z)/Ohm`.

const MARK = /^\s*(EC|BT)-Lab ASCII FILE/;
const FREQUENCY = /^freq\/(m|k|M)?Hz$/;

/**
 * Every EC-Lab text: .mpt, its .txt twins and bare exports with the header row only. Where the column -Im(Z) was lost to a spreadsheet, it comes from
 * |Z| and the phase. Errors `eis/column` (a text without `freq/Hz` is no impedance), `eis/no-spectrum`.
 */
export const biologicMpt: Reader<typeof EisSpectrum> = defineReader({
  id: 'biologic-mpt',
  title: 'BioLogic EC-Lab text',
  produces: [EisSpectrum],
  extensions: ['mpt', 'txt'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const text = decodeText(head);
    if (MARK.test(text)) return { confidence: 'certain', reason: `first line '${text.trimStart().split('\n')[0]?.trim()}'` };
    const header = (text.split('\n').find((line) => line.trim() !== '') ?? '').split(/[\t;,]/).map((cell) => cell.trim());
    if (header.some((cell) => FREQUENCY.test(cell)) && header.includes('Re(Z)/Ohm'))
      return { confidence: 'certain', reason: 'a header row with freq/Hz and Re(Z)/Ohm, as EC-Lab exports it' };
    return undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const at = headerLine(lines, path);
    const table = textTable(lines.slice(at + 1));
    const split = (line: string): string[] => (table ? table.split(line) : line.split('\t'));
    // The header has the delimiter of its rows.
    const names = split(lines[at] as string);
    const column = (pattern: RegExp): number => names.findIndex((name) => pattern.test(name));
    const [f, re, im] = [column(FREQUENCY), column(/^Re\(Z\)\/Ohm$/i), column(/^-Im\(Z\)\/Ohm$/i)];
    const [modulus, phase] = [column(/^\|Z\|\/Ohm$/i), column(/^Phase\(Z\)\/deg$/i)];
    const cartesian = re >= 0 && im >= 0;
    if (f < 0 || (!cartesian && (modulus < 0 || phase < 0)))
      throw inputError(
        'eis/column',
        `the table has no column ${f < 0 ? 'freq/Hz' : re < 0 ? 'Re(Z)/Ohm' : '-Im(Z)/Ohm, nor |Z|/Ohm and Phase(Z)/deg'}`,
        {
          where: `${path}:${at + 1}`,
          fix: 'export the impedance technique (PEIS or GEIS) again with freq/Hz, Re(Z)/Ohm and -Im(Z)/Ohm',
        },
      );
    if (!cartesian)
      ctx.note('eis/from-polar', 'no column -Im(Z)/Ohm: the impedance is computed from |Z| and the phase', `${path}:${at + 1}`);
    const scale = { m: 1e-3, k: 1e3, M: 1e6 }[FREQUENCY.exec(names[f] as string)?.[1] ?? ''] ?? 1;
    const rows = lines.slice(at + 1).flatMap((line, i) => (line.trim() === '' ? [] : [{ cells: split(line), line: at + 2 + i }]));
    const read = (index: number): number[] => rows.map(({ cells }) => table?.number(cells[index]) ?? NaN);
    const polar = (part: (x: number) => number): number[] => {
      const phases = read(phase);
      return read(modulus).map((z, i) => z * part(((phases[i] as number) * Math.PI) / 180));
    };
    const { meta, conditions } = metaOf(lines.slice(0, at));
    yield* spectraOfRows(
      {
        path,
        title: fileStem(path),
        frequency: read(f).map((value) => value * scale),
        re: cartesian ? read(re) : polar(Math.cos),
        im: cartesian ? read(im).map((value) => -value) : polar(Math.sin),
        lines: rows.map(({ line }) => line),
        directCurrentRows: true,
        conditions,
        meta,
      },
      ctx,
    );
  },
});

/** The announced header line if it is one, else the first line with a frequency column. */
function headerLine(lines: readonly string[], path: string): number {
  const announced = Number(/Nb header lines\s*:\s*(\d+)/.exec(lines.slice(0, 5).join('\n'))?.[1] ?? NaN);
  const isHeader = (line: string | undefined): boolean =>
    line !== undefined && line.split(/[\t;,]/).some((cell) => FREQUENCY.test(cell.trim()));
  if (Number.isInteger(announced) && isHeader(lines[announced - 1])) return announced - 1;
  const found = lines.findIndex(isHeader);
  if (found >= 0) return found;
  throw inputError('eis/column', 'no column freq/Hz: this EC-Lab text holds no impedance, or is cut short before its table', {
    where: Number.isInteger(announced) ? `${path}:${announced}` : path,
    fix: 'export the impedance technique (PEIS or GEIS) of this measurement, with the column freq/Hz',
  });
}

function metaOf(head: readonly string[]): { meta: { [key: string]: Json }; conditions: { temperature?: number } } {
  const meta: { [key: string]: Json } = {};
  for (const line of head.slice(0, 500)) {
    const match = /^\s*([A-Za-z][^:]{0,60}?)\s*:\s*(.{0,400}?)\s*$/.exec(line);
    if (match && !Object.hasOwn(meta, match[1] as string)) meta[match[1] as string] = match[2] as string;
  }
  const stated = meta['Electrode surface area'];
  const area = /^([\d.,]+)\s*cm/.exec(typeof stated === 'string' ? stated : '');
  const value = Number((area?.[1] ?? '').replace(',', '.'));
  // 0.001 and 1 cm2 stand there until somebody changes them.
  if (value > 0 && value !== 0.001 && value !== 1) meta['area'] = value * 1e-4;
  const { geometry, conditions } = statedConditions(
    head.filter((line) => /^\s*(#|comments?\s*:|sample|temperature|thickness|diameter)/i.test(line)),
  );
  return { meta: { ...meta, ...geometry }, conditions };
}
