import type { Carrier, Direction, DiffusionRecord } from '../../api/record.ts';
import { isFields, isNumber, readUncertainty, show, type Fail, type Fields } from './record-fields.ts';

const COUNTS = ['all', 'mobile', 'vacancy', 'unknown'];

/** Ion of a record; z is 1 where it is not stated. */
export function readIon(ion: unknown, fail: Fail): DiffusionRecord['ion'] {
  if (ion === undefined || ion === null) return null;
  const fix = 'give {"element":"Li","isotope":7,"z":1}; isotope may be left out';
  if (!isFields(ion) || typeof ion['element'] !== 'string' || ion['element'] === '') throw fail('record/ion', `ion is ${show(ion)}`, fix);
  const z = ion['z'] ?? 1;
  const isotope = ion['isotope'] ?? null;
  if (!isNumber(z) || !Number.isInteger(z) || z === 0) throw fail('record/ion', `charge number of ${ion['element']} is ${show(z)}`, fix);
  if (isotope !== null && !(isNumber(isotope) && Number.isInteger(isotope) && isotope > 0))
    throw fail('record/ion', `isotope is ${show(isotope)}`, fix);
  return { element: ion['element'], isotope, z };
}

/** Sample of a record; only its id is needed. */
export function readSample(sample: unknown, fail: Fail): DiffusionRecord['sample'] {
  if (sample === undefined || sample === null) return null;
  const fix = 'give {"id":"A1","formula":"Li0.29La0.57TiO3","cell":{"a":3.87e-10}}; only id is needed';
  if (!isFields(sample) || typeof sample['id'] !== 'string' || sample['id'] === '')
    throw fail('record/sample', `sample is ${show(sample)}`, fix);
  if (sample['formula'] !== undefined && sample['formula'] !== null && typeof sample['formula'] !== 'string')
    throw fail('record/sample', `formula is ${show(sample['formula'])}`, fix);
  if (sample['cell'] !== undefined && sample['cell'] !== null) {
    const cell = sample['cell'];
    const numbers = isFields(cell) && Object.values(cell).every((value) => value === null || value === undefined || isNumber(value));
    if (!numbers || !('a' in (cell as object) || 'volume' in (cell as object))) {
      throw fail(
        'carrier/cell',
        `cell is ${show(cell)}`,
        'give {"a","b","c" in m,"alpha","beta","gamma" in degrees,"Z"} or {"volume" in m3,"Z"}',
      );
    }
  }
  const entries = Object.entries(sample).filter(([, value]) => value !== null && value !== undefined);
  const filled = entries.map(([key, value]) => [key, key === 'cell' ? withoutNulls(value as Fields) : value] as const);
  return Object.fromEntries(filled) as unknown as DiffusionRecord['sample'];
}

const withoutNulls = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));

/** Direction of a record, its tensor in SI. */
export function readDirection(direction: unknown, toSi: (value: number) => number, fail: Fail): Direction {
  if (direction === undefined || direction === null) return null;
  const fix = 'give null, {"type":"mean","tensor":[Da,Db,Dc]} or {"type":"axis","axis":"c"}';
  if (!isFields(direction)) throw fail('record/direction', `direction is ${show(direction)}`, fix);
  const { type, axis, tensor, d } = direction;
  if (type === 'axis' && typeof axis === 'string' && axis !== '') return { type, axis };
  if (type !== 'mean') throw fail('record/direction', `direction is ${show(direction)}`, fix);
  const dimension: { readonly d?: 1 | 2 | 3 } = d === 1 || d === 2 || d === 3 ? { d } : {};
  if (tensor === undefined || tensor === null) return { type, ...dimension, ...(tensor === null ? { tensor } : {}) };
  if (!Array.isArray(tensor) || tensor.length !== 3 || !tensor.every((value) => isNumber(value) && value >= 0))
    throw fail('record/direction', `tensor is ${show(tensor)}`, fix);
  const [a, b, c] = tensor as [number, number, number];
  return { type, ...dimension, tensor: [toSi(a), toSi(b), toSi(c)] };
}

/** Carrier density; a count that is not stated is unknown. */
export function readCarrier(carrier: unknown, fail: Fail): Carrier | null {
  if (carrier === undefined || carrier === null) return null;
  const fix = 'give {"c" in 1/m3,"u" of ln c,"count":"all|mobile|vacancy|unknown","how"}';
  if (!isFields(carrier) || !isNumber(carrier['c']) || !(carrier['c'] > 0))
    throw fail('record/carrier', `carrier is ${show(carrier)}`, fix);
  const count = carrier['count'] ?? 'unknown';
  if (typeof count !== 'string' || !COUNTS.includes(count)) throw fail('record/carrier', `carrier count is ${show(count)}`, fix);
  const tag = carrier['tag'];
  return {
    c: carrier['c'],
    u: readUncertainty('u of carrier', carrier['u'], fail) ?? 0,
    count: count as Carrier['count'],
    how: typeof carrier['how'] === 'string' ? carrier['how'] : 'stated',
    ...(typeof tag === 'string' && tag !== '' ? { tag } : {}),
  };
}
