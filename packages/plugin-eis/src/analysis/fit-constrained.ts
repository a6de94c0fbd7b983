import {
  type AnalysisContext,
  type Dataset,
  type Fitted,
  type FitParam,
  inputError,
  type Model,
  type NumberParam,
  type Overrides,
  usageError,
} from '@ionwalk/core';
import { fitModel, modelProblem, multistart } from '@ionwalk/core/fit';
import type { CircuitModel } from '../circuit/circuit-model.ts';
import type { Weighting } from '../circuit/spectrum-data.ts';
import type { EisSpectrum } from '../kinds.ts';
import type { Constraints } from './constraints.ts';

/** χ² this much above the search's own is another minimum. */
const WORSE = 1e-3;
/** Shaken copies of the best start, besides the others. */
const JITTERED = 4;

/**
 * The circuit fitted under its constraints: the free parameters by least squares from every start the free search has, those tied to them after it. Converged only where another
 * start ended at the same χ². Note `eis/guess-left`, warning `eis/at-bound`; errors `fit/too-few-points`, `eis/constraint` for a ZView model that fixes what is tied.
 * @param constrained – the model of `constrainedModel`
 * @returns with the tied parameters among the others (`derived`), in `params`, `free` and `covariance`; `fit.correlation` and `dof` are those of the free ones
 */
export async function fitConstrained(
  model: CircuitModel,
  constrained: Model<typeof EisSpectrum>,
  constraints: Constraints,
  spectrum: Dataset<typeof EisSpectrum>,
  weighting: Weighting,
  ctx: AnalysisContext,
  overrides: Overrides<Record<string, NumberParam>>,
): Promise<Fitted> {
  for (const name of Object.keys(overrides))
    if (!Object.hasOwn(constrained.params, name))
      throw usageError('eis/constraint', `${name} is tied, and fixed by the circuit model`, {
        where: 'option --tie',
        fix: 'free it in the model, or leave the tie out',
      });
  const names = Object.keys(constrained.params);
  // The starts are all tried by the search below.
  const asked = await ctx.fit({ ...constrained, starts: () => [] }, spectrum, overrides, { name: 'circuit', weighting });
  const held: Overrides<Record<string, NumberParam>> = Object.fromEntries(
    names.flatMap((name) => (asked.fit.params[name]?.fixed ? [[name, { default: asked.fit.params[name].value ?? NaN, vary: false }]] : [])),
  );
  const count = names.length - Object.keys(held).length;
  const points = spectrum.variables.frequency.values.length;
  if (points < count)
    throw inputError('fit/too-few-points', `${points} points for ${count} free parameters of ${model.circuit.text}`, {
      where: spectrum.title,
      fix: 'use a smaller circuit, tie or fix more of its parameters, or measure more frequencies; the file may be cut short',
    });
  const { problem, starts } = modelProblem(constrained, spectrum, held);
  const { best, agree, tried } = multistart(problem, starts, { jittered: JITTERED });
  let fitted: Fitted = asked;
  if (asked.fit.chi2 > best.chi2 * (1 + WORSE)) {
    const own = { ...constrained, guess: () => Object.fromEntries(names.map((name, j) => [name, best.parameters[j]!])), starts: () => [] };
    fitted = fitModel(own, spectrum, held, { name: asked.fit.model, weighting });
  }
  const { chi2, iterations, message } = fitted.fit;
  const confirmed = agree > 1 && chi2 <= best.chi2 * (1 + 1e-4);
  const converged = (confirmed && best.converged) || (fitted.fit.converged && chi2 < best.chi2);
  return withTied(
    {
      ...fitted,
      fit: {
        ...fitted.fit,
        circuit: model.circuit.text,
        iterations,
        converged,
        message: converged ? `minimum confirmed by a search from ${tried} starts` : `not confirmed: ${message}`,
        derived: { ...fitted.fit.derived, ties: constraints.ties, bounds: constraints.bounds },
      },
    },
    model,
    constraints,
  );
}

/** p_j = factor·p_root, V_ij = factor_i V factor_j: what follows is as uncertain, relative to itself, as what it follows. */
function withTied({ fit, free, covariance, fitted, residuals }: Fitted, { circuit }: CircuitModel, { follows }: Constraints): Fitted {
  const params: Record<string, FitParam> = { ...fit.params };
  const all = free.map((name, a) => ({ name, a, factor: 1 }));
  follows.forEach(({ root, factor }, j) => {
    if (root === j) return;
    const { name } = circuit.parameters[j]!;
    const source = circuit.parameters[root]!.name;
    const { value, u, unit, fixed, bound } = fit.params[source]!;
    params[name] = { value: value === null ? null : factor * value, u: u === null ? null : factor * u, unit, fixed, derived: true, bound };
    const a = free.indexOf(source);
    if (a >= 0) all.push({ name, a, factor });
  });
  return {
    fit: { ...fit, params },
    free: all.map(({ name }) => name),
    covariance: Float64Array.from(all.flatMap((x) => all.map((y) => x.factor * y.factor * covariance[x.a * free.length + y.a]!))),
    fitted,
    residuals,
  };
}
