import type { Series } from './series.ts';

/** The four series of a boundary's ratio by subtraction. */
export interface BoundarySeries {
  readonly tracerTotal: Series;
  readonly tracerBulk: Series;
  readonly sigmaTotal: Series;
  readonly sigmaBulk: Series;
}
