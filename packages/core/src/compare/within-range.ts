import type { DiffusionRecord } from '../api/record.ts';
import { inputError } from '../errors.ts';

const LIMITS = {
  value: [1e-100, 1e100],
  T: [1e-3, 1e6],
  /** A factor e^100 is no knowledge at all. */
  u: 100,
  uT: 1e6,
  carrier: [1, 1e60],
} as const;

/**
 * Refuses numbers no measurement gives and no arithmetic survives (their squares overflow): the record is damaged or in another unit.
 * @throws record/value, record/temperature, record/uncertainty, record/carrier
 */
export function requireWithinRange(record: DiffusionRecord, where: string): void {
  const { value, T, u, effects, carrier } = record;
  const refuse = (code: string, message: string): never => {
    throw inputError(code, message, { where, fix: 'correct the number or its unit; the record may be damaged' });
  };
  const inside = (number: number, [least, most]: readonly [number, number]): boolean => number >= least && number <= most;
  if (!inside(value, LIMITS.value)) refuse('record/value', `value is ${value} ${record.unit}, beyond any measurement`);
  if (T !== null && !inside(T, LIMITS.T)) refuse('record/temperature', `T is ${T} K, beyond any measurement`);
  if (u !== null && !inside(u, [0, LIMITS.u])) refuse('record/uncertainty', `u of ln(value) is ${u}, no knowledge at all`);
  if (!(Math.abs(record.u_T ?? 0) <= LIMITS.uT)) refuse('record/uncertainty', `u_T is ${record.u_T} K, beyond any measurement`);
  for (const { tag, u: size = 0, from } of effects) {
    if (!(Math.abs(size) <= LIMITS.u)) refuse('record/uncertainty', `u of effect '${tag}' is ${size}, no knowledge at all`);
    if (from && !(Math.abs(from.u_T) <= LIMITS.uT))
      refuse('record/uncertainty', `u_T of effect '${tag}' is ${from.u_T} K, beyond any measurement`);
  }
  if (carrier && !inside(carrier.c, LIMITS.carrier)) refuse('record/carrier', `carrier density is ${carrier.c} m-3, beyond any substance`);
  if (carrier && !inside(carrier.u, [0, LIMITS.u]))
    refuse('record/uncertainty', `u of the carrier density is ${carrier.u}, no knowledge at all`);
}
