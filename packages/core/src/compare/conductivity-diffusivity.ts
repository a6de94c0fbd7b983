import type { Diagnostic } from '../api/context.ts';
import type { Carrier, DiffusionRecord } from '../api/record.ts';
import { isIonwalkError } from '../errors.ts';
import { carrierDensity } from '../physics/carrier-density.ts';
import { doubtfulPacking } from '../physics/doubtful-packing.ts';
import { diffusivityFromConductivity } from '../physics/nernst-einstein.ts';
import { derivedRecord } from './derived-record.ts';
import { carrierTag } from './group-series.ts';

export interface Diffusivities {
  /** One D_sigma per conductivity that has none yet, in input order. */
  readonly derived: readonly DiffusionRecord[];
  /** Conductivities from which none can be made. */
  readonly left: readonly DiffusionRecord[];
  /** Ids of D_sigma recomputed with all ions in place of another population. */
  readonly recounted: ReadonlySet<string>;
}

/**
 * D_σ = σ k T/(c z² e²) of every `sigma` record, with its carrier density: the record's own, or all ions of the element by formula and
 * cell; these also where the record's own counts another population. A D_sigma at hand whose parent is the conductivity is kept as it is.
 */
export function conductivityDiffusivities(
  records: readonly DiffusionRecord[],
  software: DiffusionRecord['software'],
  report: (diagnostic: Diagnostic) => void,
): Diffusivities {
  const derived: DiffusionRecord[] = [];
  const left: DiffusionRecord[] = [];
  const recounted = new Set<string>();
  const settled = new Set(
    records.filter((record) => record.kind === 'D_sigma' && allIons(record.carrier)).flatMap((record) => record.parents),
  );
  const other = new Set(
    records.filter((record) => record.kind === 'D_sigma' && !allIons(record.carrier)).flatMap((record) => record.parents),
  );
  const said = new Set<string>();
  const once = (diagnostic: Diagnostic): void => {
    const key = `${diagnostic.code} ${diagnostic.message} ${diagnostic.where ?? ''}`;
    if (!said.has(key)) report(diagnostic);
    said.add(key);
  };
  for (const sigma of records) {
    if (sigma.kind !== 'sigma' || settled.has(sigma.id)) continue;
    const carrier = carrierOf(sigma, once);
    const hasOther = other.has(sigma.id);
    if (hasOther && carrier?.count !== 'all') continue;
    if (carrier === undefined || sigma.ion === null) {
      left.push(sigma);
      continue;
    }
    const record = toDiffusivity(sigma, carrier, software);
    if (hasOther || (sigma.carrier && sigma.carrier.count !== carrier.count)) recounted.add(record.id);
    derived.push(record);
  }
  return { derived, left, recounted };
}

// A D_sigma without a carrier states no population: nothing is to be recomputed, as nothing says it is wrong.
const allIons = (carrier: DiffusionRecord['carrier']): boolean => !carrier || carrier.count === 'all';

function toDiffusivity(sigma: DiffusionRecord, carrier: Carrier, software: DiffusionRecord['software']): DiffusionRecord {
  const tag = carrier.tag ?? carrierTag(sigma);
  const known = carrier.u > 0 && !sigma.effects.some((effect) => effect.tag === tag);
  const toD = (value: number): number => diffusivityFromConductivity(value, sigma.T as number, carrier.c, sigma.ion?.z as number);
  return derivedRecord(
    {
      kind: 'D_sigma',
      region: sigma.region,
      value: toD(sigma.value),
      unit: 'm2/s',
      ...(sigma.bound ? { bound: sigma.bound } : {}),
      u: sigma.u,
      nu: sigma.nu ?? null,
      ...(sigma.quantiles ? { quantiles: sigma.quantiles.map(toD) } : {}),
      effects: known ? [...sigma.effects, { tag, u: -carrier.u }] : sigma.effects,
      T: sigma.T,
      ...(sigma.u_T ? { u_T: sigma.u_T } : {}),
      ion: sigma.ion,
      sample: sigma.sample,
      direction: sigma.direction,
      scale: sigma.scale ?? null,
      carrier,
      // A boundary's value rests on its assumed width, which the comparison asks for.
      model: { name: 'compare/nernst-einstein', fixed: sigma.region === 'gb' ? sigma.model.fixed : {}, flags: sigma.model.flags },
      parents: [sigma.id],
    },
    software,
  );
}

function carrierOf(sigma: DiffusionRecord, report: (diagnostic: Diagnostic) => void): Carrier | undefined {
  const own = sigma.carrier ?? undefined;
  const { formula, cell, id } = sigma.sample ?? {};
  const where = id ?? sigma.id;
  if (sigma.ion === null) {
    report({
      severity: 'warning',
      code: 'carrier/missing',
      message: 'the conductivity names no ion, so no diffusion coefficient follows: state ion and charge',
      where,
    });
    return undefined;
  }
  if (own?.count === 'all') return own;
  if (formula === undefined || cell === undefined) {
    if (own === undefined) {
      const message =
        'neither a carrier density nor formula and cell: no diffusion coefficient follows from the conductivity; state sample.formula and sample.cell, or carrier';
      report({ severity: 'warning', code: 'carrier/missing', message, where });
    }
    return own;
  }
  try {
    const c = carrierDensity(formula, cell, sigma.ion.element);
    const doubt = doubtfulPacking(formula, cell);
    if (doubt !== undefined) report({ severity: 'warning', code: 'carrier/packing', message: doubt, where });
    const how = `every ${sigma.ion.element} of ${formula}; uncertainty not stated`;
    // The relative uncertainty of a stated density goes with the composition and cell it came from.
    return { c, u: own?.u ?? 0, count: 'all', how, ...(own?.tag === undefined ? {} : { tag: own.tag }) };
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    report({ severity: 'warning', code: error.code, message: `${error.message}: no diffusion coefficient is made; ${error.fix}`, where });
    return own;
  }
}
