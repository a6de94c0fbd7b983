import type { Given } from '../src/models/given.ts';

const HOURS_59 = 212_400;

/** The history of a profile after 59 h, all else unstated, with what a test states. */
export const history = (more: Partial<Given> = {}): Given => ({
  time: HOURS_59,
  total: HOURS_59,
  sealed: NaN,
  source: NaN,
  background: NaN,
  thickness: NaN,
  grainSize: NaN,
  bulkDiffusivity: NaN,
  sourceWidth: NaN,
  interface: NaN,
  boundaryWidth: 0,
  boundaryDensity: NaN,
  resolution: 0,
  ...more,
});
