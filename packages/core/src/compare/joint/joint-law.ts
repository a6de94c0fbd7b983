import { akaikeWeights } from '../../fit/information-criteria.ts';
import { constants } from '../../physics/constants.ts';
import type { JointHaven, JointLaw, Verdict } from '../document.ts';
import { quantile, spreadOf } from '../linear-form.ts';
import { figures, interval, kelvins, noteClauses, orNull } from '../numbers.ts';
import { seriesLabel, type Series } from '../series.ts';
import { fitRelations } from './fit-relations.ts';
import { HAVEN_MODELS, type HavenModel } from './haven-columns.ts';
import type { JointData } from './joint-data.ts';
import { decideAll, verdictOf } from './joint-verdict.ts';
import type { JointEstimate } from './joint-estimate.ts';

const K_IN_EV: number = constants.k / constants.e;
/** A freer relation must have an AICc lower by this: one parameter then needs two standard uncertainties, as the verdicts on pairs do. */
const FREER = 2;
/**
 * One law for several techniques: ln D_k(T) = ln D(T) + ln H_k (+ (E_k/k)(1/T − 1/T_p)), the first series being the reference with H = 1, by
 * generalised least squares with V_ij = δ_ij u_i² + Σ_tag s_i s_j. Candidates: every H = 1; H constant; one common energy of all H; an energy
 * for each. The simplest is kept unless a freer one has an AICc lower by 2. ln D(T) is a line, or a hinge, VTF curve or parabola where all data
 * together ask for it by 4. Series must have passed the gate against the first, and have known random uncertainties.
 * Undefined for fewer than two series or too few points to tell H = 1 from a constant.
 */
export function jointLaw(series: readonly Series[], codes: readonly string[] = []): JointLaw | undefined {
  if (series.length < 2 || !series.every(hasKnownScatter)) return undefined;
  // With one technique beside the reference a common energy and its own are the same.
  const models = HAVEN_MODELS.filter((model) => model !== 'own-energy' || series.length > 2);
  const fitted = fitRelations(series, models);
  if (fitted === undefined) return undefined;
  const { data, tried, enlarged, sound } = fitted;
  const [one, constant] = [tried[0], tried[1]];
  if (one?.model !== 'one' || constant?.model !== 'constant') return undefined;
  const chosen = tried.reduce((kept, next) => (next.score <= kept.score - FREER ? next : kept));
  const weights = akaikeWeights(tried.map(({ score }) => score));
  // Where all are taken as one, what they would be otherwise says how well that is known.
  const shown = chosen === one ? constant.estimate : chosen.estimate;
  const haven = series.map((_, k) => (sound ? havenOf(data, shown, k) : noHaven(data, k)));
  const verdict = sound ? decideAll(chosen.model, haven) : 'undecided';
  const allCodes = [...(sound ? [] : ['joint/law']), ...(enlarged > 1 && sound ? ['joint/scatter'] : []), ...codes];
  const { chi2, size, pulls } = chosen.estimate;
  const n = data.y.length;
  return {
    sample: series[0]?.sample?.id ?? null,
    region: series[0]?.region ?? null,
    reference: series[0]?.kind ?? '',
    n,
    model: chosen.model,
    law: sound ? lawNumbers(data, chosen.estimate) : null,
    haven,
    candidates: tried.map(({ model, estimate, score }, i) => ({
      model,
      k: estimate.size,
      chi2: estimate.chi2,
      dAICc: score - chosen.score,
      weight: weights[i] as number,
    })),
    chi2,
    dof: n - size,
    enlarged,
    effects: pulls,
    verdict,
    codes: allCodes,
    reason: sound
      ? reasonOf(data, chosen.model, haven, { verdict, codes, enlarged })
      : `No common law describes the ${n} values of ${series.map(seriesLabel).join(', ')} within three times their random uncertainties, whatever their Haven factors, so none are given; compare them in pairs, which ask for no law.`,
    parents: series.flatMap((each) => each.points.map(({ record }) => record.id)),
  };
}

