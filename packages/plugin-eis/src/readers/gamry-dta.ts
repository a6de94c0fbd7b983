import {
  decodeText,
  defineReader,
  type FlagParam,
  inputError,
  type Json,
  looksLikeText,
  type Match,
  type ReadContext,
  type Reader,
} from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { cellNumber } from './cell-number.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import type { SpectrumRows } from './spectrum-rows.ts';
import { statedConditions } from './stated-conditions.ts';
import { unitScale } from './unit-scale.ts';

// Format: line 1 `EXPLAIN`, then `KEY<TAB>TYPE<TAB>value<TAB>label`. A spectrum is a line `ZCURVE<TAB>TABLE[<TAB>n]`, a row of names, a row of
// units and rows of data, all beginning with a tab, up to the first line that doesn't. NOTES lines begin with a tab too. Look-alikes written
// by research software have free text in place of the keys.

const IMPEDANCE_TAG = /EIS|IMP|Z/i;

/**
 * Gamry Framework text (.DTA) and look-alikes: one dataset per ZCURVE table. The count behind TABLE is a claim: a difference is the
 * diagnostic `eis/row-count`. Drift-corrected columns only with the option. AREA of exactly 1 cm2 is the program's default and not taken as a statement.
 * Errors `eis/no-spectrum`, `eis/column`.
 */
export const gamryDta: Reader<typeof EisSpectrum, { readonly 'drift-corrected': FlagParam }> = defineReader({
  id: 'gamry-dta',
  title: 'Gamry Framework',
  produces: [EisSpectrum],
  extensions: ['dta', 'txt'],
  options: {
    'drift-corrected': {
      type: 'flag',
      title: 'Take the drift-corrected columns',
      doc: 'ZrealDrCor and ZimagDrCor in place of Zreal and Zimag, where Gamry corrected the drift of the potential.',
      default: false,
    },
  },
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const text = decodeText(head);
    if (!/^EXPLAIN\s*$/m.test(text.slice(0, 64)) || !/^\s*EXPLAIN/.test(text)) return undefined;
    const tag = /^TAG\t(\S+)/m.exec(text)?.[1];
    if (tag !== undefined && !IMPEDANCE_TAG.test(tag)) return undefined;
    if (tag === undefined && !text.includes('ZCURVE')) return undefined;
    return { confidence: 'certain', reason: `first line EXPLAIN, TAG ${tag ?? 'missing but a ZCURVE table is there'}` };
  },
  async *read(source, options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const header = headerOf(lines);
    const starts = lines.flatMap((line, i) => (/^ZCURVE\d*\t/.test(line) ? [i] : []));
    if (starts.length === 0) throw noTable(lines, path);
    if (/^EXPERIMENTABORTED\t\S+\t[T1]/m.test(lines.filter((line) => line.startsWith('EXPERIMENT')).join('\n')))
      ctx.warn('eis/aborted', 'the experiment was aborted: the spectrum may be incomplete', path);
    for (const [index, start] of starts.entries()) {
      const rows = tableRows(lines, start, path, options['drift-corrected'] ? 'DrCor' : '', ctx);
      const title = starts.length === 1 ? header.title : `${header.title} table ${index + 1}`;
      yield* spectraOfRows({ ...rows, title, conditions: header.conditions, meta: header.meta }, ctx);
    }
  },
});

/** An impedance experiment without its table is a file cut short; another experiment never had one. */
function noTable(lines: readonly string[], path: string): Error {
  const tag = lines.find((line) => line.startsWith('TAG\t'))?.split('\t')[1];
  if (tag !== undefined && !IMPEDANCE_TAG.test(tag))
    return inputError('eis/no-spectrum', `no ZCURVE table in the file: TAG ${tag.slice(0, 40)} is no impedance experiment`, {
      where: path,
      fix: 'choose the EISPOT or EISGALV file of this measurement',
    });
  return inputError('eis/no-spectrum', 'the file ends before its ZCURVE table', {
    where: `${path}:${lines.length}`,
    fix: 'it is cut short, or the experiment was stopped before its first point: copy it again from the instrument, or measure again',
  });
}

function headerOf(lines: readonly string[]): {
  title: string;
  conditions: SpectrumRows['conditions'] & object;
  meta: { [key: string]: Json };
} {
  const end = lines.findIndex((line) => /^[A-Z]*CURVE\d*\t/.test(line));
  const head = lines.slice(0, end < 0 ? Math.min(lines.length, 500) : end);
  const meta: { [key: string]: Json } = {};
  for (const line of head) {
    const [key = '', type, value] = line.split('\t');
    if (/^[A-Z][A-Z0-9_]{0,31}$/.test(key) && type !== undefined && !Object.hasOwn(meta, key))
      meta[key] = (value ?? type).trim().slice(0, 400);
  }
  const stated = statedConditions(head.filter((line) => /^\s|^#/.test(line)));
  const area = typeof meta['AREA'] === 'string' ? cellNumber(meta['AREA'], true) : NaN;
  if (area > 0 && area !== 1 && Number.isFinite(area)) meta['area'] = area * 1e-4;
  Object.assign(meta, stated.geometry);
  return {
    title: typeof meta['TITLE'] === 'string' && meta['TITLE'] !== '' ? meta['TITLE'] : 'Gamry spectrum',
    conditions: stated.conditions,
    meta,
  };
}

function tableRows(lines: readonly string[], start: number, path: string, ending: string, ctx: ReadContext): Omit<SpectrumRows, 'title'> {
  const names = (lines[start + 1] ?? '').split('\t').map((name) => name.trim());
  const units = (lines[start + 2] ?? '').split('\t').map((unit) => unit.trim());
  const column = (name: string): number => {
    const index = names.findIndex((cell) => cell.toLowerCase() === name.toLowerCase());
    if (index < 0)
      throw inputError('eis/column', `the ZCURVE table has no column ${name}`, {
        where: `${path}:${start + 2}`,
        fix: name.endsWith('DrCor')
          ? 'this table was not drift-corrected: read it without drift-corrected'
          : 'export the table again with the columns Freq, Zreal and Zimag',
      });
    return index;
  };
  const [f, re, im] = [column('Freq'), column(`Zreal${ending}`), column(`Zimag${ending}`)];
  const scale = (index: number): number => unitScale(units[index]);
  const body: { cells: string[]; line: number }[] = [];
  for (let i = start + 3; i < lines.length && (lines[i] as string).startsWith('\t'); i++)
    if ((lines[i] as string).trim() !== '') body.push({ cells: (lines[i] as string).split('\t'), line: i + 1 });
  const claimed = Number((lines[start] as string).split('\t')[2]);
  if (Number.isInteger(claimed) && claimed > 0 && claimed !== body.length)
    ctx.warn('eis/row-count', `the table announces ${claimed} rows, ${body.length} are there`, `${path}:${start + 1}`);
  const read = (index: number): number[] => body.map(({ cells }) => cellNumber(cells[index], true) * scale(index));
  return { path, frequency: read(f), re: read(re), im: read(im), lines: body.map(({ line }) => line) };
}
