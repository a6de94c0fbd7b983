import { defineReader, inputError, type Json, looksLikeText, type Match, type ReadContext, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { cellNumber } from './cell-number.ts';
import { checkRowCount } from './check-row-count.ts';
import { fileStem } from './file-stem.ts';
import { readBytes } from './read-bytes.ts';
import { signEvidence } from './sign-evidence.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import type { SpectrumRows } from './spectrum-rows.ts';

// Format (IviumSoft .idf and .ids; a simulated file in this layout seen): Windows-1252 text with bytes that are no text between. `Title=…` and further `key=value` lines of the method,
// then a line `primary_data`, the number of columns (3), the number of rows n, and n rows `Z' Z'' f`, blanks between; other sections follow. An .ids holds several of these one after
// the other. Other techniques have E, I, t in the same place. Z'' is taken with its true sign unless the course of Z' says otherwise.

const DATA = /^[^\x20-\x7e]*primary_data\s*$/;
const TITLE = /(?:^|[^\x20-\x7e])Title=(.{0,200})/;
/** First lines of the method, long before its title: a list of times stands between. */
const METHOD = /^(Peaks|Corrosion|Levels|ECN|Solarcell)=(true|false)\s*$/;
const MAX_LINE = 4096;

/**
 * Ivium .idf and .ids, one dataset (or more, by sweeps) per measurement of impedance. More rows announced than there are: `eis/row-count`. A sign that the real part contradicts is
 * turned and said (`eis/sign-turned`). Error `eis/no-spectrum`.
 */
export const ivium: Reader<typeof EisSpectrum> = defineReader({
  id: 'ivium',
  title: 'IviumSoft data',
  produces: [EisSpectrum],
  extensions: ['idf', 'ids'],
  options: {},
  sniff({ head }): Match | undefined {
    const lines = linesOf(head);
    const title = lines.find((line) => TITLE.test(line));
    if (lines.some((line) => DATA.test(line)))
      return { confidence: title === undefined ? 'likely' : 'certain', reason: "a line 'primary_data', as in Ivium files" };
    if (lines.filter((line) => METHOD.test(line)).length >= 3)
      return { confidence: 'certain', reason: 'lines Corrosion=, ECN=, Solarcell=, as in Ivium files' };
    // The method stands before the data and may be longer than what is seen here.
    const method = lines.some((line) => /^(Method|Technique)=/.test(line));
    if (title === undefined || !method || looksLikeText(head)) return undefined;
    return { confidence: 'likely', reason: 'bytes mixed with lines Title= and Method= or Technique=, as in Ivium files' };
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const lines = linesOf(await readBytes(source, ctx));
    const starts = lines.flatMap((line, i) => (DATA.test(line) ? [i] : []));
    let given = 0;
    const used = new Set<string>();
    for (const [k, start] of starts.entries()) {
      ctx.signal.throwIfAborted();
      const head = lines.slice(k === 0 ? 0 : starts[k - 1], start);
      const rows = dataRows(lines, start, starts[k + 1] ?? lines.length);
      const technique = head.find((line) => line.startsWith('Method=')) ?? head.find((line) => line.startsWith('Technique='));
      if (!isSpectrum(rows, technique)) {
        ctx.note(
          'eis/other-technique',
          `measurement ${k + 1} is no impedance spectrum${technique === undefined ? '' : ` (${technique.slice(0, 80)})`}`,
          `${path}:${start + 1}`,
        );
        continue;
      }
      if (rows.claimed !== rows.cells.length) checkRowCount(rows.claimed, rows.cells.length, `${path}:${start + 3}`, ctx);
      const name = TITLE.exec(head.findLast((line) => TITLE.test(line)) ?? '')?.[1]?.trim() ?? '';
      const title = used.has(name) ? `${name === '' ? fileStem(path) : name} (measurement ${k + 1})` : name;
      used.add(name);
      const datasets = spectraOfRows(withSign(spectrumRows(rows, path, title, technique), ctx), ctx);
      given += datasets.length;
      yield* datasets;
    }
    if (given === 0)
      throw inputError(
        'eis/no-spectrum',
        starts.length === 0 ? "no line 'primary_data'" : `none of ${starts.length} measurements is an impedance spectrum`,
        {
          where: path,
          fix: 'the file is cut short or holds other techniques: choose the impedance measurement',
        },
      );
  },
});

interface DataRows {
  readonly claimed: number;
  /** Index of the first row. */
  readonly from: number;
  readonly cells: readonly (readonly number[])[];
}

const linesOf = (bytes: Uint8Array): string[] =>
  new TextDecoder('windows-1252')
    .decode(bytes)
    .split(/\r\n|\r|\n/)
    .map((line) => line.slice(0, MAX_LINE));

/** The rows that are there: as many as announced, at most to the next measurement and to the first line that is none. */
function dataRows(lines: readonly string[], start: number, end: number): DataRows {
  const [columns, claimed] = [start + 1, start + 2].map((i) => (/^\s*\d{1,9}\s*$/.test(lines[i] ?? '') ? Number(lines[i]) : NaN)) as [
    number,
    number,
  ];
  const cells: number[][] = [];
  const from = start + 3;
  const last = Math.min(end, from + (Number.isNaN(claimed) ? Infinity : claimed));
  if (columns !== 3) return { claimed, from, cells };
  for (let i = from; i < last; i++) {
    const row = (lines[i] as string).trim().split(/[\s;]+/);
    if (row.length < 3) break;
    cells.push(row.slice(0, 3).map((cell) => cellNumber(cell, true)));
  }
  return { claimed, from, cells };
}

/** By what the method says, else by a third column that is positive and spans a factor of two, as frequencies do and times from 0 don't. */
function isSpectrum({ cells }: DataRows, technique: string | undefined): boolean {
  if (cells.length === 0) return false;
  if (technique !== undefined && technique.startsWith('Method=')) return /imp|eis|freq/i.test(technique);
  const f = cells.map((row) => row[2] as number).filter((value) => value > 0 && Number.isFinite(value));
  return (
    f.length >= 0.8 * cells.length &&
    (cells.length < 3 || f.reduce((a, b) => Math.max(a, b), 0) > 2 * f.reduce((a, b) => Math.min(a, b), Infinity))
  );
}

function spectrumRows({ cells, from }: DataRows, path: string, title: string, technique: string | undefined): SpectrumRows {
  const column = (index: number): number[] => cells.map((row) => row[index] as number);
  const meta: { [key: string]: Json } = {
    ...(title === '' ? {} : { title }),
    ...(technique === undefined ? {} : { technique: technique.slice(0, 200) }),
  };
  return {
    path,
    title: title === '' ? fileStem(path) : title,
    frequency: column(2),
    re: column(0),
    im: column(1),
    lines: cells.map((_, i) => from + i + 1),
    meta,
  };
}

function withSign(rows: SpectrumRows, ctx: ReadContext): SpectrumRows {
  const usable = rows.frequency.flatMap((f, i) =>
    f > 0 && Number.isFinite(f) && Number.isFinite(rows.re[i]) && Number.isFinite(rows.im[i]) ? [i] : [],
  );
  const pick = (values: readonly number[]): number[] => usable.map((i) => values[i] as number);
  if (signEvidence(pick(rows.frequency), pick(rows.re), pick(rows.im)) > -0.7) return rows;
  ctx.warn('eis/sign-turned', "the second column holds -Z'' by the course of Z': its sign is turned", `${rows.path}:${rows.lines[0] ?? 0}`);
  return { ...rows, im: rows.im.map((value) => -value) };
}