/** Whether the random part of every point is known and positive: only then is there a weight. */
export const hasKnownScatter = (series: Series): boolean =>
  series.points.length > 0 && series.u.every((u) => Number.isFinite(u) && u > 1e-9);

function noHaven({ series }: JointData, k: number): JointHaven {
  const { kind, region, direction, points } = series[k] as Series;
  const none = { value: null, lo: null, hi: null, u: null, dEa_eV: null, u_dEa_eV: null, verdict: 'undecided' as const };
  return { kind, region, direction, n: points.length, ...none };
}

function havenOf(data: JointData, fit: JointEstimate, k: number): JointHaven {
  const { series, span } = data;
  const { kind, region, direction, points } = series[k] as Series;
  const [level, tilt] = [fit.level(k), fit.tilt(k)];
  const { u, nu } = spreadOf(level.form);
  const reach = u === 0 ? 0 : quantile(0.975, nu) * u;
  const slope = tilt.form.size === 0 ? undefined : spreadOf(tilt.form);
  return {
    kind,
    region,
    direction,
    n: points.length,
    value: Math.exp(level.value),
    lo: orNull(Math.exp(level.value - reach)),
    hi: orNull(Math.exp(level.value + reach)),
    u: orNull(u),
    dEa_eV: slope === undefined ? null : (tilt.value / span) * K_IN_EV,
    u_dEa_eV: slope === undefined ? null : orNull((slope.u / span) * K_IN_EV),
    verdict: verdictOf(data, fit, k),
  };
}

function lawNumbers({ pivot, span }: JointData, { curve, value, slope }: JointEstimate): JointLaw['law'] {
  const [level, tilt] = [value(0), slope(0)];
  return {
    model: curve.model,
    T_pivot: 1 / pivot,
    lnD_pivot: level.value,
    u_lnD_pivot: orNull(spreadOf(level.form).u),
    Ea_eV: 0 - (tilt.value / span) * K_IN_EV,
    u_Ea_eV: orNull((spreadOf(tilt.form).u / span) * K_IN_EV),
    T_break: curve.model === 'segmented' ? 1 / (pivot + span * curve.bend) : null,
  };
}

const RELATION: Record<HavenModel, string> = {
  one: 'all are one coefficient (H = 1)',
  constant: 'each has a Haven factor of its own that doesn’t depend on temperature',
  temperature: 'the Haven factor depends on temperature',
  'own-energy': 'each has an activation energy of its own',
};

function reasonOf(
  { series, pivot }: JointData,
  model: HavenModel,
  haven: readonly JointHaven[],
  { verdict, codes, enlarged }: { readonly verdict: Verdict; readonly codes: readonly string[]; readonly enlarged: number },
): string {
  const factors = haven.slice(1).map((one, k) => {
    const size = one.lo === null || one.hi === null ? figures(one.value ?? NaN) : interval(one.value ?? NaN, one.lo, one.hi);
    const energy =
      one.dEa_eV === null ? '' : `, activation energy ${figures(Math.abs(one.dEa_eV), 2)} eV ${one.dEa_eV > 0 ? 'lower' : 'higher'}`;
    return `${seriesLabel(series[k + 1] as Series)} ${size}${energy}`;
  });
  const clause = verdict === 'undecided' ? ', but a factor 1.5 is not excluded' : verdict === 'cross' ? ', and the lines cross' : '';
  const n = series.reduce((sum, one) => sum + one.points.length, 0);
  return `Of ${n} values under one law, relative to ${seriesLabel(series[0] as Series)} at ${kelvins(1 / pivot)}: ${factors.join('; ')}${noteClauses(codes)}; ${RELATION[model]}${clause}${enlarged > 1 ? `; random uncertainties were enlarged by ${figures(enlarged, 2)} to match the scatter` : ''}.`;
}
