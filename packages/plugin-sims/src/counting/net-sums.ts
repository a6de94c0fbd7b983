import type { CounterBackground } from './counter-background.ts';
import type { ImageMask } from './image-mask.ts';
import type { MassSums } from './image-sums.ts';

export interface TwoSums {
  readonly tracer: MassSums;
  readonly matrix: MassSums;
  readonly background?: CounterBackground;
  readonly mask?: ImageMask;
}

/** Counts per pixel without their background, for maps: they may be negative; the variance of the background is added. */
export function netSums<S extends TwoSums>(sums: S): S {
  const { background, mask } = sums;
  if (!background) return sums;
  const net = ({ stored, counts, variance }: MassSums, mean: number, u: number): MassSums => {
    const used = (i: number): boolean => mask === undefined || mask.chosen[i] === 1;
    return { stored, counts: counts.map((n, i) => (used(i) ? n - mean : 0)), variance: variance.map((v, i) => (used(i) ? v + u * u : 0)) };
  };
  return {
    ...sums,
    tracer: net(sums.tracer, background.tracer, background.uTracer),
    matrix: net(sums.matrix, background.matrix, background.uMatrix),
  };
}
