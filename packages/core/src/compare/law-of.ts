import type { Diagnostic } from '../api/context.ts';
import { chiSquareSurvival } from '../fit/chi-square-survival.ts';
import { constants } from '../physics/constants.ts';
import type { Law, LawNumbers } from './document.ts';
import type { LawChoice } from './laws/choose-law.ts';
import { dot, type LawFit } from './laws/law-fit.ts';
import { quantile, spreadOf, type Spread } from './linear-form.ts';
import { kelvins, orNull } from './numbers.ts';
import { seriesLabel, type Series } from './series.ts';

/** k/e [V/K]: a slope of ln D over 1/T [K] becomes −E_a in eV. */
const K_IN_EV: number = constants.k / constants.e;
const POOR = 0.01;

/**
 * The law of a series as it is reported, at 1/T_pivot = the weighted mean of 1/T, where value and slope of a straight line are uncorrelated.
 * Shared effects are in the outer uncertainties, not in those of `arrhenius`. Undefined for fewer than two temperatures.
 */
export function lawOf(series: Series): Law | undefined {
  if (series.law === undefined) return undefined;
  let law = laws.get(series);
  if (law === undefined) laws.set(series, (law = reportedLaw(series, series.law)));
  return law;
}

/** The table of laws and each figure ask for the same ones. */
const laws = new WeakMap<Series, Law>();

function reportedLaw(series: Series, { chosen, straight, tried }: LawChoice): Law {
  const pivot = meanOf(series);
  const spread = (weights: Float64Array): Spread => spreadOf(new Map([[series, weights]]));
  const outer = numbers(series, chosen, pivot, spread(chosen.valueWeights(pivot)), spread(chosen.slopeWeights(pivot)));
  const law = {
    sample: series.sample?.id ?? null,
    kind: series.kind,
    region: series.region,
    direction: series.direction,
    ...outer,
    break: breakOf(series, chosen),
    arrhenius: numbers(
      series,
      straight,
      pivot,
      randomSpread(series, straight.valueWeights(pivot)),
      randomSpread(series, straight.slopeWeights(pivot)),
    ),
    alternatives: tried.map(({ model, dAICc, weight }) => ({ model, dAICc: orNull(dAICc) ?? 0, weight })),
  };
  return { ...law, diagnostics: [...scatterCheck(series, chosen), ...gapCheck(series, chosen), ...flagCheck(series)] };
}

function meanOf({ x, w }: Series): number {
  const total = w.reduce((sum, weight) => sum + weight, 0);
  return dot(
    x,
    w.map((weight) => weight / total),
  );
}

function numbers(series: Series, fit: LawFit, pivot: number, value: Spread, slope: Spread): LawNumbers {
  const known = new Set(series.x).size >= 3;
  // Not a unary minus: a level line has the energy 0, not −0.
  const volts = 0 - fit.slope(pivot) * K_IN_EV;
  const u = known ? orNull(slope.u * K_IN_EV) : null;
  const reach = u === null ? null : orNull(quantile(0.975, slope.nu) * u);
  const joule = constants.e * constants.N_A;
  const relative = series.kind === 'sigma';
  const residualNu = series.points.length - fit.size;
  return {
    model: fit.model,
    n: series.points.length,
    Ea: volts * joule,
    u_Ea: u === null ? null : u * joule,
    Ea_eV: volts,
    u_Ea_eV: u,
    lo_Ea_eV: reach === null ? null : volts - reach,
    hi_Ea_eV: reach === null ? null : volts + reach,
    lnD_pivot: relative ? null : fit.value(pivot),
    u_lnD_pivot: relative || !known ? null : orNull(value.u),
    T_pivot: 1 / pivot,
    nu: series.fromScatter && residualNu > 0 ? residualNu : null,
    chi2: series.fromScatter || series.u[0] === 0 ? null : fit.rss,
    range: [series.points.at(-1)?.T as number, series.points[0]?.T as number],
  };
}

/** Random part alone, with the scatter about the straight line itself. */
function randomSpread(series: Series, weights: Float64Array): Spread {
  const straight = series.law?.straight as LawFit;
  const nu = series.points.length - straight.size;
  const s = Math.sqrt(straight.rss / nu);
  let variance = 0;
  for (let i = 0; i < weights.length; i++) variance += ((weights[i] as number) * (series.fromScatter ? s : (series.u[i] as number))) ** 2;
  const u = series.fromScatter && nu <= 0 ? NaN : Math.sqrt(variance);
  return { u, random: u, nu: series.fromScatter ? nu : Infinity, tags: new Map() };
}

function breakOf(series: Series, { hinge }: LawFit): Law['break'] {
  if (hinge === undefined) return null;
  const random = (1 / hinge.lo - 1 / hinge.hi) / 2;
  // A common error of the thermometer moves the break by as much.
  const shared = new Map<string, number>();
  for (const { record } of series.points) for (const effect of record.effects) if (effect.from) shared.set(effect.tag, effect.from.u_T);
  const u = Math.hypot(random, ...shared.values());
  return { T: 1 / hinge.x, u, Ea_low_eV: -hinge.slopeLowT * K_IN_EV, Ea_high_eV: -hinge.slopeHighT * K_IN_EV };
}

function scatterCheck(series: Series, fit: LawFit): Diagnostic[] {
  const nu = series.points.length - fit.size;
  if (series.fromScatter || series.u[0] === 0 || nu < 1) return [];
  const p = chiSquareSurvival(fit.rss, nu);
  if (p >= POOR) return [];
  const message = `points scatter about the ${fit.model} law more than their uncertainties allow: χ² = ${fit.rss.toPrecision(3)} for ${nu} degrees of freedom (${p === 0 ? 'p < 1e-300' : `p = ${p.toExponential(1)}`})`;
  return [{ severity: 'warning', code: 'law/scatter', message, where: placeOf(series) }];
}

/** A break inside a gap rests on no point of its neighbourhood, whatever its u says. */
function gapCheck(series: Series, { hinge }: LawFit): Diagnostic[] {
  if (hinge === undefined) return [];
  const T = 1 / hinge.x;
  const gap = series.gaps.find(({ cold, hot }) => T > cold && T < hot);
  if (gap === undefined) return [];
  const message = `the break is placed by extrapolating both sides; it lies in a gap of the data (${kelvins(gap.cold)} to ${kelvins(gap.hot)})`;
  return [{ severity: 'info', code: 'law/break-in-gap', message, where: placeOf(series) }];
}

/** What models said about the points the law rests on. */
function flagCheck(series: Series): Diagnostic[] {
  const counts = new Map<string, number>();
  const flagged = series.points.filter(({ record }) => record.model.flags.length > 0);
  for (const { record } of flagged) for (const flag of new Set(record.model.flags)) counts.set(flag, (counts.get(flag) ?? 0) + 1);
  if (flagged.length === 0) return [];
  const names = [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([flag, count]) => (counts.size > 1 ? `${flag} (${count})` : flag))
    .join(', ');
  const message = `${flagged.length} of ${series.points.length} points of the law carry ${counts.size > 1 ? 'flags' : 'a flag'} of their models: ${names}`;
  return [{ severity: 'info', code: 'law/flags', message, where: placeOf(series) }];
}

const placeOf = (series: Series): string => `${series.sample?.id ?? 'sample not stated'}, ${seriesLabel(series)}`;
