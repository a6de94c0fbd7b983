import { type AnalysisContext, type Dataset, type Fitted, type FitParam, inputError, type NumberParam } from '@ionwalk/core';
import { jointProblem, type ModelProblem } from '@ionwalk/core/fit';
import { type CircuitModel } from '../circuit/circuit-model.ts';
import type { Weighting } from '../circuit/spectrum-data.ts';
import type { EisSpectrum } from '../kinds.ts';
import { arrhenius, jointModel } from './joint-model.ts';
import { GAS, jointName, type JointPlan } from './joint-plan.ts';
import { jointStarts } from './joint-starts.ts';

export interface JointFit {
  readonly fitted: Fitted;
  /** The same as seen by each spectrum: the circuit's own parameters, with their covariance. */
  readonly views: readonly Fitted[];
  /** The problem that was solved, what was fixed left so. */
  problem(): ModelProblem;
}

/**
 * One circuit fitted to several spectra at once, parameters shared or linked as planned; free ones carry `@<label>`. The start is the best of several sets of
 * shared values, and the fit counts as converged only when another of them leads to the same minimum. Error `fit/too-few-points`.
 */
export async function jointFit(
  model: CircuitModel,
  spectra: readonly Dataset<typeof EisSpectrum>[],
  weighting: Weighting,
  plan: JointPlan,
  ctx: AnalysisContext,
): Promise<JointFit> {
  const { parameters } = model.circuit;
  const follows = plan.constraints?.follows;
  const roots = parameters.filter((_, j) => follows === undefined || follows[j]!.root === j).length;
  const own = roots - plan.shared.size - plan.linked.size;
  spectra.forEach(({ variables, title }) => {
    if (2 * variables.frequency.values.length < own)
      throw inputError(
        'fit/too-few-points',
        `${variables.frequency.values.length} points in ${title} for ${own} free parameters of its own`,
        {
          fix: 'use a smaller circuit, share more of its parameters, or leave this spectrum out',
        },
      );
  });
  const starts = jointStarts(model, spectra, weighting, plan);
  const params: Record<string, NumberParam> = {};
  const parts = spectra.map((data, s) => {
    const part = jointModel(model, plan, plan.temperatures[s]!, starts[s]!);
    const names: Record<string, string> = {};
    for (const [name, param] of Object.entries(part.params)) {
      const index = parameters.findIndex((parameter) => parameter.name === name);
      const joint = index < 0 ? name : jointName(plan, name, index, s);
      names[name] = joint;
      params[joint] ??= param;
    }
    return { model: part as never, data, names };
  });
  const order = Object.fromEntries(Object.entries(params).toSorted(([a], [b]) => Number(a.includes('@')) - Number(b.includes('@'))));
  const fitted = await ctx.fitJoint(parts, order, { name: 'circuit', weighting });
  const points = spectra.reduce((sum, { variables }) => sum + variables.frequency.values.length, 0);
  if (points < fitted.free.length)
    throw inputError('fit/too-few-points', `${points} points in all for ${fitted.free.length} free parameters`, {
      fix: 'use a smaller circuit, share or fix more of its parameters, or measure more frequencies',
    });
  const { constraints } = plan;
  const derived = constraints ? { derived: { ...fitted.fit.derived, ties: constraints.ties, bounds: constraints.bounds } } : {};
  const result = { ...fitted, fit: { ...fitted.fit, circuit: model.circuit.text, ...derived } };
  const held = Object.fromEntries(
    Object.keys(order).flatMap((name) =>
      fitted.fit.params[name]?.fixed ? [[name, { default: fitted.fit.params[name].value ?? NaN, vary: false }]] : [],
    ),
  );
  return {
    fitted: result,
    views: spectra.map((_, s) => viewOf(result, model, plan, s)),
    problem: () => jointProblem(parts, order, held),
  };
}

/** Own parameters of one spectrum with J V Jᵀ, J from the joint parameters to its own. */
function viewOf({ fit, free, covariance, fitted, residuals }: Fitted, model: CircuitModel, plan: JointPlan, s: number): Fitted {
  const k = free.length;
  const T = plan.temperatures[s]!;
  const params: Record<string, FitParam> = {};
  const rows: { readonly name: string; readonly row: Float64Array }[] = [];
  const follows = plan.constraints?.follows;
  const { parameters } = model.circuit;
  parameters.forEach(({ name, unit }, j) => {
    if (follows && follows[j]!.root !== j) return;
    const row = new Float64Array(k);
    if (plan.linked.has(j)) {
      const [energy, prefactor] = [fit.params[`${name}.Ea`], fit.params[`${name}.pre`]];
      const value = arrhenius(energy?.value ?? NaN, prefactor?.value ?? NaN, T);
      const [a, b] = [free.indexOf(`${name}.Ea`), free.indexOf(`${name}.pre`)];
      if (a >= 0) row[a] = value / (GAS * T);
      if (b >= 0) row[b] = value / (prefactor?.value ?? NaN);
      params[name] = { value, u: null, unit, fixed: false, bound: (energy?.bound ?? prefactor?.bound) ? 'none' : null };
      if (a >= 0 || b >= 0) rows.push({ name, row });
      return;
    }
    const joint = jointName(plan, name, j, s);
    params[name] = fit.params[joint]!;
    const a = free.indexOf(joint);
    if (a < 0) return;
    row[a] = 1;
    rows.push({ name, row });
  });
  follows?.forEach(({ root, factor }, j) => {
    if (root === j) return;
    const { value, u, unit, fixed, bound } = params[parameters[root]!.name]!;
    const { name } = parameters[j]!;
    params[name] = { value: value === null ? null : factor * value, u: u === null ? null : factor * u, unit, fixed, derived: true, bound };
    const source = rows.find((each) => each.name === parameters[root]!.name);
    if (source) rows.push({ name, row: source.row.map((entry) => factor * entry) });
  });
  const size = rows.length;
  const own = new Float64Array(size * size);
  rows.forEach(({ row: left }, i) =>
    rows.forEach(({ row: right }, j) => {
      let sum = 0;
      for (let a = 0; a < k; a++) {
        if (left[a] === 0) continue;
        for (let b = 0; b < k; b++) sum += left[a]! * covariance[a * k + b]! * right[b]!;
      }
      own[i * size + j] = sum;
    }),
  );
  return { fit: { ...fit, params }, free: rows.map(({ name }) => name), covariance: own, fitted, residuals };
}
