import { decodeText, defineReader, inputError, type Json, looksLikeText, type Match, type ReadContext, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { type HeadedTable, headedTable } from './headed-table.ts';
import { headerMeta } from './header-meta.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { statedConditions } from './stated-conditions.ts';

// Format (VersaStudio 2.52 seen: exampleDataVersaStudio.par): sections `<Name>` … `</Name>` of `key=value` lines. A `<Segment1>` holds `Type=`, `Version=`, `Definition=` with comma-separated
// names (`Segment #, Point #, E(V), …, Frequency(Hz), E Real, E Imag, I Real, I Imag, Z Real, Z Imag, …, 0`) and one comma row per point. Z Imag has its true sign; Z = E/I.
// `Working Electrode Area (cm2)=1` is the default.

const MARK = /^\s*<Application>\s*\n(?:[^<\n]*\n){0,20}?Name=(VersaStudio|VersaSTAT)/i;

/** VersaStudio .par: one dataset (or more, by sweeps) per segment with a frequency. Errors `eis/column`, `eis/no-spectrum`. */
export const versastudioPar: Reader<typeof EisSpectrum> = defineReader({
  id: 'versastudio-par',
  title: 'VersaStudio',
  produces: [EisSpectrum],
  extensions: ['par'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const text = decodeText(head);
    if (MARK.test(text)) return { confidence: 'certain', reason: 'a section <Application> with Name=VersaStudio' };
    return /^<Segment\d+>$/m.test(text) && /^Definition=.*Frequency\(/m.test(text)
      ? { confidence: 'certain', reason: 'a section <Segment> whose Definition names a frequency' }
      : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = (await readText(source, ctx)).split('\n');
    const segments = segmentsOf(lines);
    const spectra = segments.filter(({ definition }) => /(^|[=,])\s*Frequency\(/i.test(lines[definition] ?? ''));
    if (spectra.length === 0)
      throw inputError('eis/no-spectrum', `none of ${segments.length} segments has a Definition with Frequency(Hz)`, {
        where: path,
        fix: 'the file is cut short or holds another technique: choose the Potentiostatic or Galvanostatic EIS measurement',
      });
    const head = lines.slice(0, segments[0]?.definition ?? 0);
    const meta: { [key: string]: Json } = headerMeta(head.filter((line) => !line.startsWith('<')));
    const { conditions, geometry } = statedConditions(head.filter((line) => /^(Comment|Notes?|Temperature)/i.test(line)));
    const area = Number(meta['Working Electrode Area (cm2)'] ?? NaN);
    if (area > 0 && area !== 1 && Number.isFinite(area)) meta['area'] = area * 1e-4;
    let given = 0;
    let last: unknown;
    for (const [index, { definition, end, closed }] of spectra.entries()) {
      ctx.signal.throwIfAborted();
      if (!closed)
        ctx.warn('eis/truncated', 'the segment has no end: the file is cut short, its last row is left out', `${path}:${definition + 1}`);
      const title = spectra.length === 1 ? fileStem(path) : `${fileStem(path)} segment ${index + 1}`;
      try {
        const rows = headedTable(lines, path, {
          header: definition,
          to: closed ? end : end - 1,
          clean: (name) => name.replace(/^Definition=/, ''),
        });
        checkQuotient(rows, `${path}:${definition + 1}`, ctx);
        const datasets = spectraOfRows({ ...rows, title, conditions, meta: { ...meta, ...geometry }, directCurrentRows: true }, ctx);
        given += datasets.length;
        yield* datasets;
      } catch (error) {
        // A rest or a step in potential among the segments has no spectrum: that is no fault as long as another one has.
        last = error;
        if (spectra.length > 1) ctx.note('eis/segment-skipped', `segment ${index + 1} holds no spectrum`, `${path}:${definition + 1}`);
      }
    }
    if (given === 0) throw last;
  },
});

/** Line indices of each segment's Definition and of its end. */
function segmentsOf(lines: readonly string[]): { definition: number; end: number; closed: boolean }[] {
  const segments: { definition: number; end: number; closed: boolean }[] = [];
  for (let i = 0; i < lines.length; i++) {
    const name = /^\s*<(Segment\d{1,6})>\s*$/.exec((lines[i] as string).slice(0, 100))?.[1];
    if (name === undefined) continue;
    let end = i + 1;
    while (end < lines.length && !(lines[end] as string).trimStart().startsWith('<')) end++;
    const found = lines.slice(i, end).findIndex((line) => line.startsWith('Definition='));
    if (found >= 0) segments.push({ definition: i + found, end, closed: end < lines.length });
    i = end - 1;
  }
  return segments;
}

/** Z = E/I tells a table whose columns are not what they say; more than 1 % off in the middle of the rows is worth a warning. */
function checkQuotient({ names, column, re, im, frequency }: HeadedTable, where: string, ctx: ReadContext): void {
  const indices = ['E Real', 'E Imag', 'I Real', 'I Imag'].map((name) => names.indexOf(name));
  if (indices.includes(-1)) return;
  const [eRe, eIm, iRe, iIm] = indices.map(column) as [number[], number[], number[], number[]];
  const off: number[] = [];
  for (let k = 0; k < frequency.length; k++) {
    const [a, b, c, d] = [eRe[k] as number, eIm[k] as number, iRe[k] as number, iIm[k] as number];
    const square = c * c + d * d;
    const [x, y] = [(a * c + b * d) / square, (b * c - a * d) / square];
    const relative = Math.hypot(x - (re[k] as number), y - (im[k] as number)) / Math.hypot(x, y);
    if ((frequency[k] as number) > 0 && Number.isFinite(relative)) off.push(relative);
  }
  const middle = off.toSorted((a, b) => a - b)[off.length >> 1];
  if (middle !== undefined && middle > 0.01)
    ctx.warn(
      'eis/inconsistent',
      `Z differs from E/I by ${(100 * middle).toPrecision(2)} % (median): one of the columns isn't what it says`,
      where,
    );
}
