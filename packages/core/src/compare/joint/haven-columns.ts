import type { JointData } from './joint-data.ts';

/** What the coefficients of the techniques have to do with each other, from the simplest to the freest. */
export type HavenModel = 'one' | 'constant' | 'temperature' | 'own-energy';

export const HAVEN_MODELS: readonly HavenModel[] = ['one', 'constant', 'temperature', 'own-energy'];

/**
 * Columns of the Haven factors over the points: none for `one`; a level per series but the reference for `constant`; for `temperature` one
 * tilt common to them all besides; for `own-energy` a tilt each. Levels come first.
 */
export function havenColumns({ series, owner, t }: JointData, model: HavenModel): Float64Array[] {
  if (model === 'one') return [];
  const others = series.slice(1).map((_, k) => k + 1);
  const levels = others.map((k) => t.map((_, i) => (owner[i] === k ? 1 : 0)));
  if (model === 'constant') return levels;
  if (model === 'temperature') return [...levels, t.map((value, i) => (owner[i] === 0 ? 0 : value))];
  return [...levels, ...others.map((k) => t.map((value, i) => (owner[i] === k ? value : 0)))];
}

/** Data of generalised least squares in the shape of an ordinary one. */
export interface Augmented {
  readonly y: Float64Array;
  readonly w: Float64Array;
  readonly pad: (column: Float64Array) => Float64Array;
  readonly effects: readonly Float64Array[];
}

const done = new WeakMap<JointData, Augmented>();

/**
 * Generalised least squares with V_ij = δ_ij u_i² + Σ_tag s_i s_j as an ordinary one: each shared effect is a parameter whose own
 * observation is 0 ± 1. Same χ², same estimates, and no matrix of the size of the data.
 */
export function augmented(data: JointData): Augmented {
  let found = done.get(data);
  if (found === undefined) done.set(data, (found = augment(data)));
  return found;
}

function augment({ y, w, tags }: JointData): Augmented {
  const n = y.length;
  const size = n + tags.length;
  const pad = (column: Float64Array): Float64Array => {
    const out = new Float64Array(size);
    out.set(column);
    return out;
  };
  const effects = tags.map(([, row], k) => {
    const out = pad(row);
    out[n + k] = 1;
    return out;
  });
  const weights = new Float64Array(size).fill(1);
  weights.set(w);
  return { y: pad(y), w: weights, pad, effects };
}
