import { decodeText, defineReader, inputError, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { headedTable } from './headed-table.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';

// Format, long (exampleDataParstat.txt): one tab header `Potential (V) Current (A) Elapsed Time (s) Frequency (Hz) Zre (ohms) Zim (ohms) |Vac| (V) |Iac| (A)`; hundreds of rows
// with f = 0 (the direct-current steps before) come first. Short (exampleDataPowersuite.txt): `Frequency  Zre  Zimg`, ascending, line ends \r\r\n. Zim has its true sign.

const LONG = /^(?=.*\tFrequency \((k|M|m)?Hz\))(?=.*\tZre \((k|M|m)?ohms?\))(?=.*\tZim \((k|M|m)?ohms?\))/i;
const SHORT = /^\s*Frequency\s*[\t;,]\s*Zre\s*[\t;,]\s*Zimg\s*$/i;
const isHeader = (line: string): boolean => line.length < 4096 && (LONG.test(line) || SHORT.test(line));

/**
 * PARSTAT and PowerSuite text, long and short. Rows with f = 0 belong to the direct-current steps and are left out with a diagnostic of severity info.
 * Errors `eis/column`, `eis/no-spectrum`.
 */
export const parstat: Reader<typeof EisSpectrum> = defineReader({
  id: 'parstat',
  title: 'PARSTAT, PowerSuite text',
  produces: [EisSpectrum],
  extensions: ['txt'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const header = decodeText(head).split('\n', 50).find(isHeader);
    if (header === undefined) return undefined;
    return {
      confidence: 'certain',
      reason: SHORT.test(header)
        ? 'a header row Frequency, Zre, Zimg, as PowerSuite exports it'
        : 'a tab header with Zre (ohms) and Zim (ohms)',
    };
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const header = lines.findIndex(isHeader);
    if (header < 0)
      throw inputError('eis/column', 'no header row with Frequency, Zre and Zim', {
        where: path,
        fix: 'export the impedance measurement again with the columns Frequency, Zre and Zim',
      });
    yield* spectraOfRows({ ...headedTable(lines, path, { header }), title: fileStem(path), directCurrentRows: true }, ctx);
  },
});
