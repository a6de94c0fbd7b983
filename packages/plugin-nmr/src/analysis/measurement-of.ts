import type { AnalysisContext, Dataset } from '@ionwalk/core';
import { fitModel } from '@ionwalk/core/fit';
import type { EchoDecay } from '../kinds.ts';
import type { Measurement } from '../models/measured-decay.ts';
import { decayCandidates } from './decay-candidates.ts';
import type { DiffusionOptions } from './diffusion-options.ts';
import { looksLikeMagnitudes } from './magnitude-decay.ts';

/**
 * What the signals are beside the decay: a background where it was asked for; magnitudes where that was said, or where the weak ones look like it, held
 * against the noise of the closest fit, and a floor describes them better than a slow tail does (`nmr/magnitude`).
 */
export function measurementOf(
  decay: Dataset<typeof EchoDecay>,
  { offset, signal, model }: DiffusionOptions,
  ctx: Pick<AnalysisContext, 'warn'>,
): Measurement {
  const { signal: measured } = decay.variables;
  if (signal !== 'auto' || measured.relativeSigma || measured.values.some((value) => value < 0))
    return { offset, magnitude: signal === 'magnitude' };
  const plain = closest(decay, model, { offset, magnitude: false });
  if (!looksLikeMagnitudes(measured, plain.scatter)) return { offset, magnitude: false };
  if (closest(decay, model, { offset, magnitude: true }).aicc >= plain.aicc) return { offset, magnitude: false };
  ctx.warn(
    'nmr/magnitude',
    'the weak signals are all positive and as even as magnitudes of noise: they are fitted as magnitudes, with their floor (parameter noise); ' +
      'phased signals would tell more. --signal signed takes them as they stand',
  );
  return { offset, magnitude: true };
}

/** Lowest AICc, and lowest scatter about a fit, of all candidates. */
function closest(decay: Dataset<typeof EchoDecay>, model: string, measurement: Measurement): { aicc: number; scatter: number } {
  const points = decay.variables.signal.values.length;
  const found = { aicc: Infinity, scatter: Infinity };
  for (const candidate of decayCandidates(model, decay, measurement)) {
    if (points < Object.keys(candidate.model.params).length + 2) continue;
    const { fit, fitted } = fitModel(candidate.model, decay, {}, { bounds: false });
    const square = decay.variables.signal.values.reduce((sum, value, i) => sum + (value - (fitted[i] as number)) ** 2, 0);
    if (Number.isFinite(fit.aicc)) found.aicc = Math.min(found.aicc, fit.aicc);
    found.scatter = Math.min(found.scatter, Math.sqrt(square / Math.max(1, fit.dof)));
  }
  return found;
}
