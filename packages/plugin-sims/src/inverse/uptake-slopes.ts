import { BATCH } from '../engine/complex-factor.ts';
import { eachDerivative } from './each-derivative.ts';
import type { ImageProblem } from './image-problem.ts';
import type { Uptake } from './uptake.ts';

/**
 * dc'/d ln D and dc'/d ln P of every group of boundaries, those of the sum over poles: one solution per pole and parameter, four at a time.
 * A boundary is felt in its neighbourhood only.
 * @param groups – parameter of each boundary, 0 to count - 1; boundaries of other numbers belong to none
 * @param faint – share of a parameter's largest slope below which those of one image may be left at 0; 0: none. What hundreds of boundaries leave out adds up where D changes, too: 1e-3 is too much.
 * @returns (1 + count) × pixels, ln D first; pixels in the factor's order, those of a second image behind those of the first
 */
export function uptakeSlopes(problem: ImageProblem, uptake: Uptake, groups: Int32Array, count: number, faint = 0): Float64Array {
  const { n, position } = problem.pattern;
  const total = uptake.shape.length;
  const { poles, atInfinity } = uptake.exponential;
  const out = new Float64Array((1 + count) * total);
  const batches = batchesOf(problem, groups, count);
  const everywhere = Int32Array.from({ length: n }, (_, k) => k);
  uptake.stages.forEach((stage, at) => {
    const { network, time, factors, states } = stage;
    if (at > 0) {
      for (let p = 0; p <= count; p++) for (let i = 0; i < n; i++) out[p * total + n + i] = atInfinity * out[p * total + i]!;
    }
    states.forEach((state, pole) => {
      const { c } = poles[pole]!;
      const factor = factors[pole]!;
      const x = factor.batch;
      for (const batch of batches) {
        x.fill(0);
        const support: number[] = [];
        batch.forEach((parameter, slot) => {
          eachDerivative(problem, network, uptake.transport.diffusivity, groups, parameter, (i, j, slope) => {
            const [p, q] = [position[i]!, j < 0 ? -1 : position[j]!];
            const dr = time * slope * (state[2 * p]! - (q < 0 ? 0 : state[2 * q]!));
            const di = time * slope * (state[2 * p + 1]! - (q < 0 ? 0 : state[2 * q + 1]!));
            x[2 * (BATCH * p + slot)]! += dr;
            x[2 * (BATCH * p + slot) + 1]! += di;
            support.push(p);
            if (q < 0) return;
            x[2 * (BATCH * q + slot)]! -= dr;
            x[2 * (BATCH * q + slot) + 1]! -= di;
            support.push(q);
          });
          // what was missing before this stretch of time changes too
          if (at > 0) for (let k = 0; k < n; k++) x[2 * (BATCH * k + slot)]! += out[parameter * total + k]!;
        });
        factor.solveBatch(at > 0 ? everywhere : support, faint);
        const rows = batch.map((parameter) => parameter * total + at * n);
        for (let k = 0; k < n; k++) {
          for (let slot = 0; slot < rows.length; slot++) {
            const from = 2 * (BATCH * k + slot);
            out[rows[slot]! + k]! -= 2 * (c.re * x[from]! - c.im * x[from + 1]!);
          }
        }
      }
    });
  });
  return out;
}

/** sum_i v_i dc'_i/d(ln D, ln P...) for one v, by the adjoint: one solution per pole and stretch of time however many parameters. */
export function uptakeGradient(problem: ImageProblem, uptake: Uptake, groups: Int32Array, count: number, v: Float64Array): Float64Array {
  const { n, order, position } = problem.pattern;
  const { poles, atInfinity } = uptake.exponential;
  const out = new Float64Array(1 + count);
  const adjoint = new Float64Array(2 * n);
  const own = v.slice(0, n);
  for (let at = uptake.stages.length - 1; at >= 0; at--) {
    const { network, time, factors, states } = uptake.stages[at]!;
    const here = at > 0 ? v.subarray(n) : own;
    if (at > 0) for (let i = 0; i < n; i++) own[i]! += atInfinity * here[i]!;
    states.forEach((state, pole) => {
      const { c } = poles[pole]!;
      for (let k = 0; k < n; k++) {
        adjoint[2 * k] = here[order[k]!]!;
        adjoint[2 * k + 1] = 0;
      }
      factors[pole]!.solve(adjoint);
      if (at > 0) for (let k = 0; k < n; k++) own[order[k]!]! -= 2 * (c.re * adjoint[2 * k]! - c.im * adjoint[2 * k + 1]!);
      for (let parameter = 0; parameter <= count; parameter++) {
        let [sr, si] = [0, 0];
        eachDerivative(problem, network, uptake.transport.diffusivity, groups, parameter, (i, j, slope) => {
          const [p, q] = [position[i]!, j < 0 ? -1 : position[j]!];
          const ar = adjoint[2 * p]! - (q < 0 ? 0 : adjoint[2 * q]!);
          const ai = adjoint[2 * p + 1]! - (q < 0 ? 0 : adjoint[2 * q + 1]!);
          const ur = state[2 * p]! - (q < 0 ? 0 : state[2 * q]!);
          const ui = state[2 * p + 1]! - (q < 0 ? 0 : state[2 * q + 1]!);
          sr += slope * (ar * ur - ai * ui);
          si += slope * (ar * ui + ai * ur);
        });
        out[parameter]! -= 2 * time * (c.re * sr - c.im * si);
      }
    });
  }
  return out;
}

/** Parameters four at a time, neighbours in the factor's order together, since they reach the same rows. */
function batchesOf({ boundaries, pattern }: ImageProblem, groups: Int32Array, count: number): number[][] {
  const place = new Float64Array(1 + count).fill(Infinity);
  boundaries.boundaries.forEach(({ faces }, j) => {
    const parameter = 1 + groups[j]!;
    if (parameter < 1) return;
    for (const face of faces) place[parameter] = Math.min(place[parameter]!, pattern.position[face]!);
  });
  const sorted = Array.from({ length: 1 + count }, (_, i) => i).sort((a, b) => place[a]! - place[b]! || a - b);
  return Array.from({ length: Math.ceil(sorted.length / BATCH) }, (_, b) => sorted.slice(b * BATCH, (b + 1) * BATCH));
}
