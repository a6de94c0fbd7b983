import { chooseLaw } from './laws/choose-law.ts';
import type { Point } from './series.ts';
import { temperatureEffect } from './temperature-effect.ts';

const LEAST_U = 1e-12;
const ROUNDS = 20;
const CLOSE = 1e-10;

/**
 * Random standard uncertainties of ln D with the random errors of the temperatures in them: u_eff² = u² + ((E_a/kT²) u_T)², E_a the local one of the
 * law fitted with these very weights, repeated until they stay (York et al. 2004, doi 10.1119/1.1632486). Undefined where no temperature has an error
 * of its own; `lost` where there is no slope to carry it.
 * @param u – of the values alone, in the order of the points
 */
export function effectiveErrors(
  points: readonly Point[],
  u: Float64Array,
  conductivity: boolean,
): { readonly u: Float64Array | undefined; readonly lost: boolean } | undefined {
  const uT = Float64Array.from(points, ({ record }) => record.u_T ?? 0);
  if (!uT.some((one) => one > 0)) return undefined;
  const x = Float64Array.from(points, (point) => point.x);
  const y = Float64Array.from(points, (point) => point.y);
  let now = u;
  for (let round = 0; round < ROUNDS; round++) {
    const law = chooseLaw({ x, y, w: now.map((one) => 1 / Math.max(one, LEAST_U) ** 2) }, false)?.chosen;
    if (law === undefined) return { u: undefined, lost: true };
    const next = u.map((one, i) =>
      Math.hypot(one, temperatureEffect(law.slope(x[i] as number), (points[i] as Point).T, conductivity, uT[i] as number)),
    );
    const moved = next.some((one, i) => Math.abs(one - (now[i] as number)) > CLOSE * one);
    now = next;
    if (!moved) break;
  }
  return { u: now, lost: false };
}
