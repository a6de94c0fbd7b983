import type { AnalysisContext, Dataset, FitParam } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { exchangeBound } from './exchange-bound.ts';
import type { ProfileFit } from './fit-profile.ts';
import { interfaceBound } from './interface-bound.ts';

/** Below this probability of chi2 a model is said not to describe the data. */
const POOR = 1e-4;

/** A fit after its quality gates: bounds put in place of values, and the flags of its records. */
export interface Judged {
  readonly found: ProfileFit;
  readonly flags: readonly string[];
}

/** Turns an exchange coefficient or a permeance that the data only bound into its limit. Says so through `ctx` only for the preferred fit. */
export function boundExchange(found: ProfileFit, data: Dataset<typeof TracerProfile>): ProfileFit {
  const through = interfaceBound(found, data);
  if (through) {
    const own = found.fit.params['P'] as FitParam;
    const P = { ...own, value: through.bound === 'none' ? null : through.value, u: null, bound: through.bound };
    return { ...found, fit: { ...found.fit, params: { ...found.fit.params, P } } };
  }
  const limit = exchangeBound(found, data);
  if (limit === undefined) return found;
  const params = found.fit.params as Record<string, FitParam>;
  const k: FitParam = Number.isNaN(limit)
    ? { ...(params['k'] as FitParam), value: null, u: null, bound: 'none' }
    : { ...(params['k'] as FitParam), value: limit, u: null, bound: 'lower' };
  return { ...found, fit: { ...found.fit, params: { ...params, k } } };
}

/** Checks the preferred fit: convergence, chi2, bounds, and parameters that the data don't determine. */
export function judgeProfile(found: ProfileFit, ctx: AnalysisContext): Judged {
  const flags: string[] = [];
  const { fit } = found;
  if (!fit.converged) {
    flags.push('not-converged');
    ctx.gate('sims/not-converged', `${fit.model} did not converge: ${fit.message}`);
  }
  if (found.probability < POOR) {
    flags.push('poor-fit');
    ctx.gate(
      'sims/poor-fit',
      `chi-square ${fit.chi2.toPrecision(5)} for ${fit.dof} degrees of freedom has a probability of ${found.probability.toExponential(1)}: ${fit.model} doesn't describe these data`,
    );
  }
  for (const [name, param] of Object.entries(fit.params as Record<string, FitParam>)) {
    if (param.bound === 'lower' || param.bound === 'upper') {
      flags.push(`${name}-bound`);
      ctx.gate(
        'sims/bound',
        `the data only bound ${name}: ${param.bound === 'lower' ? 'at least' : 'at most'} ${(param.value as number).toPrecision(3)} ${param.unit} (one-sided 95 %)`,
      );
    } else if (param.bound === 'none' || undetermined(found, name, param)) {
      flags.push(`${name}-not-identifiable`);
      ctx.gate('sims/not-identifiable', `the data don't determine ${name}: its uncertainty is as large as its value`);
    }
  }
  for (const name of ['source', 'background']) {
    const state = undecided(found, name);
    if (!state) continue;
    const message = `${name} is fitted as ${(found.values[name] as number).toPrecision(3)}`;
    const fix = `give --${name} if it is known`;
    if (state === 'with D') {
      flags.push('D-not-identifiable');
      ctx.gate('sims/not-identifiable', `${message}, but D and ${name} can't be told apart by these data; ${fix}`);
    } else {
      flags.push(`${name}-at-limit`);
      ctx.warn('sims/at-limit', `${message}, the edge of what a fraction can be; ${fix}`);
    }
  }
  return { found, flags };
}

/** Correlations with D: a fraction at its edge takes D along beyond the first, and beyond the second the two can't be told apart anywhere. */
const STRONG = 0.95;
const ONE = 0.99;

/** Whether a fitted fraction ended at 0 or 1 (`alone`), or D hangs on it and has no symmetric uncertainty (`with D`). */
function undecided(found: ProfileFit, name: string): 'alone' | 'with D' | undefined {
  const at = found.free.indexOf(name);
  if (at < 0) return undefined;
  const value = found.values[name] as number;
  const u = Math.sqrt(found.covariance[at * found.free.length + at] as number);
  const correlation = Math.abs(found.fit.correlation[found.free.indexOf('D')]?.[at] ?? 0);
  const nearEdge = value < 1.96 * u || value > 1 - 1.96 * u;
  if (correlation > ONE || (correlation > STRONG && nearEdge)) return 'with D';
  return value <= 1e-9 || value >= 1 - 1e-9 ? 'alone' : undefined;
}

/** A fitted quantity that spans decades and is known no better than to a factor e. */
function undetermined(found: ProfileFit, name: string, param: FitParam): boolean {
  if (param.fixed || param.derived === true || found.model.params[name]?.scale !== 'log') return false;
  return param.u === null || param.value === null || !(param.u < param.value);
}
