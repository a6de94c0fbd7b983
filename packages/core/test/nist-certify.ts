import { leastSquares, type LeastSquaresProblem, type LeastSquaresResult } from '@ionwalk/core/fit';
import { NIST_MODELS } from './nist-models.ts';
import type { NistProblem } from './nist-problem.ts';

/** What one start of one problem came to. */
export interface Certification {
  readonly result: LeastSquaresResult;
  /** Matched digits of the worst parameter, the worst standard deviation and the residual sum of squares, at most 11 are certified. */
  readonly digits: number;
  readonly sdDigits: number;
  readonly rssDigits: number;
}

export const certify = (nist: NistProblem, start: readonly number[]): Certification => {
  const result = leastSquares(toProblem(nist, start), { maxIterations: 1000 });
  const k = result.free.length;
  const s2 = result.chi2 / result.dof;
  const deviations = nist.certified.map((_, a) => Math.sqrt(result.covariance[a * k + a]! * s2));
  return {
    result,
    digits: Math.min(...nist.certified.map((c, a) => matchedDigits(result.parameters[a]!, c))),
    sdDigits: Math.min(...nist.standardDeviations.map((c, a) => matchedDigits(deviations[a]!, c))),
    rssDigits: matchedDigits(result.chi2, nist.residualSumOfSquares),
  };
};

const toProblem = (nist: NistProblem, start: readonly number[]): LeastSquaresProblem => {
  const model = NIST_MODELS[nist.name]!;
  const y = model.logResponse === true ? nist.y.map(Math.log) : nist.y;
  const x = nist.x[0]!;
  const x2 = nist.x[1] ?? x;
  return {
    parameters: start.map((value, j) => ({
      name: `b${j + 1}`,
      start: value,
      scale: model.log?.includes(j + 1) === true ? 'log' : 'linear',
    })),
    residualCount: y.length,
    residuals: (p, out) => {
      for (let i = 0; i < y.length; i++) out[i] = model.f(p, x[i]!, x2[i]!) - y[i]!;
    },
  };
};

/** −log10 of the relative error, between 0 and the 11 digits NIST certifies. */
const matchedDigits = (value: number, certified: number): number => {
  const error = Math.abs(value - certified) / Math.abs(certified);
  return Number.isNaN(error) ? 0 : Math.min(11, Math.max(0, -Math.log10(error)));
};
