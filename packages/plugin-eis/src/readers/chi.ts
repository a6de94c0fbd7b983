import { decodeText, defineReader, inputError, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { headedTable } from './headed-table.ts';
import { headerMeta } from './header-meta.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { statedConditions } from './stated-conditions.ts';

// Format (CHI660E seen: exampleDataCHInstruments.txt): a date line, `A.C. Impedance`, `File: …`, `Instrument Model:  CHI660E`, a blank line, `Init E (V) = 0` and further
// settings, the header `Freq/Hz, Z'/ohm, Z"/ohm, Z/ohm, Phase/deg`, a blank line, comma rows. Z" has its true sign. The first lines are often cut away by hand.

const TECHNIQUE = /^A\.C\. Impedance\s*$/m;
const HEADER = /^\s*Freq\/(k|M|m)?Hz\s*,\s*Z'\/(k|M|m)?ohm\s*,\s*Z("|'')\/(k|M|m)?ohm/i;

/** CH Instruments text of the technique A.C. Impedance. Errors `eis/column` (another technique, or cut short before its table), `eis/no-spectrum`. */
export const chi: Reader<typeof EisSpectrum> = defineReader({
  id: 'chi',
  title: 'CH Instruments text',
  produces: [EisSpectrum],
  extensions: ['txt', 'csv'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const text = decodeText(head);
    if (text.split('\n').some((line) => HEADER.test(line)))
      return { confidence: 'certain', reason: `a header row Freq/Hz, Z'/ohm, Z"/ohm, as CH Instruments export it` };
    return TECHNIQUE.test(text.slice(0, 512)) ? { confidence: 'certain', reason: "the technique line 'A.C. Impedance'" } : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const header = lines.findIndex((line) => HEADER.test(line));
    if (header < 0)
      throw inputError('eis/column', `no header row Freq/Hz, Z'/ohm, Z"/ohm: the file holds no spectrum, or is cut short before it`, {
        where: path,
        fix: 'convert the A.C. Impedance measurement to text again',
      });
    const head = lines.slice(0, header);
    const { conditions, geometry } = statedConditions(head);
    const rows = headedTable(lines, path, { header });
    yield* spectraOfRows({ ...rows, title: fileStem(path), conditions, meta: { ...headerMeta(head), ...geometry } }, ctx);
  },
});
