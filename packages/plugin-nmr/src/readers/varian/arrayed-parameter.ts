import { inputError, type Json, type ReadContext } from '@ionwalk/core';
import { gradientMeta } from './gradient-meta.ts';
import type { Procpar, ProcparEntry } from './procpar.ts';

export interface ArrayedParameter {
  /** Value per row in SI. */
  readonly step: Float64Array;
  /** `arrayName`, `arrayUnit`; for gradients how they encode. */
  readonly meta: { readonly [key: string]: Json };
}

const MAX_ROWS = 1_000_000;
const [DELAY, FREQUENCY, PULSE] = [3, 5, 6];

/**
 * What `array` names, as one value per row: `gzlvl1` in T/m, delays and pulses in s, frequencies in Hz, temperatures in K. Of several arrays the last
 * varies fastest; names in brackets vary together. A gradient is preferred to other arrays; the others are said (`nmr/arrays`).
 * @param rows – what the file holds; undefined: as many as the arrays make
 * @throws nmr/procpar – `array` is unbalanced or names a parameter that isn't there
 */
export function arrayedParameter(procpar: Procpar, rows: number | undefined, ctx: ReadContext): ArrayedParameter {
  const groups = namesOf(procpar);
  const lengths = groups.map((names) => lengthOf(names, procpar));
  const total = lengths.reduce((product, length) => product * length, 1);
  const count = rows ?? (Number.isFinite(total) ? Math.min(total, MAX_ROWS) : MAX_ROWS);
  const all = groups.flat();
  const chosen = all.find((name) => /^gz(lvl)?\d*$/i.test(name)) ?? all.at(-1);
  const entry = chosen === undefined ? undefined : procpar.entry(chosen);
  if (chosen === undefined || !entry || entry.values.some((value) => typeof value !== 'number')) {
    if (count > 1) ctx.warn('nmr/list-missing', 'no arrayed number says what was stepped from row to row: step is the number of the row');
    return { step: Float64Array.from({ length: count }, (_, i) => i), meta: { arrayName: chosen ?? 'row', arrayUnit: '1' } };
  }
  if (groups.length > 1)
    ctx.warn(
      'nmr/arrays',
      `${all.slice(0, 6).join(', ')} are arrayed: step is ${chosen}, the last name varies fastest`,
      procpar.where('array'),
    );
  const at = groups.findIndex((names) => names.includes(chosen));
  const inner = lengths.slice(at + 1).reduce((product, length) => product * length, 1);
  if (total < count)
    ctx.warn(
      'nmr/list-length',
      `${chosen} has ${entry.values.length} values, ${count} rows follow: it wraps around`,
      procpar.where(chosen),
    );
  const { factor, offset, unit, meta } = unitOf(chosen, entry, procpar, ctx);
  const values = entry.values as readonly number[];
  const step = Float64Array.from(
    { length: count },
    (_, row) => (values[Math.floor(row / inner) % values.length] as number) * factor + offset,
  );
  if (step.some((value) => !Number.isFinite(value))) {
    throw inputError('nmr/list-entry', `a value of ${chosen} is not a finite number`, {
      where: procpar.where(chosen),
      fix: 'procpar is damaged: copy it again from the spectrometer',
    });
  }
  return { step, meta: { arrayName: chosen, arrayUnit: unit, ...meta(step) } };
}

/** `a,(b,c)` is [[a], [b, c]]. */
function namesOf(procpar: Procpar): string[][] {
  const text = (procpar.text('array') ?? '').replace(/\s/g, '');
  if (text === '') return [];
  if (text.length > 4096 || !/^(\w+|\(\w+(,\w+)*\))(,(\w+|\(\w+(,\w+)*\)))*$/.test(text)) {
    throw inputError('nmr/procpar', `array is '${text.slice(0, 40)}', no list of parameters`, {
      where: procpar.where('array'),
      fix: 'procpar is damaged: copy it again from the spectrometer',
    });
  }
  return (text.match(/\([^)]*\)|\w+/g) ?? []).map((group) => group.replace(/[()]/g, '').split(','));
}

function lengthOf(names: readonly string[], procpar: Procpar): number {
  let length = 0;
  for (const name of names) {
    const values = procpar.entry(name)?.values.length ?? 0;
    if (values === 0) {
      throw inputError('nmr/procpar', `array names ${name.slice(0, 40)}, which has no value`, {
        where: procpar.where('array'),
        fix: 'procpar is damaged: copy it again from the spectrometer',
      });
    }
    length = Math.max(length, values);
  }
  return length;
}

interface StepUnit {
  readonly factor: number;
  readonly offset: number;
  readonly unit: string;
  readonly meta: (step: Float64Array) => { readonly [key: string]: Json };
}

function unitOf(name: string, entry: ProcparEntry, procpar: Procpar, ctx: ReadContext): StepUnit {
  const plain = (unit: string, factor = 1, offset = 0): StepUnit => ({ factor, offset, unit, meta: () => ({}) });
  if (/^gz(lvl)?\d*$/i.test(name)) {
    const gauss = procpar.number('DAC_to_G') ?? procpar.number('gcal');
    if (gauss !== undefined && gauss > 0)
      return { factor: gauss / 100, offset: 0, unit: 'T/m', meta: (step) => gradientMeta(procpar, step) };
    ctx.warn('nmr/gradient-calibration', `no DAC_to_G says what ${name} is in T/m: step is in DAC units`, procpar.where(name));
    return plain('1');
  }
  if (name === 'temp') return plain('K', 1, 273.15);
  if (entry.subtype === DELAY) return plain('s');
  if (entry.subtype === PULSE) return plain('s', 1e-6);
  return plain(entry.subtype === FREQUENCY ? 'Hz' : '1');
}
