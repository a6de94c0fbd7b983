import {
  type AnalysisContext,
  type Conditions,
  diffusivityFromConductivity,
  type Effect,
  type Fitted,
  type Json,
  type RecordDraft,
  type Region,
} from '@ionwalk/core';
import type { Circuit } from '../circuit/circuit.ts';
import { foreignElements } from '../circuit/foreign-elements.ts';
import { type Arc, arcsOf } from '../circuit/ladder.ts';
import { effectiveCapacitance } from './assign-arcs.ts';
import type { IonAndCarrier } from './carrier-of.ts';
import type { Geometry } from './geometry.ts';
import { propagate } from './propagate.ts';

export interface ConductivityInput {
  readonly circuit: Circuit;
  readonly fitted: Fitted;
  readonly geometry: Geometry;
  readonly bulk: readonly string[];
  readonly gb: readonly string[];
  readonly doubtful: boolean;
  readonly carrier: IonAndCarrier;
  readonly formula: string;
  readonly conditions: Conditions;
  readonly grainSize: number | undefined;
  readonly gbWidth: number | undefined;
  /** Frequencies [Hz] of the points left out. */
  readonly masked?: Json | undefined;
}

/**
 * `sigma` and `D_sigma` records of bulk, gb (brick layer, with a grain size) and total: σ = t/(A R), σ_gb = t/(A R_gb)·w/g, w/g = C_bulk/C_gb where no
 * width is given, D_σ = σ k T/(c q²). u of ln from the full covariance of the fit, geometry and grain size as effects. A resistance that is
 * only bounded gives a bound of the opposite side.
 */
export function conductivityRecords(
  input: ConductivityInput,
  ctx: Pick<AnalysisContext, 'uncertainty' | 'effects' | 'warn' | 'note'>,
): RecordDraft[] {
  const { bulk, gb, conditions, carrier } = input;
  const records: RecordDraft[] = [];
  const add = (region: Region, resistances: readonly string[], factor?: BrickLayer): void => {
    const draft = sigmaRecord(input, region, resistances, factor, ctx);
    if (!draft) return;
    const index = records.push(draft) - 1;
    const { T } = draft;
    if (T === null || !carrier.carrier || !carrier.ion) return;
    const value = diffusivityFromConductivity(draft.value, T, carrier.carrier.c, carrier.ion.z);
    records.push({ ...draft, kind: 'D_sigma', value, unit: 'm2/s', parents: [index] });
  };
  if (bulk.length > 0) add('bulk', bulk);
  if (gb.length > 0) {
    const brick = brickLayer(input, ctx);
    if (brick) add('gb', gb, brick);
  }
  if (bulk.length + gb.length > 0) add('total', [...bulk, ...gb]);
  if (conditions.temperature === undefined && records.length > 0)
    ctx.warn('eis/temperature-missing', 'no temperature: the conductivities have T null, and no D_sigma follows', 'option --temperature');
  else if (carrier.missing && records.length > 0)
    ctx.note('carrier/missing', `${carrier.missing.what} for D_sigma`, `option --${carrier.missing.option}`);
  return records;
}

/** w/g as a function of the fit, the effects it brings, and how it was had. */
interface BrickLayer {
  readonly ratio: (value: (name: string) => number) => number;
  readonly effects: readonly Effect[];
  readonly flag: string;
  /** That was stated [m]: a record that names it may be compared with one of the same width. */
  readonly width?: number;
}

function brickLayer(
  { grainSize, gbWidth, circuit, bulk, gb }: ConductivityInput,
  ctx: Pick<AnalysisContext, 'uncertainty' | 'warn'>,
): BrickLayer | undefined {
  if (grainSize === undefined) return undefined;
  const effects: Effect[] = [];
  if (gbWidth !== undefined) {
    for (const [option, sign] of [
      ['gb-width', 1],
      ['grain-size', -1],
    ] as const) {
      const u = ctx.uncertainty(option);
      if (u !== undefined && u > 0) effects.push({ tag: option, u: sign * u });
    }
    return { ratio: () => gbWidth / grainSize, effects, flag: 'brick-layer:width', width: gbWidth };
  }
  const arcOf = (names: readonly string[]): Arc | undefined =>
    names.length === 1 ? arcsOf(circuit).find(({ resistor }) => resistor === names[0]) : undefined;
  const [inner, outer] = [arcOf(bulk), arcOf(gb)];
  if (!inner || !outer) {
    ctx.warn(
      'eis/brick-layer',
      'no capacitance of one bulk and one grain-boundary arc: the conductivity of the boundary needs --gb-width',
      'option --gb-width',
    );
    return undefined;
  }
  const capacitance =
    (arc: Arc) =>
    (value: (name: string) => number): number =>
      effectiveCapacitance(arc, (index) => value(circuit.parameters[index]?.name ?? ''));
  return { ratio: (value) => capacitance(inner)(value) / capacitance(outer)(value), effects, flag: 'brick-layer:capacitance' };
}

function sigmaRecord(
  { fitted, geometry, conditions, carrier, formula, circuit, doubtful, masked }: ConductivityInput,
  region: Region,
  resistances: readonly string[],
  brick: BrickLayer | undefined,
  ctx: Pick<AnalysisContext, 'effects' | 'warn'>,
): RecordDraft | undefined {
  const { params } = fitted.fit;
  const bounds = new Set(resistances.map((name) => params[name]?.bound ?? null).filter((bound) => bound !== null));
  const { value, u } = propagate(
    fitted,
    (at) => (geometry.cellConstant / resistances.reduce((sum, name) => sum + at(name), 0)) * (brick?.ratio(at) ?? 1),
  );
  if (bounds.has('none') || bounds.size > 1 || !(value > 0 && Number.isFinite(value))) {
    ctx.warn(
      'eis/region-undetermined',
      `the conductivity of region ${region} isn't determined by this spectrum (${resistances.join(' + ')})`,
    );
    return undefined;
  }
  const bound = bounds.has('lower') ? 'upper' : bounds.has('upper') ? 'lower' : null;
  const free: { [name: string]: Json } = {};
  const fixed: { [name: string]: Json } = {
    circuit: circuit.text,
    resistance: resistances.join('+'),
    thickness: geometry.thickness,
    area: geometry.area,
    ...(brick?.width === undefined ? {} : { gb_width: brick.width }),
    ...(masked === undefined ? {} : { masked }),
    ...foreignElements(circuit),
    ...fitted.fit.derived,
  };
  for (const [name, parameter] of Object.entries(params)) if (!parameter.derived) (parameter.fixed ? fixed : free)[name] = parameter.value;
  return {
    kind: 'sigma',
    region,
    value,
    unit: 'S/m',
    bound,
    u: bound === null ? u : null,
    nu: fitted.fit.dof,
    effects: [...geometry.effects, ...(brick?.effects ?? []), ...ctx.effects],
    T: conditions.temperature ?? null,
    ion: carrier.ion,
    sample: conditions.sample
      ? { id: conditions.sample, ...(formula === '' ? {} : { formula }), ...(carrier.cell ? { cell: carrier.cell } : {}) }
      : null,
    direction: null,
    scale: { t: null, l: null },
    carrier: carrier.carrier ?? null,
    model: {
      name: 'eis/circuit',
      free,
      fixed,
      flags: [
        ...(doubtful && region !== 'total' ? ['assignment-doubtful'] : []),
        ...(brick ? [brick.flag] : []),
        ...(fitted.fit.converged ? [] : ['not-converged']),
      ],
    },
  };
}
