import { chiSquareSurvival } from '../../fit/chi-square-survival.ts';
import { constants } from '../../physics/constants.ts';
import type { Compensation, Law } from '../document.ts';
import type { LawChoice } from '../laws/choose-law.ts';
import { dot } from '../laws/law-fit.ts';
import { lawOf } from '../law-of.ts';
import { quantile } from '../linear-form.ts';
import { figures, orNull } from '../numbers.ts';
import { seriesLabel, type Series } from '../series.ts';
import { isokineticPoint, type PivotLine } from './isokinetic-point.ts';

const K_IN_EV: number = constants.k / constants.e;
const FEWEST = 4;
const POOR = 0.05;
/** Compensation is claimed where the lines meet further off the measured temperatures than this many standard uncertainties. */
const OFF = 2;

/** What is compared: the laws of one quantity in several samples. */
export interface CompensationGroup {
  readonly series: readonly Series[];
  readonly lines: readonly PivotLine[];
  readonly result: Compensation;
}

/**
 * Whether ln D0 rises with E_a by a law of nature (Meyer-Neldel) or by arithmetic, for every quantity with straight laws in four samples or more.
 * D0 is D carried on to 1/T = 0, so any error of E_a moves it along a line of slope 1/(k T_hm), T_hm the harmonic mean of the measured temperatures.
 * `compensation` is therefore said only where the energies differ by more than their uncertainties, all laws meet in one point, and its temperature
 * is off T_hm by more than two standard uncertainties and off 1/T = 0. Errors shared by all of the series move all laws alike and are left out; with unknown scatter u
 * is widened by Student's t.
 */
