import type { FitParam } from '@ionwalk/core';

/** The asymmetry from its fitted square: η = √s, u(η) = u(s)/(2η); a limit of one is a limit of the other. */
export function asymmetryOf(square: FitParam): FitParam {
  const value = square.value === null ? null : Math.sqrt(Math.max(0, square.value));
  return { ...square, value, u: square.u === null || !value ? null : square.u / (2 * value) };
}
