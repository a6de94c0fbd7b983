import type { AnalysisContext, RecordDraft } from '@ionwalk/core';
import type { Measurement } from '../models/measured-decay.ts';
import type { EchoSeries } from './echo-decay-of.ts';
import type { Ranking } from './fit-models.ts';
import { ionOf } from './ion-of.ts';
import { sayIon } from './say-ion.ts';
import { meanDiffusivity } from './mean-diffusivity.ts';

/** Models that fit nearly as well. */
export type Rivals = readonly { readonly model: string; readonly dAICc: number }[];

export interface RecordOptions {
  readonly nucleus: string | undefined;
  /** The decay and how it came about. */
  readonly series: EchoSeries;
  readonly domain: number | undefined;
  readonly measurement: Measurement;
  /** What else was found wrong with it. */
  readonly flags?: readonly string[];
}

/**
 * The D_NMR record of the preferred fit: the mean coefficient, its tensor where both parts are values, and the diffusion length during Delta
 * (`nmr/length-scale` where it exceeds the domains). Undefined, with `nmr/not-identifiable`, where the fit gives no mean.
 */
export function diffusionRecord(
  { trials }: Ranking,
  rivals: Rivals,
  { nucleus, series, domain, measurement, flags = [] }: RecordOptions,
  ctx: AnalysisContext,
): RecordDraft | undefined {
  const { decay, Delta, encoding, rows } = series;
  const preferred = trials[0] as Ranking['trials'][number];
  const { fit } = preferred.fitted;
  const mean = meanDiffusivity(preferred, decay, measurement);
  if (!mean) {
    ctx.gate('nmr/not-identifiable', `${fit.model} gives no mean coefficient here: there is no D_NMR record`, fit.model);
    return undefined;
  }
  const { signal } = decay.variables;
  const length = Delta === undefined ? null : Math.sqrt(6 * mean.value * Delta);
  const beyond = domain !== undefined && length !== null && length > domain;
  if (beyond)
    ctx.warn(
      'nmr/length-scale',
      `the ions go ${(length * 1e6).toPrecision(2)} um during Delta, domains are ${(domain * 1e6).toPrecision(2)} um: the decay averages over domains`,
    );
  sayIon(nucleus, ctx);
  const entries = Object.entries(fit.params);
  const pick = (fixed: boolean): Record<string, number | null> =>
    Object.fromEntries(entries.filter(([, param]) => param.fixed === fixed).map(([key, param]) => [key, param.value]));
  return {
    kind: 'D_NMR',
    region: 'bulk',
    value: mean.value,
    unit: 'm2/s',
    bound: mean.bound,
    u: mean.u,
    nu: signal.sigma && !signal.relativeSigma ? null : fit.dof,
    effects: ctx.effects,
    T: decay.conditions.temperature ?? null,
    ion: ionOf(nucleus),
    sample: decay.conditions.sample === undefined ? null : { id: decay.conditions.sample },
    direction: { type: 'mean', d: 3, tensor: mean.tensor },
    scale: Delta === undefined ? null : { t: Delta, l: length },
    model: {
      name: fit.model,
      free: pick(false),
      // gamma and the times that made b, and every step from rows to signals: what the value can be made again from.
      fixed: {
        ...pick(true),
        ...(domain === undefined ? {} : { domain }),
        ...(encoding && { encoding: { ...encoding } }),
        ...(rows && { processing: rows.processing }),
      },
      alternatives: rivals,
      flags: [...mean.flags, ...(beyond ? ['length>domain'] : []), ...flags],
    },
  };
}