export function compensations(all: readonly Series[]): CompensationGroup[] {
  const groups = new Map<string, Series[]>();
  for (const series of all) {
    if (series.kind === 'sigma' || series.sample === null || !isStraight(series)) continue;
    const key = `${series.ion?.element ?? ''} ${series.count ?? ''} ${seriesLabel(series)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [series]);
    else group.push(series);
  }
  return [...groups.values()]
    .filter((group) => new Set(group.map((series) => series.sample?.id)).size >= FEWEST)
    .map((series) => {
      const common = new Set([...(series[0] as Series).tags.keys()].filter((tag) => series.every(({ tags }) => tags.has(tag))));
      const lines = series.map((one) => lineOf(one, common));
      return { series, lines, result: judge(series, lines) };
    });
}

/** Whether the points of a series follow a straight line whose uncertainty is known. */
function isStraight(series: Series): boolean {
  const law = lawOf(series);
  if (law?.model !== 'arrhenius' || law.diagnostics.some(({ code }) => code === 'law/scatter')) return false;
  const { lnD_pivot, u_lnD_pivot, u_Ea_eV } = law.arrhenius;
  return lnD_pivot !== null && u_lnD_pivot !== null && u_Ea_eV !== null && u_lnD_pivot > 0 && u_Ea_eV > 0;
}

/** The straight law of such a series about its pivot. */
function lineOf(series: Series, common: ReadonlySet<string>): PivotLine {
  const { T_pivot, lnD_pivot, u_lnD_pivot, Ea_eV, u_Ea_eV, nu } = (lawOf(series) as Law).arrhenius;
  const { straight } = series.law as LawChoice;
  const wider = nu === null ? 1 : quantile(0.975, nu) / quantile(0.975, Infinity);
  const pivot = 1 / T_pivot;
  const [value, slope] = [straight.valueWeights(pivot), straight.slopeWeights(pivot)];
  const shifts = [...series.tags]
    .filter(([tag]) => !common.has(tag))
    .map(([, effects]) => [dot(value, effects), dot(slope, effects)] as const);
  return {
    pivot,
    value: lnD_pivot as number,
    u: wider * (u_lnD_pivot as number),
    slope: -Ea_eV / K_IN_EV,
    uSlope: (wider * (u_Ea_eV as number)) / K_IN_EV,
    shifts,
  };
}

function judge(series: readonly Series[], lines: readonly PivotLine[]): Compensation {
  const n = lines.length;
  const first = series[0] as Series;
  const xHm = lines.reduce((sum, { pivot }) => sum + pivot, 0) / n;
  const { slope, r } = regression(lines);
  const same = chiSquareSurvival(energySpread(lines), n - 1);
  const agree = same >= POOR;
  const point = agree ? undefined : isokineticPoint(lines);
  const meets = point !== undefined && chiSquareSurvival(point.chi2, n - 2) >= POOR;
  // Laws that meet at 1/T = 0 have one D0, and nothing that goes with E_a.
  const one = meets && point.rise <= OFF ** 2;
  const u = point === undefined ? NaN : (point.hi - point.lo) / 2;
  const off = point !== undefined && Math.abs(point.x - xHm) > OFF * u;
  const verdict = agree ? 'artefact' : !meets || one ? 'none' : off ? 'compensation' : 'artefact';
  const kelvin = (x: number): string => `${(1 / x).toFixed(0)} K`;
  const line = Number.isFinite(slope) ? `has the slope 1/(k ${kelvin(slope)})` : 'has no slope';
  const looks = `ln D0 of ${n} samples over E_a (r = ${r.toFixed(2)}) ${line}, the harmonic mean of the measured temperatures is ${kelvin(xHm)}`;
  const T = point === undefined ? '' : `${kelvin(point.x)} ± ${figures(u / point.x ** 2, 2)} K`;
  const reason = {
    compensation: `${looks}: the laws meet in one point at ${T}, which isn't a matter of where they were measured`,
    none: one
      ? `${looks}: the energies differ, and one D0 fits them all`
      : `${looks}: the energies differ, but the laws don't meet in one point`,
    artefact: agree
      ? `${looks}: the energies agree within their uncertainties, so the line is what carrying D on to 1/T = 0 makes of their errors`
      : `${looks}: the laws meet at ${T}, no further from where they were measured than that leaves open, so the line may say only that D is alike there`,
  }[verdict];
  const known = verdict !== 'none' && point !== undefined;
  return {
    kind: first.kind,
    region: first.region,
    direction: first.direction,
    samples: series.map(({ sample }) => sample?.id ?? ''),
    n,
    r,
    T_line: orNull(1 / slope),
    T_hm: 1 / xHm,
    T_iso: known ? 1 / point.x : null,
    u_T_iso: known ? u / point.x ** 2 : null,
    verdict,
    reason: `${reason}.`,
  };
}

/** χ² of the energies about their weighted mean. */
function energySpread(lines: readonly PivotLine[]): number {
  const w = lines.map(({ uSlope, shifts }) => 1 / shifts.reduce((sum, [, slope]) => sum + slope ** 2, uSlope ** 2));
  const mean = lines.reduce((sum, { slope }, i) => sum + (w[i] as number) * slope, 0) / w.reduce((sum, value) => sum + value, 0);
  return lines.reduce((sum, { slope }, i) => sum + (w[i] as number) * (slope - mean) ** 2, 0);
}

/** The plain regression of ln D0 on E_a/k that is usually drawn: its slope is a reciprocal temperature. */
function regression(lines: readonly PivotLine[]): { readonly slope: number; readonly r: number } {
  const n = lines.length;
  const e = lines.map(({ slope }) => -slope);
  const lnD0 = lines.map(({ value, slope, pivot }) => value - slope * pivot);
  const [meanE, meanD] = [e, lnD0].map((values) => values.reduce((sum, value) => sum + value / n, 0)) as [number, number];
  let [ee, ed, dd] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const [p, q] = [(e[i] as number) - meanE, (lnD0[i] as number) - meanD];
    ee += p * p;
    ed += p * q;
    dd += q * q;
  }
  return { slope: ed / ee, r: ee > 0 && dd > 0 ? ed / Math.sqrt(ee * dd) : 0 };
}
