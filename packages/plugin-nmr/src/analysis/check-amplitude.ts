import type { AnalysisContext, Fit } from '@ionwalk/core';
import type { RecoveryKind } from '../models/recovery-kind.ts';

/** An ideal inversion has a depth of 2; more than this is none. */
const DEEPEST = 2.5;

/**
 * `nmr/not-identifiable` where a fit is good only with parameters that mean nothing: a depth `a` below 0 or above 2.5, an amplitude M0 or S0 below 0. Mostly
 * the experiment is another one (a decay read as a recovery), or the sign of the data is turned. Values that were fixed are the user's.
 * @param magnitude – of magnitudes the sign of M0 means nothing
 */
export function checkAmplitude(fit: Fit, kind: RecoveryKind | undefined, magnitude: boolean, ctx: Pick<AnalysisContext, 'gate'>): void {
  const estimate = (name: string): number | undefined => {
    const param = fit.params[name];
    return param && !param.fixed && param.bound === null && param.value !== null ? param.value : undefined;
  };
  const a = estimate('a');
  if (a !== undefined && (a < 0 || a > DEEPEST))
    ctx.gate(
      'nmr/not-identifiable',
      `a = ${a.toPrecision(2)} is no ${kind === 'T1-sr' ? 'saturation (1 ideal)' : 'inversion (2 ideal)'}: the time means nothing; is this another experiment (--kind)? ` +
        'Else measure at shorter and longer delays',
      `${fit.model}: a`,
    );
  for (const name of ['M0', 'S0']) {
    const amplitude = estimate(name);
    if (amplitude !== undefined && amplitude < 0 && !magnitude)
      ctx.gate(
        'nmr/not-identifiable',
        `${name} = ${amplitude.toPrecision(2)} is negative: the phase of the data is turned, or this is another experiment; give signals that are positive ${name === 'S0' || kind !== 'T1-ir' ? 'where they are largest' : 'at the longest delay'}`,
        `${fit.model}: ${name}`,
      );
  }
}
