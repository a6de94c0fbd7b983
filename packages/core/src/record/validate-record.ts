import { inputError, type IonwalkError } from '../errors.ts';
import type { DiffusionRecord } from '../api/record.ts';
import { sameDimension } from '../units/convert-unit.ts';
import { recordId } from './record-id.ts';

const REGIONS = ['bulk', 'gb', 'total', 'effective', 'local'];

/**
 * Throws unless a record keeps the promises of `ionwalk/diffusion-record/1`: a positive finite value in a known unit, T > 0 or null,
 * uncertainties not negative, effects with a tag, and, where it has an id, the id of its content.
 * @throws record/schema, record/kind, record/value, record/unit, record/temperature, record/uncertainty, record/effect, record/id
 */
export function validateRecord(record: DiffusionRecord, where?: string): void {
  const fail = (code: string, message: string, fix: string): IonwalkError =>
    inputError(code, message, where === undefined ? { fix } : { where, fix });
  if (record.schema !== 'ionwalk/diffusion-record/1') {
    throw fail(
      'record/schema',
      `schema is '${String(record.schema)}'`,
      'this version reads ionwalk/diffusion-record/1; update Ionwalk or export the records again',
    );
  }
  if (typeof record.kind !== 'string' || record.kind === '')
    throw fail('record/kind', `kind is '${record.kind}'`, 'give a kind such as D_NMR');
  if (record.region !== null && !REGIONS.includes(record.region)) {
    throw fail('record/kind', `region is '${record.region}'`, `use one of ${REGIONS.join(', ')} or null`);
  }
  if (!(record.value > 0) || !Number.isFinite(record.value)) {
    throw fail(
      'record/value',
      `value is ${record.value}, not a positive number`,
      'a diffusion coefficient is positive: give a bound instead of zero or less',
    );
  }
  const expected = unitOf(record.kind);
  if (expected !== undefined && !sameDimension(record.unit, expected)) {
    throw fail('record/unit', `unit of ${record.kind} is '${record.unit}'`, `give it in ${expected}`);
  }
  if (record.T !== null && !(record.T > 0 && Number.isFinite(record.T)))
    throw fail('record/temperature', `T is ${record.T} K`, 'give the temperature in kelvin');
  if (record.u !== null && !(record.u >= 0 && Number.isFinite(record.u))) {
    throw fail('record/uncertainty', `u is ${record.u}`, 'u is the standard uncertainty of ln(value): not negative, or null for unknown');
  }
  for (const effect of record.effects) {
    if (!effect.tag || (effect.u === undefined && effect.from === undefined)) {
      throw fail('record/effect', `effect '${effect.tag}' has neither u nor from`, 'give {"tag","u"} or {"tag","from":{"u_T","unit":"K"}}');
    }
  }
  if (record.id !== recordId(record))
    throw fail('record/id', `id ${record.id} is not that of the content`, 'the record was edited: remove the id to have it computed anew');
}

function unitOf(kind: string): string | undefined {
  if (kind === 'sigma') return 'S/m';
  if (kind === 'H_R') return '1';
  return kind.startsWith('D_') ? 'm2/s' : undefined;
}
