import { isIonwalkError, type Reader } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { expect } from 'vitest';
import { readWith } from './read-bytes.ts';

/** What a promise about damaged files is made of: finite numbers with frequencies above zero, or an error of ours with a fix. Gives the processor time it took [ms]: on a busy machine a clock measures the other processes. */
export async function expectSound(reader: Reader, bytes: Uint8Array<ArrayBuffer>): Promise<number> {
  const begun = process.threadCpuUsage();
  reader.sniff({ path: 'x', size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] });
  try {
    const { datasets } = await readWith(reader, 'x', bytes);
    for (const { variables, size, conditions } of datasets) {
      const { frequency, re, im } = variables;
      if (!frequency.values.every((f) => f > 0 && Number.isFinite(f))) throw new Error('a frequency that is none');
      if (!re.values.every(Number.isFinite) || !im.values.every(Number.isFinite)) throw new Error('an impedance that is none');
      if (![frequency, re, im].every(({ values }) => values.length === size['frequency'] && values.length > 0))
        throw new Error('lengths differ');
      const T = conditions.temperature;
      if (T !== undefined && !(T > 0 && Number.isFinite(T))) throw new Error(`a temperature of ${T} K`);
    }
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    expect(error.kind).toBe('input');
    expect(error.fix).not.toBe('');
  }
  const { user, system } = process.threadCpuUsage(begun);
  return (user + system) / 1e3;
}

const WORDS = ['NaN', '1e999', '-1', '0', '', '999999999', '\t', ',', ';', '\n', '-Infinity', '0x10', '1,5', '<', '"', '{', ']', '\u0000'];

/** One to four changes: bytes, ranges cut, doubled or moved, the end cut off, telling words put in, lengths set to their largest. */
export function damage(bytes: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  const below = (n: number): number => Math.floor(random.uniform() * n);
  let out = bytes.slice();
  const changes = 1 + below(4);
  for (let k = 0; k < changes; k++) {
    if (out.length === 0) break;
    const at = below(out.length);
    const length = 1 + below(Math.min(200, out.length));
    switch (below(7)) {
      case 0:
        out[at] = below(256);
        break;
      case 1:
        out[at] = (out[at] as number) ^ (1 << below(8));
        break;
      case 2:
        out = splice(out, at, length, new Uint8Array());
        break;
      case 3:
        out = splice(out, at, 0, out.slice(below(out.length)).slice(0, length));
        break;
      case 4:
        // Seldom: most of the file is to be read.
        if (below(4) === 0) out = out.slice(0, at);
        break;
      case 5:
        out = splice(out, at, below(3), new TextEncoder().encode(WORDS[below(WORDS.length)]));
        break;
      default:
        out = splice(
          out,
          at,
          4,
          [Uint8Array.of(255, 255, 255, 255), Uint8Array.of(127, 255, 255, 255), Uint8Array.of(0, 0, 0, 0)][below(3)] as Uint8Array,
        );
    }
  }
  return out;
}

function splice(bytes: Uint8Array, at: number, remove: number, insert: Uint8Array): Uint8Array<ArrayBuffer> {
  const tail = bytes.subarray(Math.min(bytes.length, at + remove));
  const out = new Uint8Array(at + insert.length + tail.length);
  out.set(bytes.subarray(0, at));
  out.set(insert, at);
  out.set(tail, at + insert.length);
  return out;
}
