import { defineModel, type Dataset, type Model, type NumberParam, type Numbers, type Variable } from '@ionwalk/core';
import { TracerProfile } from '../kinds.ts';
import { countResidual } from './count-residual.ts';
import { givenOf, type Given } from './given.ts';

type Data = Dataset<typeof TracerProfile>;

/** A diffusion model row by row: `out[0]` the fraction at depth x [m], `out[1 + j]` its derivative with parameter j, in the order of `params`. */
export interface ProfileRow<P extends Record<string, NumberParam>> {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly equation: string;
  readonly cite: readonly string[];
  readonly params: P;
  row(p: Numbers<P>, given: Given, x: number, out: Float64Array): void;
  /** Starts, best first; the fraction's history is in `given`. */
  starts(data: Data, given: Given): readonly Numbers<P>[];
}

export interface ProfileModel<P extends Record<string, NumberParam> = Record<string, NumberParam>> extends Model<typeof TracerProfile, P> {
  /** The model's own rows, for drawing a line and for the Fisher matrix. */
  readonly profile: ProfileRow<P>;
}

/**
 * Makes a model that is fitted on counts where there are counts (deviance residuals, see `countResidual`), by weighted least squares on
 * fractions with a sigma, and by plain least squares on fractions without.
 */
export function profileModel<const P extends Record<string, NumberParam>>(profile: ProfileRow<P>): ProfileModel<P> {
  const names = Object.keys(profile.params);
  const row = new Float64Array(1 + names.length);
  const pair = new Float64Array(2);
  const known = new WeakMap<object, readonly Numbers<P>[]>();
  const startsOf = (data: Data): readonly Numbers<P>[] => {
    const starts = known.get(data) ?? profile.starts(data, givenOf(data));
    known.set(data, starts);
    return starts;
  };
  const model: Model<typeof TracerProfile, P> = defineModel<typeof TracerProfile, P>({
    id: profile.id,
    title: profile.title,
    doc: profile.doc,
    cite: profile.cite,
    equation: profile.equation,
    accepts: TracerProfile,
    params: profile.params,
    observe: observed,
    guess: (data) => startsOf(data)[0] as Numbers<P>,
    starts: (data) => startsOf(data).slice(1),
    evaluate(params, data, out) {
      const given = givenOf(data);
      const depth = data.variables.depth.values;
      for (let i = 0; i < depth.length; i++) {
        profile.row(params, given, depth[i] as number, row);
        out[i] = row[0] as number;
      }
    },
    residuals(params, data, out) {
      const given = givenOf(data);
      const depth = data.variables.depth.values;
      for (let i = 0; i < depth.length; i++) {
        profile.row(params, given, depth[i] as number, row);
        residualAt(data, i, row[0] as number, pair);
        out[i] = pair[0] as number;
      }
    },
    jacobian(params, data, out) {
      const given = givenOf(data);
      const depth = data.variables.depth.values;
      const m = names.length;
      for (let i = 0; i < depth.length; i++) {
        profile.row(params, given, depth[i] as number, row);
        residualAt(data, i, row[0] as number, pair);
        const slope = pair[1] as number;
        for (let j = 0; j < m; j++) out[i * m + j] = slope * (row[1 + j] as number);
      }
    },
  });
  return { ...model, profile };
}

/** Residual of row i for a model fraction f, and its slope with f. */
function residualAt(data: Data, i: number, f: number, out: Float64Array): void {
  const { fraction, total } = data.variables;
  const y = fraction.values[i] as number;
  if (total) {
    countResidual(f, y, total.values[i] as number, out);
    return;
  }
  const weight = fraction.sigma ? 1 / (fraction.sigma[i] as number) : 1;
  out[0] = (f - y) * weight;
  out[1] = weight;
}

/** The fractions, with a nominal sigma for counts: it tells the fitter that their scatter is known, the residuals are the model's own. */
function observed(data: Data): Variable {
  const { fraction, total } = data.variables;
  if (!total) return fraction;
  const sigma = new Float64Array(fraction.values.length);
  for (let i = 0; i < sigma.length; i++) {
    const n = total.values[i] as number;
    const y = ((fraction.values[i] as number) * n + 0.5) / (n + 1);
    sigma[i] = Math.sqrt((y * (1 - y)) / (n + 1));
  }
  return { values: fraction.values, sigma };
}
