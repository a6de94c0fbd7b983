import {
  inputError,
  isIonwalkError,
  type AnalysisContext,
  type Dataset,
  type Fitted,
  type Kind,
  type Model,
  type Variable,
} from '@ionwalk/core';
import { aicc as correctedAkaike, akaikeWeights } from '@ionwalk/core/fit';

export interface Candidate<K extends Kind> {
  /** `powder-2d` */
  readonly name: string;
  readonly model: Model<K>;
  /** Puts what a fit may return in either order into the promised one. */
  readonly reorder?: (fitted: Fitted) => Readonly<Record<string, number>> | undefined;
  /** What the fit can't mean on its own: a parameter that only seems to have a value. */
  readonly settle?: (fitted: Fitted, data: Dataset<K>, ctx: AnalysisContext) => Promise<Fitted>;
}

export interface Trial {
  readonly name: string;
  readonly fitted: Fitted;
}

export interface Ranking {
  /** The preferred one first, then by AICc. */
  readonly trials: readonly Trial[];
  readonly alternatives: readonly { readonly model: string; readonly dAICc: number; readonly weight: number }[];
}

/** By how much AICc must fall for a model with more parameters than the simplest one to be believed. */
const MARGIN = 4;

/**
 * Fits every candidate and ranks them by AICc. The first candidate is the simplest one and nested in most others: it is preferred unless
 * another lies at least 4 lower, for at the boundary between nested models AICc alone takes the richer one far too often.
 * Where it isn't the one of the lowest AICc, that is said (`nmr/model-choice`). Candidates with more parameters than the data have points are passed over, the first one excepted.
 * @throws nmr/too-few-points – fewer points than parameters of the only or simplest candidate
 */
export async function fitModels<K extends Kind>(
  candidates: readonly Candidate<K>[],
  data: Dataset<K>,
  points: number,
  ctx: AnalysisContext,
): Promise<Ranking> {
  const trials: Trial[] = [];
  for (const [i, candidate] of candidates.entries()) {
    const count = Object.keys(candidate.model.params).length;
    if (i > 0 && points < count + 2) continue;
    if (points < count) {
      throw inputError('nmr/too-few-points', `${points} points can't determine the ${count} parameters of ${candidate.name}`, {
        where: data.title,
        fix: 'measure more points, or choose a model with fewer parameters',
      });
    }
    try {
      trials.push({ name: candidate.name, fitted: withoutNaN(await fitCandidate(candidate, data, ctx)) });
    } catch (error) {
      if (i === 0 || !isIonwalkError(error) || ctx.signal.aborted) throw error;
      ctx.note('nmr/model-failed', `${candidate.name} could not be fitted: ${error.message}`);
    }
  }
  return rank(trials, candidates[0]?.model.observe(data), ctx);
}

async function fitCandidate<K extends Kind>(
  { name, model, reorder, settle }: Candidate<K>,
  data: Dataset<K>,
  ctx: AnalysisContext,
): Promise<Fitted> {
  const options = { name: `nmr/${name}` };
  const fitted = await ctx.fit(model, data, {}, options);
  const reordered = reorder?.(fitted);
  if (!reordered) return settle ? settle(fitted, data, ctx) : fitted;
  const start = { ...Object.fromEntries(Object.entries(fitted.fit.params).map(([key, { value }]) => [key, value ?? NaN])), ...reordered };
  const overrides = Object.fromEntries(Object.entries(start).map(([key, value]) => [key, { default: value }]));
  return ctx.fit({ ...model, guess: () => start, starts: () => [] }, data, overrides, options);
}

/** Data without any signal make a perfect fit of infinite covariance: an uncertainty of 0 times infinity is none. */
function withoutNaN(fitted: Fitted): Fitted {
  const entries = Object.entries(fitted.fit.params);
  if (entries.every(([, { u }]) => u === null || Number.isFinite(u))) return fitted;
  const params = Object.fromEntries(
    entries.map(([name, param]) => [name, param.u === null || Number.isFinite(param.u) ? param : { ...param, u: null }]),
  );
  return { ...fitted, fit: { ...fitted.fit, params } };
}

function rank(trials: readonly Trial[], observed: Variable | undefined, ctx: Pick<AnalysisContext, 'note'>): Ranking {
  const aicc = ({ fitted }: Trial): number => criterion(fitted, observed);
  const simplest = trials[0] as Trial;
  // One that didn't converge is no basis for a preference.
  const best = trials.filter((trial) => trial.fitted.fit.converged).reduce((a, b) => (aicc(b) < aicc(a) ? b : a), simplest);
  const preferred = aicc(best) <= aicc(simplest) - MARGIN ? best : simplest;
  const others = trials.filter((trial) => trial !== preferred).sort((a, b) => difference(aicc(a), aicc(b)));
  const ordered = [preferred, ...others];
  sayChoice(preferred, others[0], aicc, ctx);
  const weights = akaikeWeights(ordered.map(aicc));
  return {
    trials: ordered,
    alternatives: ordered.map((trial, i) => ({
      model: `nmr/${trial.name}`,
      dAICc: difference(aicc(trial), aicc(preferred)),
      weight: weights[i] as number,
    })),
  };
}

/** `nmr/model-choice`: why the preferred model is not the one of the lowest AICc. */
function sayChoice(preferred: Trial, lowest: Trial | undefined, aicc: (trial: Trial) => number, ctx: Pick<AnalysisContext, 'note'>): void {
  if (!lowest) return;
  const by = difference(aicc(preferred), aicc(lowest));
  if (!(by > 0)) return;
  const why = lowest.fitted.fit.converged
    ? `a richer model is preferred from ${MARGIN} on; --model ${lowest.name} takes it`
    : 'its fit did not converge';
  ctx.note(
    'nmr/model-choice',
    `${preferred.name} is kept though the AICc of ${lowest.name} is lower by ${by.toFixed(1)}: ${why}`,
    preferred.fitted.fit.model,
  );
}

/**
 * AICc, with residuals below rounding (1e-12 of the data) taken as that large: of data without noise the logarithm of χ² says nothing, and
 * the simplest model that is exact must win.
 */
function criterion({ fit, free }: Fitted, observed: Variable | undefined): number {
  if (observed && !(observed.sigma && !observed.relativeSigma)) {
    const floor = 1e-24 * observed.values.reduce((sum, y, i) => sum + (y / (observed.sigma?.[i] ?? 1)) ** 2, 0);
    const k = Math.max(free.length, observed.values.length - fit.dof);
    if (fit.chi2 < floor) return correctedAkaike({ chi2: floor, n: observed.values.length, k, sigmaKnown: false });
  }
  return Number.isNaN(fit.aicc) ? Infinity : fit.aicc;
}

/** 0 for equal infinities. */
const difference = (a: number, b: number): number => (a === b ? 0 : a - b);
