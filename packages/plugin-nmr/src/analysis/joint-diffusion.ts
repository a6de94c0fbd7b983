import {
  constants,
  usageError,
  type AnalysisContext,
  type Dataset,
  type Fitted,
  type FitParam,
  type Model,
  type NumberParam,
} from '@ionwalk/core';
import { chiSquareSurvival } from '@ionwalk/core/fit';
import type { EchoDecay } from '../kinds.ts';
import { arrheniusLinked, isDiffusivity } from '../models/arrhenius-linked.ts';

type Decay = Dataset<typeof EchoDecay>;

/** Models that can be linked: with two kinds of ions one activation energy would be a fiction. */
export const JOINT_MODELS: readonly string[] = ['stejskal-tanner', 'powder-2d', 'powder-1d', 'stretched', 'log-normal'];

export interface JointDiffusion {
  readonly fitted: Fitted;
  /** Per series, as if it had been fitted alone: its parameters at its temperature and their covariance. */
  readonly views: readonly Fitted[];
}

/** Chance below which one law for all series is contradicted. */
const CONTRADICTED = 1e-3;

/**
 * One fit over the decays of several temperatures: an amplitude `S0.1`, `S0.2`, … each, one diffusion coefficient (or tensor) at T_ref, the harmonic mean of the
 * temperatures, and one `Ea`; over several Delta at one temperature the same coefficients throughout. Series that fit better alone than by chance
 * are said: `nmr/joint-contradicted`.
 * @throws nmr/joint – fewer than two series, or one without temperature
 */
export async function jointDiffusion(
  name: string,
  model: Model<typeof EchoDecay>,
  decays: readonly Decay[],
  ctx: AnalysisContext,
): Promise<JointDiffusion> {
  const temperatures = decays.map((decay) => decay.conditions.temperature);
  const missing = temperatures.findIndex((T) => T === undefined);
  if (decays.length < 2 || missing >= 0) {
    throw usageError(
      'nmr/joint',
      decays.length < 2 ? 'a joint fit needs at least two series' : `${decays[missing]?.title} states no temperature`,
      {
        where: 'option --joint',
        fix:
          decays.length < 2
            ? 'give several files, or a table with a column series'
            : 'give tables with a column temperature, or leave --joint out',
      },
    );
  }
  const T = temperatures as number[];
  const reference = T.length / T.reduce((sum, value) => sum + 1 / value, 0);
  const arrhenius = T.some((value) => Math.abs(value - (T[0] as number)) > 0.5);
  const linked = arrhenius ? T.map((value) => arrheniusLinked(model, value, reference)) : T.map(() => model);
  const params: Record<string, NumberParam> = {};
  decays.forEach((_, s) => (params[`S0.${s + 1}`] = model.params['S0'] as NumberParam));
  const start = startOf(model, decays, T, reference, arrhenius);
  for (const [own, param] of Object.entries(linked[0]?.params ?? {}))
    if (own !== 'S0') params[own] = { ...param, ...(start[own] !== undefined && { default: start[own] }) };
  const parts = decays.map((data, s) => ({
    model: linked[s] as unknown as Model,
    data,
    names: Object.fromEntries(Object.keys(linked[s]?.params ?? {}).map((own) => [own, own === 'S0' ? `S0.${s + 1}` : own])),
  }));
  const fitted = await ctx.fitJoint(parts, params, { name: `nmr/${name}` });
  const alone = await Promise.all(decays.map((data) => ctx.fit(model, data, {}, { bounds: false })));
  const known = decays.every(({ variables: { signal } }) => signal.sigma && !signal.relativeSigma);
  contradiction(fitted, alone, { arrhenius, known }, ctx);
  const fit = { ...fitted.fit, derived: { T_ref: arrhenius ? reference : (T[0] as number) } };
  const joint = { ...fitted, fit };
  return {
    fitted: joint,
    views: decays.map((_, s) => viewOf(joint, model, s, arrhenius ? (1 / (T[s] as number) - 1 / reference) / constants.R : 0)),
  };
}

