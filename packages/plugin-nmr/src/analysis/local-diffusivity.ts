import { constants, type AnalysisContext, type Dataset, type Fitted, type RecordDraft } from '@ionwalk/core';
import type { RelaxationSeries } from '../kinds.ts';
import { correlationTime } from '../models/bpp.ts';
import { ionOf } from './ion-of.ts';

export interface JumpOptions {
  /** Jump length [m] */
  readonly jump: number;
  readonly dimension: number;
  /** Residence time over correlation time; 2 where both partners of a dipolar pair jump. */
  readonly residenceFactor: number;
  readonly correlationFactor: number;
  readonly nucleus: string | undefined;
}

/**
 * D_local = f l²/(2 d τ_res) at every temperature of the table. u is of ln τ(T) by the covariance of ln τ0 and Ea: they correlate so
 * strongly that the sum of their separate errors would be many times too large inside the data.
 */
export function localDiffusivities(
  data: Dataset<typeof RelaxationSeries>,
  fitted: Fitted,
  options: JumpOptions,
  flags: readonly string[],
  ctx: Pick<AnalysisContext, 'effects'>,
): RecordDraft[] {
  const { fit, free, covariance } = fitted;
  const [tau0, Ea] = [fit.params['tau0']?.value as number, fit.params['Ea']?.value as number];
  const { jump, dimension, residenceFactor, correlationFactor, nucleus } = options;
  const temperatures = [...new Set(data.variables.temperature.values)];
  const names = Object.entries(fit.params).filter(([, param]) => !param.derived);
  return temperatures.map((T): RecordDraft => {
    const tau = residenceFactor * correlationTime(tau0, Ea, T);
    const gradient: Readonly<Record<string, number>> = { tau0: 1 / tau0, Ea: 1 / (constants.R * T) };
    let variance = 0;
    free.forEach((a, i) =>
      free.forEach((b, j) => (variance += (gradient[a] ?? 0) * (gradient[b] ?? 0) * (covariance[i * free.length + j] as number))),
    );
    return {
      kind: 'D_local',
      region: 'local',
      value: (correlationFactor * jump * jump) / (2 * dimension * tau),
      unit: 'm2/s',
      u: Math.sqrt(Math.max(variance, 0)),
      nu: data.variables.rate.sigma ? null : fit.dof,
      effects: ctx.effects,
      T,
      ion: ionOf(nucleus),
      sample: data.conditions.sample === undefined ? null : { id: data.conditions.sample },
      direction: { type: 'mean', d: dimension as 1 | 2 | 3, tensor: null },
      scale: { t: tau, l: jump },
      model: {
        name: fit.model,
        free: Object.fromEntries(names.filter(([, param]) => !param.fixed).map(([name, param]) => [name, param.value])),
        fixed: {
          ...Object.fromEntries(names.filter(([, param]) => param.fixed).map(([name, param]) => [name, param.value])),
          jump,
          dimension,
          residenceFactor,
          correlationFactor,
        },
        flags,
      },
    };
  });
}
