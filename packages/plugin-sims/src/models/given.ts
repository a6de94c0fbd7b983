import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';

/** What a profile's diffusion history says, taken from the dataset's `meta`. SI; NaN where it isn't stated. */
export interface Given {
  /** Duration of the exchange or anneal, and of the sealed one after it [s]. */
  readonly time: number;
  readonly sealed: number;
  /** Both together: what a model counts that knows no second step. */
  readonly total: number;
  /** Fractions known beforehand. */
  readonly source: number;
  readonly background: number;
  readonly thickness: number;
  readonly grainSize: number;
  readonly bulkDiffusivity: number;
  /** Width of the layer that held the tracer at the start, and the place where two bodies meet [m]. */
  readonly sourceWidth: number;
  readonly interface: number;
  /** Width of a boundary [m], 0 where it isn't stated, and length of boundaries per area [1/m]. */
  readonly boundaryWidth: number;
  readonly boundaryDensity: number;
  /** Standard deviation of the resolution in depth [m]; 0: sharp. */
  readonly resolution: number;
}

/** Reads the history once per call of a model: no allocation beyond this small object. */
export function givenOf(data: Dataset<typeof TracerProfile>): Given {
  const number = (key: string): number => {
    const value = data.meta[key];
    return typeof value === 'number' ? value : NaN;
  };
  const [time, sealed] = [number('time'), number('sealed')];
  return {
    time,
    sealed,
    total: time + (sealed > 0 ? sealed : 0),
    source: number('source'),
    background: number('background'),
    thickness: number('thickness'),
    grainSize: number('grainSize'),
    bulkDiffusivity: number('bulkDiffusivity'),
    sourceWidth: number('sourceWidth'),
    interface: number('interface'),
    boundaryWidth: orZero(number('boundaryWidth')),
    boundaryDensity: number('boundaryDensity'),
    resolution: orZero(number('resolution')),
  };
}

const orZero = (value: number): number => (value > 0 ? value : 0);
