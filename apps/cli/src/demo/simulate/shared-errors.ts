import { seededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../llto-study.ts';

/** What is wrong with the whole study in the same way: each is one draw, shared by all its files. */
export interface SharedErrors {
  /** True minus stated temperature [K] of each thermometer. */
  readonly eisT: number;
  readonly nmrT: number;
  readonly simsT: number;
  /** ln of true over stated thickness/area. */
  readonly geometry: number;
  /** ln of true over stated gradient. */
  readonly gradient: number;
  /** ln of true over stated carrier density. */
  readonly carrier: number;
}

/** A typical study: every shared error of this seed lies within one standard uncertainty. */
export const DEFAULT_SEED = 1;
// The first stream of random numbers of which that is true.
const FIRST_STREAM = 3;

export function drawSharedErrors(seed: number): SharedErrors {
  const random = seededRandom(seed + FIRST_STREAM);
  return {
    eisT: random.normal() * LLTO.eis.uT,
    nmrT: random.normal() * LLTO.nmr.uT,
    simsT: random.normal() * LLTO.sims.uT,
    geometry: random.normal() * LLTO.eis.uGeometry,
    gradient: random.normal() * LLTO.nmr.uGradient,
    carrier: random.normal() * LLTO.carrier.u,
  };
}
