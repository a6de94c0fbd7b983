import type { ChainStart } from './arc-model.ts';
import { type DrtProblem, SERIES } from './drt-problem.ts';

/** Parts a cell between two nodes is cut into: the mass of each goes to both nodes in proportion. */
const PARTS = 8;

/**
 * γ of a chain of arcs in the coefficients of a problem. An arc has γ = (R/2π) sin((1−n)π)/(cosh(n x) − cos((1−n)π)), x = ln(τ/τ0), whose integral is
 * (R/πn) atan(tanh(n x/2)/tan((1−n)π/2)): exact for the sharpest arc, a capacitor, too.
 */
export function arcCoefficients({ arcs, R, L, blocking }: ChainStart, problem: DrtProblem): Float64Array {
  const { tau, step, scale, columns } = problem;
  const x = new Float64Array(columns);
  const nodes = tau.length;
  for (const arc of arcs) {
    const below = (at: number): number => arc.R * integral(at - Math.log(arc.tau), arc.n);
    const first = Math.log(tau[0]!);
    for (let k = 0; k < nodes - 1; k++)
      for (let part = 0; part < PARTS; part++) {
        const mass = below(first + (k + (part + 1) / PARTS) * step) - below(first + (k + part / PARTS) * step);
        const share = (part + 0.5) / PARTS;
        x[SERIES + k]! += (mass * (1 - share)) / (step * scale[k]!);
        x[SERIES + k + 1]! += (mass * share) / (step * scale[k + 1]!);
      }
  }
  x[0] = (R ?? 0) / problem.resistanceUnit;
  x[1] = (L ?? 0) / problem.inductanceUnit;
  x[2] = blocking ? 1 / (blocking.Q * problem.setBlocking(blocking.n)) : 0;
  return x;
}

const integral = (x: number, n: number): number =>
  Math.atan(Math.tanh((n * x) / 2) / Math.max(1e-12, Math.tan(((1 - n) * Math.PI) / 2))) / (Math.PI * n);
