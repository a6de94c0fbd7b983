import type { NextStep } from '../document.ts';
import type { Spread } from '../linear-form.ts';
import { figures, kelvins } from '../numbers.ts';
import type { Series } from '../series.ts';
import { seriesLabel } from '../series.ts';
import { valueAt } from '../value-at.ts';
import { constants } from '../../physics/constants.ts';
import { seriesName } from './best-step.ts';

/** A difference of activation energies worth telling: that of σ against σT at 300 K [eV]. */
const WORTH_EV = 0.026;
const FARTHEST = 100;

/**
 * Where to measure next when two series meet at one temperature only: the temperature, already measured on one side, that lies farthest in 1/T;
 * with one temperature on both sides, the nearest one above at which a difference of 0.026 eV would show.
 */
export function secondTemperature(a: Series, b: Series, T: number, level: Spread): NextStep {
  const places = [
    ...a.points.map((point) => ({ T: point.T, have: a, lack: b })),
    ...b.points.map((point) => ({ T: point.T, have: b, lack: a })),
  ].filter((place) => Math.abs(place.T - T) > 1 && !valueAt(place.lack, place.T).ok);
  const far = places.toSorted((p, q) => Math.abs(1 / q.T - 1 / T) - Math.abs(1 / p.T - 1 / T))[0];
  const u = Number.isFinite(level.u) ? level.u : null;
  if (far !== undefined) {
    const energy = slopeUncertainty(level.random, far.T, T);
    const why = `at one temperature no activation energy is compared; ${seriesLabel(far.have)} was measured at ${kelvins(far.T)}, the farthest in 1/T, where their difference would be known to about ${figures(energy, 2)} eV`;
    return { kind: 'value', measure: seriesName(far.lack), at: far.T, why, u, u_then: null };
  }
  const needed = ((2 * Math.SQRT2 * level.random) / WORTH_EV) * (constants.k / constants.e);
  const wanted = needed < 1 / T ? 1 / (1 / T - needed) : Infinity;
  const at = Math.round(Math.min(T + FARTHEST, Math.max(T + 20, Number.isFinite(wanted) ? wanted : Infinity)));
  const why = `at one temperature no activation energy is compared; at ${kelvins(at)} their difference would be known to about ${figures(slopeUncertainty(level.random, at, T), 2)} eV`;
  return { kind: 'value', measure: `${seriesName(a)} and ${seriesName(b)}`, at, why, u, u_then: null };
}

const slopeUncertainty = (random: number, T: number, from: number): number =>
  ((Math.SQRT2 * random) / Math.abs(1 / T - 1 / from)) * (constants.k / constants.e);
