import type { JointPart, Overrides } from '../api/analysis-context.ts';
import type { Dataset, Kind } from '../api/kind.ts';
import type { Model } from '../api/model.ts';
import type { NumberParam } from '../api/param.ts';
import { inputError } from '../errors.ts';
import type { FitParameter, LeastSquaresProblem } from './least-squares-problem.ts';
import { createWhitener } from './whiten.ts';

/** A model and its data as a least-squares problem. */
export interface ModelProblem {
  readonly problem: LeastSquaresProblem;
  /** One vector per start, in the parameters' order; the first is the guess. */
  readonly starts: readonly Float64Array[];
  /** The residuals' variance is 1; otherwise it is common but unknown. */
  readonly sigmaKnown: boolean;
  readonly weighting: string;
  /** f(p), before weighting; length residualCount. */
  evaluate(p: Float64Array, out: Float64Array): void;
}

/**
 * The problem `fitModel` solves: parameters with overrides applied, residuals whitened by the observed uncertainties.
 * A parameter starts at its override's `default`, else at the model's guess; one that isn't varied by the model itself stays at its own `default`.
 * @throws `fit/not-finite`, `fit/bad-sigma`, `fit/bad-covariance` for the data; `fit/unknown-parameter` for an override of another name
 */
export const modelProblem = <K extends Kind, P extends Record<string, NumberParam>>(
  model: Model<K, P>,
  data: Dataset<K>,
  overrides: Overrides<P> = {},
): ModelProblem => {
  const names = Object.keys(model.params);
  for (const name of Object.keys(overrides)) {
    if (!names.includes(name)) {
      throw inputError('fit/unknown-parameter', `model ${model.id} has no parameter '${name}'`, { fix: `use one of ${names.join(', ')}` });
    }
  }
  // A model's parameter types are its own business; from here on they are names and numbers.
  const part: JointPart = { model, data, names: Object.fromEntries(names.map((name) => [name, name])) };
  return jointProblem([part], model.params, overrides);
};

/** The problem `fitJointModels` solves: residuals of all parts one after the other, parameters shared by name. */
export const jointProblem = (
  parts: readonly JointPart[],
  params: Record<string, NumberParam>,
  overrides: Overrides<Record<string, NumberParam>> = {},
): ModelProblem => {
  const names = Object.keys(params);
  const built = parts.map((part) => buildPart(part, names));
  const starts = collectStarts(built, params, overrides, names);
  const parameters = names.map((name, j): FitParameter => toFitParameter(name, params[name]!, overrides[name], starts[0]![j]!));
  const residualCount = built.reduce((total, part) => total + part.count, 0);
  const single = built.length === 1 && built[0]!.target.every((target, own) => target === own) && built[0]!.target.length === names.length;
  const hasJacobian = built.every((part) => part.jacobian !== undefined);

  const eachBlock = (out: Float64Array, fill: (part: Part, block: Float64Array) => void): void => {
    let at = 0;
    for (const part of built) {
      fill(part, single ? out : out.subarray(at, at + part.count));
      at += part.count;
    }
  };
  const problem: LeastSquaresProblem = {
    parameters,
    residualCount,
    residuals: single ? (p, out) => built[0]!.residuals(p, out) : (p, out) => eachBlock(out, (part, block) => part.residuals(p, block)),
    ...(hasJacobian && {
      jacobian: single
        ? (p: Float64Array, out: Float64Array) => built[0]!.jacobian!(p, out)
        : (p: Float64Array, out: Float64Array) => scatter(built, p, names.length, out),
    }),
  };
  return {
    problem,
    starts,
    sigmaKnown: built.every((part) => part.sigmaKnown),
    weighting: [...new Set(built.map((part) => part.weighting))].join(' + '),
    evaluate: (p, out) => eachBlock(out, (part, block) => part.evaluate(p, block)),
  };
};

