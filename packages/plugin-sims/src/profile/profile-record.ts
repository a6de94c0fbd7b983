import type { AnalysisContext, Conditions, Fit, FitParam, Json, RecordDraft, Region } from '@ionwalk/core';
import { ionOf } from '../species/ion-of.ts';

export interface RecordSource {
  readonly conditions: Conditions;
  readonly tracerLabel: string;
  readonly fit: Fit;
  readonly alternatives: readonly { readonly model: string; readonly dAICc: number }[];
  readonly flags: readonly string[];
  /** Diffusion time [s]; null where it isn't known. */
  readonly time: number | null;
  readonly given: { readonly [name: string]: Json };
}

/** A D_tracer record. `u` is of ln D; a bound has none. The length is sqrt(2 D t), along one direction. */
export function tracerRecord(
  region: Region,
  value: number,
  uLn: number | null,
  bound: 'upper' | 'lower' | null,
  source: RecordSource,
  ctx: AnalysisContext,
): RecordDraft {
  const entries = Object.entries(source.fit.params as Record<string, FitParam>).filter(([, param]) => param.derived !== true);
  const pick = (fixed: boolean): { [name: string]: Json } =>
    Object.fromEntries(entries.filter(([, p]) => p.fixed === fixed).map(([name, p]) => [name, p.value]));
  return {
    kind: 'D_tracer',
    region,
    value,
    unit: 'm2/s',
    bound,
    u: bound === null ? uLn : null,
    nu: source.fit.weighting === 'unit' ? source.fit.dof : null,
    effects: ctx.effects,
    T: source.conditions.temperature ?? null,
    ion: ionOf(source.tracerLabel),
    sample: source.conditions.sample === undefined ? null : { id: source.conditions.sample },
    direction: null,
    scale: { t: source.time, l: source.time === null ? null : Math.sqrt(2 * value * source.time) },
    carrier: null,
    model: {
      name: source.fit.model,
      free: pick(false),
      fixed: { ...pick(true), ...source.given },
      alternatives: source.alternatives,
      flags: source.flags,
    },
  };
}
