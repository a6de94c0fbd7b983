import type { DiffusionRecord, Effect, Region } from '../../api/record.ts';
import { inputError } from '../../errors.ts';
import { recordId } from '../../record/record-id.ts';
import { requireWithinRange } from '../within-range.ts';
import { quantilesOfDraws } from './quantiles-of-draws.ts';
import { isFields, isNumber, readUncertainty, show, type Fail } from './record-fields.ts';
import { readCarrier, readDirection, readIon, readSample } from './record-subject.ts';

const SCHEMA = 'ionwalk/diffusion-record/1';
// A divisor where that is the whole number: 2e-8/1e4 is 2e-12 to the last bit, 2e-8 · 1e-4 is not.
const UNITS: Record<string, { readonly si: string; readonly toSi: (value: number) => number }> = {
  'm2/s': { si: 'm2/s', toSi: (value) => value },
  'cm2/s': { si: 'm2/s', toSi: (value) => value / 1e4 },
  'S/m': { si: 'S/m', toSi: (value) => value },
  'S/cm': { si: 'S/m', toSi: (value) => value * 100 },
};
/** Fewer leave the outer quantiles to chance. */
const LEAST_DRAWS = 100;
const REGIONS = ['bulk', 'gb', 'total', 'effective', 'local'];

/**
 * One record of the schema from what a file holds: checked, in SI (m2/s, S/m), with null where it says nothing.
 * A missing id is that of the completed record.
 */
export function readRecord(raw: unknown, where: string): DiffusionRecord {
  const fail: Fail = (code, message, fix) => inputError(code, message, { where, fix });
  if (!isFields(raw)) throw fail('record/json', `a record is an object, got ${show(raw)}`, 'give {"kind","value","unit","T", …}');
  if (raw['schema'] !== undefined && raw['schema'] !== null && raw['schema'] !== SCHEMA) {
    throw fail(
      'record/schema',
      `schema is ${show(raw['schema'])}`,
      `this version reads ${SCHEMA}; update Ionwalk or export the records again`,
    );
  }
  const kind = raw['kind'];
  if (typeof kind !== 'string' || kind === '')
    throw fail('record/kind', `kind is ${show(kind)}`, 'give a kind such as sigma, D_sigma, D_NMR, D_tracer');
  const { unit, toSi } = readUnit(kind, raw['unit'], fail);
  const draws = readDraws(raw['draws'], fail);
  const stated = raw['value'] ?? draws?.[2];
  if (!isNumber(stated) || !(stated > 0)) {
    throw fail(
      'record/value',
      `value is ${show(stated)}, not a positive finite number`,
      'a coefficient is positive: give its limit with "bound" instead of zero or less',
    );
  }
  const T = raw['T'];
  if (!isNumber(T) || !(T > 0))
    throw fail('record/temperature', `T is ${show(T)}`, 'give the temperature in kelvin, above 0 (in CSV also in degC by T_unit)');
  const bound = raw['bound'] ?? null;
  if (bound !== null && bound !== 'upper' && bound !== 'lower')
    throw fail('record/bound', `bound is ${show(bound)}`, 'write "upper", "lower" or null');
  const quantiles = readQuantiles(raw['quantiles'] ?? draws, toSi, fail);
  const source = readSource(raw['source'], fail);
  const uT = readUncertainty('u_T', raw['u_T'], fail);
  const { draws: _, u_T: __, ...members } = raw;
  const record: Omit<DiffusionRecord, 'id'> = {
    ...(members as object),
    schema: SCHEMA,
    kind,
    region: readRegion(raw['region'], fail),
    value: toSi(stated),
    unit,
    ...(bound === null ? {} : { bound }),
    u: readUncertainty('u', raw['u'], fail),
    nu: readUncertainty('nu', raw['nu'], fail),
    ...(quantiles === undefined ? {} : { quantiles }),
    effects: readEffects(raw['effects'], fail),
    T,
    ...(uT === null || uT === 0 ? {} : { u_T: uT }),
    ion: readIon(raw['ion'], fail),
    sample: readSample(raw['sample'], fail),
    direction: readDirection(raw['direction'], toSi, fail),
    carrier: readCarrier(raw['carrier'], fail),
    model: readModel(raw['model']),
    inputs: Array.isArray(raw['inputs']) ? (raw['inputs'] as DiffusionRecord['inputs']) : [],
    parents: Array.isArray(raw['parents']) ? raw['parents'].filter((parent) => typeof parent === 'string') : [],
    ...(source === undefined ? {} : { source }),
    software: isFields(raw['software']) ? (raw['software'] as DiffusionRecord['software']) : { name: 'ionwalk', version: '', plugin: '' },
  };
  const id = raw['id'];
  if (id !== undefined && id !== null && (typeof id !== 'string' || id === ''))
    throw fail('record/id', `id is ${show(id)}`, 'give a text, or leave it out');
  const complete = { ...record, id: typeof id === 'string' ? id : recordId(record) };
  requireWithinRange(complete, where);
  return complete;
}

