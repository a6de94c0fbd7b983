import { inputError } from '../errors.ts';
import type { LeastSquaresProblem } from './least-squares-problem.ts';
import type { Workspace } from './workspace.ts';

/** A log parameter stays within what its exponential can hold. */
const LOG_LOWEST = -690;
const LOG_HIGHEST = 700;

/** Put the starts, bounds and scales of a problem into the workspace; returns the number of free parameters. */
export const setUp = (problem: LeastSquaresProblem, ws: Workspace, starts?: ArrayLike<number>): number => {
  let k = 0;
  for (let j = 0; j < problem.parameters.length; j++) {
    const { name, min = -Infinity, max = Infinity, scale = 'linear', vary = true, maxStep } = problem.parameters[j]!;
    const start = starts === undefined ? problem.parameters[j]!.start : starts[j]!;
    if (!Number.isFinite(start)) {
      throw inputError('fit/not-finite', `parameter ${name} starts at ${start}`, { fix: `give a finite start value for ${name}` });
    }
    if (!vary) {
      ws.p[j] = start;
      continue;
    }
    if (!(min <= max))
      throw inputError('fit/bounds', `parameter ${name} has min ${min} above max ${max}`, { fix: `correct the bounds of ${name}` });
    const p = Math.min(Math.max(start, min), max);
    const log = scale === 'log';
    if (log && !(p > 0)) {
      throw inputError('fit/log-start', `parameter ${name} is fitted in its logarithm but starts at ${p}`, {
        fix: `start ${name} above 0, or fit it on a linear scale`,
      });
    }
    ws.p[j] = p;
    ws.free[k] = j;
    ws.isLog[k] = log ? 1 : 0;
    ws.q[k] = log ? Math.log(p) : p;
    ws.lower[k] = log ? (min > 0 ? Math.log(min) : LOG_LOWEST) : min;
    ws.upper[k] = log ? (max < Infinity ? Math.log(max) : LOG_HIGHEST) : max;
    ws.cap[k] = maxStep ?? (log ? 3 : Infinity);
    ws.typical[k] = Math.abs(start) || (Number.isFinite(max - min) && max > min ? max - min : 1);
    ws.damping[k] = 0;
    k++;
  }
  return k;
};
