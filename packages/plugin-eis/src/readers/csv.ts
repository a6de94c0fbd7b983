import {
  type ChoiceParam,
  decodeText,
  defineReader,
  inputError,
  isIonwalkError,
  looksLikeText,
  type Match,
  type Reader,
} from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { csvRows } from './csv-rows.ts';
import { csvLayout } from './csv-layout.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { hasVendorMark } from './vendor-marks.ts';

const SIGNS = ['header', 'negative'] as const;

/**
 * Delimited text with no vendor mark: comma, semicolon, tab or blanks, a header with any usual name and unit (`-Z'' (kOhm)`, `|Z|`, `Phase`), or
 * none (`f,Z',Z''`, also frequency last or an index first). A column `spectrum` holds many spectra in one table, `temperature`
 * and `sample` become conditions. Errors `eis/no-spectrum`, `eis/column`, `eis/unit`.
 */
export const csv: Reader<typeof EisSpectrum, { readonly im: ChoiceParam & { readonly options: typeof SIGNS } }> = defineReader({
  id: 'csv',
  title: 'Delimited text',
  doc: 'A table of frequency and impedance from a spreadsheet, a script or an instrument without a format of its own.',
  produces: [EisSpectrum],
  extensions: ['csv', 'tsv', 'txt', 'dat'],
  options: {
    im: {
      type: 'choice',
      title: 'Sign of the imaginary part',
      doc: 'What the column of the imaginary part (or the phase) holds: what its header says, or the negative of that.',
      options: SIGNS,
      default: 'header',
    },
  },
  sniff({ path, head, size }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const text = decodeText(head);
    if (hasVendorMark(text) || text.includes('freq/Hz\t')) return undefined;
    const lines = text.split('\n');
    const layout = csvLayout(size > head.length ? lines.slice(0, -1) : lines);
    if (!layout) return undefined;
    if (layout.header)
      return {
        confidence: 'likely',
        reason: `header names ${layout.header
          .filter((cell) => cell !== '')
          .slice(0, 4)
          .join(', ')}`,
      };
    return {
      confidence: 'possible',
      reason: `${path.split('/').at(-1)} is a table of numbers, one column with the even logarithmic steps of a frequency`,
    };
  },
  async *read(source, options, ctx) {
    const text = await readText(source, ctx);
    const path = source.main.path;
    const lines = text.split('\n');
    const layout = csvLayout(lines);
    if (!layout)
      throw inputError('eis/no-spectrum', 'no table with frequency and impedance found', {
        where: path,
        fix: 'give the table a header line such as frequency (Hz),re (Ohm),im (Ohm), with one point per line below',
      });
    const bad = layout.columns.badUnits[0];
    if (bad)
      throw inputError('eis/unit', `unit '${bad.unit}' of column '${bad.header}' isn't known`, {
        where: `${path}:${(layout.headerLine ?? 0) + 1}`,
        fix: 'use Hz, kHz, MHz for frequencies, Ohm, kOhm, mOhm, MOhm for impedances, deg or rad for a phase',
      });
    let empty: unknown;
    let found = 0;
    for (const rows of csvRows(lines, layout, path, options.im === 'negative' ? -1 : 1)) {
      ctx.signal.throwIfAborted();
      try {
        const spectra = spectraOfRows(rows, ctx);
        found += spectra.length;
        yield* spectra;
      } catch (error) {
        // One label without a sound row doesn't take the other spectra of a table with it.
        if (!isIonwalkError(error) || error.code !== 'eis/no-spectrum') throw error;
        empty ??= error;
        ctx.warn('eis/rows-dropped', `'${rows.title}' is left out: ${error.message}`, `${path}:${rows.lines[0] ?? 0}`);
      }
    }
    if (found === 0 && empty !== undefined) throw empty;
  },
});
