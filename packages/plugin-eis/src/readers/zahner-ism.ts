import { ByteCursor, defineReader, inputError, type Json, type Match, type ReadContext, type Reader } from '@ionwalk/core';
import { EisSpectrum } from '../kinds.ts';
import { fileStem } from './file-stem.ts';
import { readBytes } from './read-bytes.ts';
import { spectraOfRows } from './spectra-of-rows.ts';
import { kelvin } from './stated-conditions.ts';
import { validSweep } from './valid-sweep.ts';

// Format (Thales, big-endian; rc-data.ism, li-ion-battery.ism, *_mvdc.ism, eis_planar_mess.ism seen): 6 bytes version (0000 then ffffffff or fffffffe), 6 bytes n − 1, n f8 frequency,
// n f8 |Z|, n f8 phase [rad], n f8 time, n i16 significance (0…1000), twelve strings, each with an i16 length before it (date, system, voltage, current, temperature, time window,
// five comments, area) whose small and capital letters are exchanged, then f8 settings. A sweep that starts in the middle, runs up and then down is stored whole: the spectrum is the part
// between the highest and the lowest frequency.

const HEAD = 12;
const PER_POINT = 34;
const STRINGS = [
  'date',
  'system',
  'voltage',
  'current',
  'temperature',
  'timeWindow',
  'comment1',
  'comment2',
  'comment3',
  'comment4',
  'comment5',
  'area',
];

/**
 * Zahner Thales .ism: polar values, only the points between lowest and highest frequency (`eis/start-sweep`, severity info). Temperature from its string.
 * Errors `file/truncated` when n points don't fit into the file, `eis/no-spectrum`.
 */
export const zahnerIsm: Reader<typeof EisSpectrum> = defineReader({
  id: 'zahner-ism',
  title: 'Zahner Thales impedance',
  produces: [EisSpectrum],
  extensions: ['ism'],
  options: {},
  sniff({ head, size }): Match | undefined {
    if (!isIsm(head) || head.length < HEAD + 8) return undefined;
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const count = view.getUint32(8) + 1;
    const first = view.getFloat64(HEAD);
    if (!(first > 1e-9 && first < 1e12)) return undefined;
    const whole = HEAD + PER_POINT * count <= size;
    return {
      confidence: whole ? 'certain' : 'likely',
      reason: `the first bytes of a Zahner file with ${count} points${whole ? '' : ', but it is too short for them'}`,
    };
  },
  async *read(source, _options, ctx) {
    const path = source.main.path;
    const cursor = new ByteCursor(await readBytes(source, ctx), path, false);
    if (!isIsm(cursor.bytes))
      throw inputError('eis/no-spectrum', "the first bytes aren't those of a Zahner .ism", {
        where: `${path}: byte 0`,
        fix: 'copy the .ism from the instrument again; lists exported as text are read as what they are',
      });
    const count = cursor.seek(8).uint32() + 1;
    cursor.require(count, 24);
    const column = (): number[] => Array.from({ length: count }, () => cursor.float64());
    const [frequency, modulus, phase] = [column(), column(), column()];
    const { start, end } = validSweep(frequency);
    if (end - start < count)
      ctx.note(
        'eis/start-sweep',
        `${count - (end - start)} of ${count} points lie outside of the sweep between the lowest and the highest frequency and are left out`,
        `${path}: point 1`,
      );
    const index = Array.from({ length: end - start }, (_, i) => start + i);
    const { meta, temperature } = trailer(cursor, count, ctx);
    yield* spectraOfRows(
      {
        path,
        title: fileStem(path),
        frequency: index.map((i) => frequency[i] as number),
        re: index.map((i) => (modulus[i] as number) * Math.cos(phase[i] as number)),
        im: index.map((i) => (modulus[i] as number) * Math.sin(phase[i] as number)),
        lines: index.map((i) => i + 1),
        counted: 'point',
        conditions: temperature === undefined ? {} : { temperature },
        meta,
      },
      ctx,
    );
  },
});

/** Version −1 or −2 in the low 32 bits, and a number of points that leaves the upper 16 bits of its field empty. */
function isIsm(head: Uint8Array): boolean {
  const sign = head[0] === 0xff ? 0xff : 0;
  const version = head[5] === 0xff || head[5] === 0xfe;
  return (
    head.length >= HEAD &&
    head[0] === sign &&
    head[1] === sign &&
    head[2] === 0xff &&
    head[3] === 0xff &&
    head[4] === 0xff &&
    version &&
    head[6] === 0 &&
    head[7] === 0
  );
}

/** Strings behind the points. What is missing there does no harm to the spectrum. */
function trailer(cursor: ByteCursor, count: number, ctx: ReadContext): { meta: { [key: string]: Json }; temperature: number | undefined } {
  const meta: { [key: string]: Json } = {};
  if (cursor.remaining < 10 * count) {
    ctx.warn(
      'eis/truncated',
      'the file ends within times and significances: the impedance is whole, the header strings are lost',
      `${cursor.path}: byte ${cursor.length}`,
    );
    return { meta, temperature: undefined };
  }
  cursor.skip(10 * count);
  for (const name of STRINGS) {
    if (cursor.remaining < 2) break;
    const length = cursor.int16();
    if (length < 0 || length > cursor.remaining) break;
    const text = swapCase(cursor.text(length).trim());
    if (text !== '') meta[name] = text.slice(0, 400);
  }
  const temperature = statedTemperature(typeof meta['temperature'] === 'string' ? meta['temperature'] : '', cursor.path, ctx);
  const area = typeof meta['area'] === 'string' ? /^(\d{1,9}(?:[.,]\d{1,9})?)\s*(cm|mm|m)\s*\^?[2²]/i.exec(meta['area']) : null;
  delete meta['area'];
  const value = area
    ? Number((area[1] as string).replace(',', '.')) * ({ cm: 1e-4, mm: 1e-6, m: 1 }[(area[2] as string).toLowerCase()] as number)
    : NaN;
  if (value > 0) meta['area'] = value;
  return { meta, temperature };
}

/** `23.8+-0.1C`. A value within 1 degC of zero is an input without a sensor far more often than ice. */
function statedTemperature(text: string, path: string, ctx: ReadContext): number | undefined {
  const stated = /^([+-]?\d{1,4}(?:[.,]\d{1,6})?)\s*(?:\+-[\d.,]{1,9})?\s*(?:°|deg)?\s*([CK])/i.exec(text);
  if (!stated) return undefined;
  const value = Number((stated[1] as string).replace(',', '.'));
  const unit = (stated[2] as string).toUpperCase();
  if (unit === 'C' && Math.abs(value) < 1) {
    ctx.note('eis/temperature-doubtful', `the temperature '${text}' looks like an input without a sensor and isn't taken`, path);
    return undefined;
  }
  return kelvin(value, unit);
}

const swapCase = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()));