function readUnit(kind: string, unit: unknown, fail: Fail): { unit: string; toSi: (value: number) => number } {
  if (kind === 'H_R' && (unit === '1' || unit === undefined || unit === null)) return { unit: '1', toSi: (value) => value };
  const known = typeof unit === 'string' ? UNITS[unit] : undefined;
  const expected = kind === 'sigma' ? 'S/m' : 'm2/s';
  if (known === undefined || known.si !== expected) {
    throw fail(
      'record/unit',
      `unit of ${kind} is ${show(unit)}`,
      kind === 'sigma' ? 'give a conductivity in S/m or S/cm' : 'give a diffusion coefficient in m2/s or cm2/s',
    );
  }
  return { unit: known.si, toSi: known.toSi };
}

function readRegion(region: unknown, fail: Fail): Region | null {
  if (region === undefined || region === null) return null;
  if (typeof region !== 'string' || !REGIONS.includes(region))
    throw fail('record/region', `region is ${show(region)}`, `use one of ${REGIONS.join(', ')}, or null`);
  return region as Region;
}

function readQuantiles(values: unknown, toSi: (value: number) => number, fail: Fail): number[] | undefined {
  if (values === undefined || values === null) return undefined;
  if (
    !Array.isArray(values) ||
    values.length !== 5 ||
    !values.every((value, i) => isNumber(value) && (i === 0 || value >= (values[i - 1] as number)))
  ) {
    throw fail('record/uncertainty', `quantiles are ${show(values)}`, 'give five ascending values, at 0.025, 0.16, 0.5, 0.84 and 0.975');
  }
  return values.map((value: number) => toSi(value));
}

/** A posterior given by draws of the value: kept as its quantiles. */
function readDraws(draws: unknown, fail: Fail): number[] | undefined {
  if (draws === undefined || draws === null) return undefined;
  if (!Array.isArray(draws) || draws.length < LEAST_DRAWS || !draws.every((draw) => isNumber(draw) && draw > 0)) {
    throw fail('record/uncertainty', `draws are ${show(draws)}`, `give at least ${LEAST_DRAWS} positive draws of the value`);
  }
  return quantilesOfDraws(draws as number[]);
}

function readEffects(effects: unknown, fail: Fail): readonly Effect[] {
  if (effects === undefined || effects === null) return [];
  const fix = 'give {"tag","u"} with u of ln(value), or {"tag","from":{"u_T":1.0,"unit":"K"}}';
  if (!Array.isArray(effects)) throw fail('record/effect', `effects are ${show(effects)}, not a list`, fix);
  return effects.map((effect: unknown) => {
    if (!isFields(effect) || typeof effect['tag'] !== 'string' || effect['tag'] === '')
      throw fail('record/effect', `effect ${show(effect)} has no tag`, fix);
    const { tag, u, from } = effect;
    const hasU = u !== undefined && u !== null;
    const hasFrom = from !== undefined && from !== null;
    if (hasU && !isNumber(u)) throw fail('record/uncertainty', `u of effect '${tag}' is ${show(u)}`, fix);
    if (hasFrom && !(isFields(from) && isNumber(from['u_T']) && from['unit'] === 'K'))
      throw fail('record/effect', `from of effect '${tag}' is ${show(from)}`, fix);
    if (!hasU && !hasFrom) throw fail('record/effect', `effect '${tag}' has neither u nor from`, fix);
    return { tag, ...(hasU ? { u } : {}), ...(hasFrom ? { from: from as { u_T: number; unit: 'K' } } : {}) };
  });
}

/** A DOI may be given as a link. @throws record/source */
function readSource(source: unknown, fail: Fail): DiffusionRecord['source'] | undefined {
  if (source === undefined || source === null) return undefined;
  const fix = 'give {"doi":"10.1039/d3ta05012b"} or {"text":"who, where, when"}';
  if (!isFields(source)) throw fail('record/source', `source is ${show(source)}`, fix);
  const { doi, text } = source;
  const bare = typeof doi === 'string' ? doi.trim().replace(/^(?:https?:\/\/(?:dx\.)?doi\.org\/|doi:\s*)/i, '') : doi;
  if (bare !== undefined && !(typeof bare === 'string' && /^10\.\d{4,9}\/\S+$/.test(bare)))
    throw fail('record/source', `doi is ${show(doi)}`, fix);
  if (text !== undefined && typeof text !== 'string') throw fail('record/source', `text of source is ${show(text)}`, fix);
  return { ...source, ...(bare === undefined ? {} : { doi: bare }) };
}

function readModel(model: unknown): DiffusionRecord['model'] {
  const fields = isFields(model) ? model : {};
  const flags = Array.isArray(fields['flags']) ? fields['flags'].filter((flag) => typeof flag === 'string') : [];
  return {
    name: 'unknown',
    version: '',
    ...fields,
    free: isFields(fields['free']) ? (fields['free'] as DiffusionRecord['model']['free']) : {},
    fixed: isFields(fields['fixed']) ? (fields['fixed'] as DiffusionRecord['model']['fixed']) : {},
    flags,
  };
}
