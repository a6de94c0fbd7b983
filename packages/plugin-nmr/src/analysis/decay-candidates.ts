import { usageError, type Dataset, type Model } from '@ionwalk/core';
import type { EchoDecay } from '../kinds.ts';
import { crystalTensor, isAlongAxes } from '../models/crystal-tensor.ts';
import { logNormal } from '../models/log-normal.ts';
import { measuredDecay, type Measurement } from '../models/measured-decay.ts';
import { powder1d } from '../models/powder-1d.ts';
import { powder2d } from '../models/powder-2d.ts';
import { stejskalTanner } from '../models/stejskal-tanner.ts';
import { stretched } from '../models/stretched.ts';
import { twoComponent } from '../models/two-component.ts';
import type { Candidate } from './fit-models.ts';
import { settlePowder } from './settle-powder.ts';

type EchoModel = Model<typeof EchoDecay>;
type EchoCandidate = Candidate<typeof EchoDecay>;

/** Of powders and liquids, the simplest first: it is preferred unless another is clearly better. `tensor` is for single crystals. */
const POWDER_MODELS = {
  'stejskal-tanner': stejskalTanner,
  'powder-2d': powder2d,
  'powder-1d': powder1d,
  'two-component': twoComponent,
  stretched,
  'log-normal': logNormal,
} as unknown as Readonly<Record<string, EchoModel>>;
export const DECAY_MODELS: readonly string[] = [...Object.keys(POWDER_MODELS), 'tensor'];

/** The models an analysis of these options may fit, before the data are known. */
export const possibleDecays = (model: string, measurement: Measurement): EchoModel[] =>
  (model === 'auto' ? DECAY_MODELS : [model]).map((name) => measuredDecay(POWDER_MODELS[name] ?? crystalTensor(false), measurement));

/** The model of a name as the data were measured. */
export function decayModel(name: string, data: Dataset<typeof EchoDecay>, measurement: Measurement): EchoModel {
  return measuredDecay(name === 'tensor' ? crystalTensor(isAlongAxes(data)) : (POWDER_MODELS[name] as EchoModel), measurement);
}

/**
 * What to fit: the model that was asked for, or with `auto` all that the data can be of.
 * @throws nmr/directions – a tensor asked of data without directions
 */
export function decayCandidates(model: string, data: Dataset<typeof EchoDecay>, measurement: Measurement): EchoCandidate[] {
  const crystal = data.variables.na !== undefined;
  if (model === 'tensor' && !crystal)
    throw usageError('nmr/directions', 'a tensor needs the directions of the gradients in the crystal', {
      where: 'option --model',
      fix: 'give columns na, nb, nc: the direction of the gradient along the axes a, b, c in every row',
    });
  const every = crystal ? ['stejskal-tanner', 'tensor'] : Object.keys(POWDER_MODELS);
  const names = model === 'auto' ? every : [model];
  return names.map((name) => candidateOf(name, decayModel(name, data, measurement)));
}

function candidateOf(name: string, model: EchoModel): EchoCandidate {
  if (name === 'powder-2d' || name === 'powder-1d') {
    const side = name === 'powder-2d' ? 'layers' : 'chains';
    return { name, model, settle: (fitted, data, ctx) => settlePowder(side, fitted, { model, data, ctx }) };
  }
  if (name !== 'two-component') return { name, model };
  return {
    name,
    model,
    reorder({ fit: { params } }) {
      const [S0, D1, D2, f1] = ['S0', 'D1', 'D2', 'f1'].map((key) => params[key]?.value ?? NaN) as [number, number, number, number];
      const swap = D1 < D2 && !params['D1']?.fixed && !params['D2']?.fixed && [S0, f1].every(Number.isFinite);
      return swap ? { S0, D1: D2, D2: D1, f1: Math.min(1, Math.max(0, 1 - f1)) } : undefined;
    },
  };
}