/** Coefficients at T_ref and Ea from a line through the logarithms of the guesses of each series. */
function startOf(
  model: Model<typeof EchoDecay>,
  decays: readonly Decay[],
  T: readonly number[],
  reference: number,
  arrhenius: boolean,
): Readonly<Record<string, number>> {
  const guesses = decays.map((data) => model.guess(data) as Readonly<Record<string, number>>);
  const lead = Object.keys(model.params).find((name) => isDiffusivity(model.params[name] as NumberParam)) as string;
  const x = T.map((value) => 1 / value - 1 / reference);
  const y = guesses.map((guess) => Math.log(guess[lead] as number));
  const mean = y.reduce((a, b) => a + b, 0) / y.length;
  // The reference is where the mean of x is 0.
  const slope = arrhenius
    ? x.reduce((sum, value, i) => sum + value * (y[i] as number), 0) / x.reduce((sum, value) => sum + value * value, 0)
    : 0;
  const first = guesses[0] as Readonly<Record<string, number>>;
  const scale = Math.exp(mean) / (first[lead] as number);
  const start: Record<string, number> = {};
  for (const [name, param] of Object.entries(model.params))
    if (name !== 'S0') start[name] = (first[name] as number) * (isDiffusivity(param) ? scale : 1);
  return arrhenius ? { ...start, Ea: -slope * constants.R } : start;
}

function contradiction(
  joint: Fitted,
  alone: readonly Fitted[],
  { arrhenius, known }: { readonly arrhenius: boolean; readonly known: boolean },
  ctx: AnalysisContext,
): void {
  const chi2 = alone.reduce((sum, { fit }) => sum + fit.chi2, 0);
  const dof = alone.reduce((sum, { fit }) => sum + fit.dof, 0);
  const more = joint.fit.dof - dof;
  if (more < 1 || dof < 1) return;
  const excess = (joint.fit.chi2 - chi2) / (known ? 1 : chi2 / dof);
  const p = excess > 0 ? chiSquareSurvival(excess, more) : 1;
  if (p >= CONTRADICTED) return;
  ctx.warn(
    'nmr/joint-contradicted',
    arrhenius
      ? `the series alone fit better than under one Arrhenius law (p = ${p.toExponential(0)}): look at them one by one`
      : `the series alone fit better than with common coefficients (p = ${p.toExponential(0)}): diffusion that slows with Delta is restricted or averages over domains`,
    joint.fit.model,
  );
}

/** D_s = D exp(−Ea lever), with the covariance of D and Ea. */
function viewOf(joint: Fitted, model: Model<typeof EchoDecay>, s: number, lever: number): Fitted {
  const { fit, free, covariance } = joint;
  const factor = Math.exp(-(fit.params['Ea']?.value ?? 0) * lever);
  const params: Record<string, FitParam> = {};
  const rows: { name: string; row: Map<number, number> }[] = [];
  for (const [name, spec] of Object.entries(model.params)) {
    const shared = name === 'S0' ? `S0.${s + 1}` : name;
    const param = fit.params[shared] as FitParam;
    const follows = isDiffusivity(spec);
    const value = param.value === null ? null : param.value * (follows ? factor : 1);
    const row = new Map<number, number>();
    if (free.includes(shared)) row.set(free.indexOf(shared), follows ? factor : 1);
    if (follows && free.includes('Ea')) row.set(free.indexOf('Ea'), -(value ?? 0) * lever);
    let variance = 0;
    for (const [a, x] of row) for (const [b, y] of row) variance += x * y * (covariance[a * free.length + b] as number);
    params[name] = { ...param, value, u: param.u === null ? null : Math.sqrt(Math.max(variance, 0)) };
    if (row.size > 0) rows.push({ name, row });
  }
  const m = rows.length;
  const own = new Float64Array(m * m);
  rows.forEach((left, i) =>
    rows.forEach((right, j) => {
      for (const [a, x] of left.row)
        for (const [b, y] of right.row) own[i * m + j] = (own[i * m + j] as number) + x * y * (covariance[a * free.length + b] as number);
    }),
  );
  return { ...joint, fit: { ...fit, params }, free: rows.map(({ name }) => name), covariance: own };
}
