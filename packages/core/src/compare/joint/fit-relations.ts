import { chiSquareSurvival } from '../../fit/chi-square-survival.ts';
import { aicc } from '../../fit/information-criteria.ts';
import type { Series } from '../series.ts';
import type { HavenModel } from './haven-columns.ts';
import { chooseCurve } from './joint-curve.ts';
import { jointData, type JointData } from './joint-data.ts';
import { jointEstimate, type JointEstimate } from './joint-estimate.ts';

const POOR = 0.01;
const ROUNDS = 4;
/** Largest factor by which random uncertainties are enlarged, and largest pull of a shared effect, under a law that is taken. */
const MOST = 3;
const BENT = 3;

/** All relations fitted on one curve, by the uncertainties as stated or enlarged; `sound` where the freest describes the data. */
export interface Fits {
  readonly data: JointData;
  readonly tried: readonly { readonly model: HavenModel; readonly estimate: JointEstimate; readonly score: number }[];
  readonly enlarged: number;
  readonly sound: boolean;
}

/**
 * All relations on one curve. Where even the freest scatters more than the uncertainties allow (p < 0.01), random ones are enlarged by the root
 * of χ²/ν and all is fitted again, so that no shared effect is bent to make up for them; beyond a factor 3, or where one is still bent by more
 * than 3 of its own uncertainties, the law itself is wrong.
 */
export function fitRelations(series: readonly Series[], models: readonly HavenModel[]): Fits | undefined {
  let enlarged = 1;
  for (let round = 0; ; round++) {
    const factor = enlarged;
    const data = jointData(factor === 1 ? series : series.map((one) => ({ ...one, u: one.u.map((u) => u * factor) })));
    if (data === undefined) return undefined;
    const n = data.y.length;
    const curve = chooseCurve(data, models.at(-1) as HavenModel);
    const tried = models.flatMap((model) => {
      const estimate = jointEstimate(data, curve, model);
      const score = estimate === undefined ? Infinity : aicc({ chi2: estimate.chi2, n, k: estimate.size, sigmaKnown: true });
      return estimate !== undefined && Number.isFinite(score) ? [{ model, estimate, score }] : [];
    });
    const freest = tried.at(-1)?.estimate;
    if (freest === undefined) return undefined;
    const nu = n - freest.size;
    const poor = nu > 0 && chiSquareSurvival(freest.chi2, nu) < POOR;
    const bent = freest.pulls.some(({ pull }) => Math.abs(pull) > BENT);
    const next = enlarged * Math.sqrt(freest.chi2 / nu);
    if (!poor || round === ROUNDS || next > MOST) return { data, tried, enlarged, sound: !poor && !bent };
    enlarged = next;
  }
}
