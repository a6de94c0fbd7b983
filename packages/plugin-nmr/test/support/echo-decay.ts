import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { EchoDecay, NO_DIRECTION } from '../../src/kinds.ts';

export interface MadeDecay {
  readonly signal: (b: number) => number;
  readonly bMax: number;
  readonly points?: number;
  /** Standard deviation, in units of S(0) = 1. */
  readonly noise?: number;
  readonly seed?: number;
  /** State the noise as sigma. */
  readonly stated?: boolean;
  readonly meta?: Dataset['meta'];
  readonly conditions?: Dataset['conditions'];
}

/** A simulated decay, b evenly spaced from 0. */
export function madeDecay({
  signal,
  bMax,
  points = 24,
  noise = 0,
  seed = 1,
  stated = false,
  meta = {},
  conditions = {},
}: MadeDecay): Dataset<typeof EchoDecay> {
  const random = seededRandom(seed);
  const b = Float64Array.from({ length: points }, (_, i) => (bMax * i) / (points - 1));
  const values = b.map((weighting) => signal(weighting) + noise * random.normal());
  return {
    kind: EchoDecay.id,
    title: 'simulated',
    size: { point: points },
    meta,
    conditions,
    variables: { ...NO_DIRECTION, b: { values: b }, signal: { values, ...(stated && { sigma: new Float64Array(points).fill(noise) }) } },
  };
}
