import { decodeText, defineReader, inputError, type Json, looksLikeText, type Match, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { readText } from './read-text.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { unitScale } from './unit-scale.ts';

// Format (PSTrace 5.11 seen: eis_5freq.pssession): UTF-16LE JSON with a byte order mark at both ends. `Measurements[].DataSet.Values[]` are the columns: `Unit.Type` ends in `.Hertz`, `.ZRe`,
// `.ZIm`, the numbers are `DataValues[].V`. ZIm holds -Z'' (`Unit.Q` says so). Older files have all keys in lower case. Other measurements (CV, DPV) have no ZRe. Several scans stand in
// one column, one after the other.

const MARK = /"type"\s*:\s*"PalmSens\.[^"]{0,80}SessionFile"/i;

/** PalmSens PSTrace session: every measurement with a frequency and ZRe, ZIm; -Z'' changes sign. Errors `eis/json` (cut short), `eis/no-spectrum`. */
export const palmsensPssession: Reader<typeof EisSpectrum> = defineReader({
  id: 'palmsens-pssession',
  title: 'PalmSens session',
  produces: [EisSpectrum],
  extensions: ['pssession'],
  options: {},
  sniff({ head }): Match | undefined {
    if (!looksLikeText(head)) return undefined;
    const text = decodeText(head);
    if (!/^\s*\{/.test(text.replace(/^\uFEFF/, ''))) return undefined;
    if (MARK.test(text)) return { confidence: 'certain', reason: 'JSON of the type PalmSens…SessionFile' };
    return /"PalmSens\./i.test(text) && /"measurements"/i.test(text)
      ? { confidence: 'certain', reason: 'JSON with PalmSens measurements' }
      : undefined;
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const session = parseJson((await readText(source, ctx)).replaceAll('\uFEFF', ''), path);
    const measurements = listOf(property(session, 'measurements'));
    let given = 0;
    for (const [index, measurement] of measurements.entries()) {
      ctx.signal.throwIfAborted();
      const columns = listOf(property(property(measurement, 'dataset'), 'values'));
      const [frequency, re, im] = ['.hertz', '.zre', '.zim'].map((ending) => columnOf(columns, ending));
      if (!frequency || !re || !im) continue;
      const where = `${path}: measurement ${index + 1}`;
      const length = Math.min(frequency.length, re.length, im.length);
      if (frequency.length !== length || re.length !== length || im.length !== length)
        ctx.warn(
          'eis/row-count',
          `columns of ${frequency.length}, ${re.length} and ${im.length} values: the first ${length} of each are read`,
          where,
        );
      const name = textOf(property(measurement, 'title'));
      const title = name === '' ? fileStem(path) : name;
      const datasets = spectraOfRows(
        {
          path,
          title: measurements.length === 1 ? title : `${title} (measurement ${index + 1})`,
          frequency: frequency.slice(0, length),
          re: re.slice(0, length),
          im: im.slice(0, length).map((value) => -value),
          lines: Array.from({ length }, (_, i) => i + 1),
          counted: 'point',
          meta: metaOf(measurement),
        },
        ctx,
      );
      given += datasets.length;
      yield* datasets;
    }
    if (given === 0)
      throw inputError('eis/no-spectrum', `none of ${measurements.length} measurements has the columns Hertz, ZRe and ZIm`, {
        where: path,
        fix: 'choose a session with an impedance measurement',
      });
  },
});

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw inputError('eis/json', 'the session is no whole JSON document', {
      where: path,
      fix: 'the file is cut short or was changed: copy it again or save the session again in PSTrace',
      cause,
    });
  }
}

/** Own property whatever the case of its name: older files have small letters. */
function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([key]) => key.toLowerCase() === name)?.[1];
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim().slice(0, 400) : '');

/** The numbers of the first column whose unit is of this type, in SI; NaN where there is none. */
function columnOf(columns: readonly unknown[], ending: string): number[] | undefined {
  const column = columns.find((entry) =>
    textOf(property(property(entry, 'unit'), 'type'))
      .toLowerCase()
      .endsWith(ending),
  );
  if (column === undefined) return undefined;
  const scale = unitScale(textOf(property(property(column, 'unit'), 's')));
  return listOf(property(column, 'datavalues')).map((entry) => {
    const value = property(entry, 'v');
    return typeof value === 'number' ? value * scale : NaN;
  });
}

function metaOf(measurement: unknown): { [key: string]: Json } {
  const meta: { [key: string]: Json } = {};
  for (const key of ['Title', 'DeviceSerial', 'DeviceFW', 'Type']) {
    const text = textOf(property(measurement, key.toLowerCase()));
    if (text !== '') meta[key] = text;
  }
  return meta;
}