interface Part {
  readonly count: number;
  /** Own parameter index → shared index. */
  readonly target: Int32Array;
  readonly guesses: readonly Record<string, number>[];
  readonly ownNames: readonly string[];
  /** Its own Jacobian, before it is spread over the shared parameters. */
  readonly block: Float64Array;
  readonly sigmaKnown: boolean;
  readonly weighting: string;
  evaluate(p: Float64Array, out: Float64Array): void;
  residuals(p: Float64Array, out: Float64Array): void;
  readonly jacobian?: (p: Float64Array, out: Float64Array) => void;
}

const buildPart = (part: JointPart, names: readonly string[]): Part => {
  const { model, data } = part;
  const observed = model.observe(data);
  const whitener = createWhitener(observed);
  const y = observed.values;
  const count = y.length;
  const ownNames = Object.keys(model.params);
  const target = Int32Array.from(ownNames, (own) => names.indexOf(part.names[own] ?? own));
  const missing = target.indexOf(-1);
  if (missing >= 0) {
    throw inputError(
      'fit/unknown-parameter',
      `parameter ${ownNames[missing]} of model ${model.id} is mapped to none of ${names.join(', ')}`,
      {
        fix: 'map every parameter of every part to one of the shared parameters',
      },
    );
  }
  // One object of fixed shape, overwritten for every call: models get names, the loop allocates nothing.
  const numbers: Record<string, number> = Object.fromEntries(ownNames.map((own) => [own, 0]));
  const load = (p: Float64Array): Record<string, number> => {
    for (let j = 0; j < ownNames.length; j++) numbers[ownNames[j]!] = p[target[j]!]!;
    return numbers;
  };
  const own = model.residuals !== undefined;
  return {
    count,
    target,
    ownNames,
    block: new Float64Array(count * ownNames.length),
    guesses: [model.guess(data), ...(model.starts?.(data) ?? [])],
    sigmaKnown: whitener.sigmaKnown,
    weighting: whitener.weighting,
    evaluate: (p, out) => model.evaluate(load(p), data, out),
    residuals: own
      ? (p, out) => model.residuals!(load(p), data, out)
      : (p, out) => {
          model.evaluate(load(p), data, out);
          for (let i = 0; i < count; i++) out[i]! -= y[i]!;
          whitener.apply(out, 1);
        },
    ...(model.jacobian !== undefined && {
      jacobian: (p: Float64Array, out: Float64Array) => {
        model.jacobian!(load(p), data, out);
        if (!own) whitener.apply(out, ownNames.length);
      },
    }),
  };
};

const scatter = (built: readonly Part[], p: Float64Array, m: number, out: Float64Array): void => {
  out.fill(0);
  let row = 0;
  for (const part of built) {
    const width = part.target.length;
    const { block } = part;
    part.jacobian!(p, block);
    for (let i = 0; i < part.count; i++, row++) for (let j = 0; j < width; j++) out[row * m + part.target[j]!]! += block[i * width + j]!;
  }
};

const collectStarts = (
  built: readonly Part[],
  params: Record<string, NumberParam>,
  overrides: Overrides<Record<string, NumberParam>>,
  names: readonly string[],
): Float64Array[] => {
  const count = Math.max(1, ...built.map((part) => part.guesses.length));
  return Array.from({ length: count }, (_, s) =>
    Float64Array.from(names, (name, j) => {
      const given = overrides[name]?.default ?? (params[name]!.vary === false || built.length > 1 ? params[name]!.default : undefined);
      if (given !== undefined) return given;
      for (const part of built) {
        const own = part.target.indexOf(j);
        if (own >= 0) return (part.guesses[s] ?? part.guesses[0]!)[part.ownNames[own]!]!;
      }
      return params[name]!.default ?? NaN;
    }),
  );
};

const toFitParameter = (name: string, param: NumberParam, override: Partial<NumberParam> | undefined, start: number): FitParameter => {
  const min = override?.min ?? param.min;
  const max = override?.max ?? param.max;
  return {
    name,
    start,
    scale: param.scale ?? 'linear',
    vary: override?.vary ?? param.vary ?? true,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
  };
};
