import { defineModel, type Dataset, type Model, type NumberParam, type Numbers, type Variable } from '@ionwalk/core';
import { TracerProfile } from '../kinds.ts';
import { backgroundResidual } from './background-residual.ts';
import { countResidual, insideFraction } from './count-residual.ts';
import { givenOf } from './given.ts';
import { predictRows } from './predict-rows.ts';
import type { ProfileRow } from './profile-row.ts';
import { refineStarts } from './refine-starts.ts';

type Data = Dataset<typeof TracerProfile>;

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
  const width = 1 + names.length;
  const pair = new Float64Array(2);
  // a fitter asks for residuals and then for slopes at the same place: both come from the same rows
  let rows = new Float64Array(0);
  let slopes = new Float64Array(0);
  let rowsAt: { readonly depth: Float64Array; readonly meta: object; readonly values: Float64Array } | undefined;
  let slopesFor: { readonly rowsAt: object | undefined; readonly data: Data } | undefined;
  const rowsOf = (params: Numbers<P>, data: Data): Float64Array => {
    const depth = data.variables.depth.values;
    const known = rowsAt;
    if (known?.depth === depth && known.meta === data.meta && names.every((name, j) => known.values[j] === params[name])) return rows;
    if (rows.length !== depth.length * width) {
      rows = new Float64Array(depth.length * width);
      slopes = new Float64Array(depth.length);
    }
    rowsAt = undefined;
    predictRows(profile, params, givenOf(data), depth, rows);
    rowsAt = { depth, meta: data.meta, values: Float64Array.from(names, (name) => params[name] as number) };
    return rows;
  };
  const known = new WeakMap<object, readonly Numbers<P>[]>();
  const startsOf = (data: Data): readonly Numbers<P>[] => {
    let starts = known.get(data);
    if (!starts) {
      const given = givenOf(data);
      starts = refineStarts(profile, data, given, profile.starts(data, given));
      known.set(data, starts);
    }
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
      const rows = rowsOf(params, data);
      for (let i = 0; i < out.length; i++) out[i] = rows[i * width] as number;
    },
    residuals(params, data, out) {
      const rows = rowsOf(params, data);
      for (let i = 0; i < out.length; i++) {
        residualAt(data, i, rows[i * width] as number, pair);
        out[i] = pair[0] as number;
        slopes[i] = pair[1] as number;
      }
      slopesFor = { rowsAt, data };
    },
    jacobian(params, data, out) {
      const rows = rowsOf(params, data);
      const m = width - 1;
      const n = data.variables.depth.values.length;
      const known = slopesFor?.rowsAt === rowsAt && slopesFor?.data === data;
      for (let i = 0; i < n; i++) {
        if (!known) {
          residualAt(data, i, rows[i * width] as number, pair);
          slopes[i] = pair[1] as number;
        }
        const slope = slopes[i] as number;
        for (let j = 0; j < m; j++) out[i * m + j] = slope * (rows[i * width + 1 + j] as number);
      }
    },
  });
  return { ...model, profile };
}

const four = new Float64Array(4);

/** Residual of row i for a model fraction f, and its slope with f. */
function residualAt(data: Data, i: number, f: number, out: Float64Array): void {
  const { fraction, total, tracerBackground, matrixBackground } = data.variables;
  const y = fraction.values[i] as number;
  if (total && tracerBackground && matrixBackground) {
    const n = total.values[i] as number;
    backgroundResidual(
      insideFraction(f),
      y * n,
      (1 - y) * n,
      tracerBackground.values[i] as number,
      matrixBackground.values[i] as number,
      four,
    );
    out[0] = four[0] as number;
    out[1] = four[1] as number;
    return;
  }
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
