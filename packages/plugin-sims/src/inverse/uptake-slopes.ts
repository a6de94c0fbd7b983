import { BATCH } from '../engine/complex-factor.ts';
import { EXPONENTIAL_POLES } from '../engine/exponential-poles.ts';
import type { ImageProblem } from './image-problem.ts';
import type { Uptake } from './uptake.ts';

/**
 * dc'/d ln D and dc'/d ln P of every group of boundaries, exact for the sum over poles: one solution per pole and parameter, four at a time.
 * @param groups – parameter of each boundary, 0 to count - 1
 * @returns (1 + count) × pixels, row-major: ln D first
 */
export function uptakeSlopes(problem: ImageProblem, uptake: Uptake, groups: Int32Array, count: number): Float64Array {
  const { pattern, time } = problem;
  const { n, order, position } = pattern;
  const out = new Float64Array((1 + count) * n);
  const batches = batchesOf(problem, groups, count);
  const x = new Float64Array(2 * n * BATCH);
  uptake.states.forEach((state, pole) => {
    const { c } = EXPONENTIAL_POLES[pole]!;
    for (const batch of batches) {
      x.fill(0);
      const support: number[] = [];
      batch.forEach((parameter, slot) => {
        eachDerivative(problem, uptake, groups, parameter, (i, j, slope) => {
          const [p, q] = [position[i]!, j < 0 ? -1 : position[j]!];
          const dr = slope * (state[2 * p]! - (q < 0 ? 0 : state[2 * q]!));
          const di = slope * (state[2 * p + 1]! - (q < 0 ? 0 : state[2 * q + 1]!));
          x[2 * (BATCH * p + slot)]! += dr;
          x[2 * (BATCH * p + slot) + 1]! += di;
          support.push(p);
          if (q < 0) return;
          x[2 * (BATCH * q + slot)]! -= dr;
          x[2 * (BATCH * q + slot) + 1]! -= di;
          support.push(q);
        });
      });
      uptake.factors[pole]!.solveBatch(x, support);
      batch.forEach((parameter, slot) => {
        const row = parameter * n;
        for (let k = 0; k < n; k++) {
          const at = 2 * (BATCH * k + slot);
          out[row + order[k]!]! -= 2 * time * (c.re * x[at]! - c.im * x[at + 1]!);
        }
      });
    }
  });
  return out;
}

/** sum_i v_i dc'_i/d(ln D, ln P...) for one v, by the adjoint: one solution per pole however many parameters. */
export function uptakeGradient(problem: ImageProblem, uptake: Uptake, groups: Int32Array, count: number, v: Float64Array): Float64Array {
  const { pattern, time } = problem;
  const { n, order, position } = pattern;
  const out = new Float64Array(1 + count);
  const adjoint = new Float64Array(2 * n);
  uptake.states.forEach((state, pole) => {
    const { c } = EXPONENTIAL_POLES[pole]!;
    for (let k = 0; k < n; k++) {
      adjoint[2 * k] = v[order[k]!]!;
      adjoint[2 * k + 1] = 0;
    }
    uptake.factors[pole]!.solve(adjoint);
    const add = (parameter: number): void => {
      let [sr, si] = [0, 0];
      eachDerivative(problem, uptake, groups, parameter, (i, j, slope) => {
        const [p, q] = [position[i]!, j < 0 ? -1 : position[j]!];
        const ar = adjoint[2 * p]! - (q < 0 ? 0 : adjoint[2 * q]!);
        const ai = adjoint[2 * p + 1]! - (q < 0 ? 0 : adjoint[2 * q + 1]!);
        const ur = state[2 * p]! - (q < 0 ? 0 : state[2 * q]!);
        const ui = state[2 * p + 1]! - (q < 0 ? 0 : state[2 * q + 1]!);
        sr += slope * (ar * ur - ai * ui);
        si += slope * (ar * ui + ai * ur);
      });
      out[parameter]! -= 2 * time * (c.re * sr - c.im * si);
    };
    for (let parameter = 0; parameter <= count; parameter++) add(parameter);
  });
  return out;
}

/** Visits dA/d parameter: the conductance between pixels i and j (j < 0: the held edge) grows by `slope`. Parameter 0 is ln D. */
function eachDerivative(
  problem: ImageProblem,
  { network, transport }: Uptake,
  groups: Int32Array,
  parameter: number,
  visit: (i: number, j: number, slope: number) => void,
): void {
  const { width, pixel } = problem.grid;
  const inside = transport.diffusivity / (pixel * pixel);
  const { east, south, held } = network;
  if (parameter === 0) {
    // of 1/g = 1/g_inside + h R, d ln g/d ln D = g/g_inside
    for (let i = 0; i < east.length; i++) {
      if (east[i]! > 0) visit(i, i + 1, (east[i]! * east[i]!) / inside);
      if (south[i]! > 0) visit(i, i + width, (south[i]! * south[i]!) / inside);
      if (held[i]! > 0) visit(i, -1, held[i]!);
    }
    return;
  }
  problem.boundaries.boundaries.forEach(({ faces, eastward }, j) => {
    if (groups[j] !== parameter - 1) return;
    for (let f = 0; f < faces.length; f++) {
      const i = faces[f]!;
      const g = eastward[f] === 1 ? east[i]! : south[i]!;
      visit(i, eastward[f] === 1 ? i + 1 : i + width, g * (1 - g / inside));
    }
  });
}

/** Parameters four at a time, neighbours in the factor's order together, since they reach the same rows. */
function batchesOf({ boundaries, pattern }: ImageProblem, groups: Int32Array, count: number): number[][] {
  const place = new Float64Array(1 + count).fill(Infinity);
  boundaries.boundaries.forEach(({ faces }, j) => {
    const parameter = 1 + groups[j]!;
    for (const face of faces) place[parameter] = Math.min(place[parameter]!, pattern.position[face]!);
  });
  const sorted = Array.from({ length: 1 + count }, (_, i) => i).sort((a, b) => place[a]! - place[b]! || a - b);
  return Array.from({ length: Math.ceil(sorted.length / BATCH) }, (_, b) => sorted.slice(b * BATCH, (b + 1) * BATCH));
}
