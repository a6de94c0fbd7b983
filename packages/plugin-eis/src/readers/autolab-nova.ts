import { decodeText, defineReader, inputError, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { headedTable } from './headed-table.ts';
import { headerMeta } from './header-meta.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { statedConditions } from './stated-conditions.ts';

// Format (NOVA 2.x ascii export, layout from descriptions, no file seen): `Index;Frequency (Hz);Z' (Ω);-Z'' (Ω);Z (Ω);-Phase (°);Time (s)`, one row per point; semicolons, with tabs and
// decimal commas by locale. A program that doesn't know Ω leaves `?` or nothing in its place. Frequency stands last in the export of a fit.

const FREQUENCY = /(^|[;,\t])"?Frequency \((k|M|m)?Hz\)/;
const IMAGINARY = /(^|[;,\t])"?-Z''\s*(\(|[;,\t]|$)/;
const OWN = /(^|[;,\t])"?(Index[;,\t]|-Phase \()/;
const isHeader = (line: string): boolean => line.length < 4096 && FREQUENCY.test(line) && IMAGINARY.test(line) && OWN.test(line);

/** Autolab NOVA text: -Z'' changes sign. Errors `eis/column`, `eis/no-spectrum`. */
export const autolabNova: Reader<typeof EisSpectrum> = defineReader({
  id: 'autolab-nova',
  title: 'Autolab NOVA text',
  produces: [EisSpectrum],
  extensions: ['txt', 'csv'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const found = decodeText(head).split('\n').some(isHeader);
    return found
      ? { confidence: 'certain', reason: "a header row with Frequency (Hz), -Z'' and an Index or -Phase, as NOVA exports it" }
      : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const header = lines.findIndex(isHeader);
    if (header < 0)
      throw inputError('eis/column', "no header row with Index, Frequency (Hz), Z' and -Z''", {
        where: path,
        fix: "export the FRA measurement from NOVA again with Frequency, Z' and -Z''",
      });
    const head = lines.slice(0, header);
    const { conditions, geometry } = statedConditions(head);
    // A lost or mangled Ω must not make an unknown unit of an Ohm.
    const clean = (name: string): string => name.replace(/^(-?Z'{0,2}) *\(([kMm]?)[^A-Za-z0-9)]{0,4}\)$/, '$1 ($2Ohm)');
    const rows = headedTable(lines, path, { header, clean });
    yield* spectraOfRows({ ...rows, title: fileStem(path), conditions, meta: { ...headerMeta(head), ...geometry } }, ctx);
  },
});
