import { gammaQ } from './incomplete-gamma.ts';

/** Probability that a χ² variable with `nu` degrees of freedom (> 0) exceeds x; 1 for x ≤ 0. */
export const chiSquareSurvival = (x: number, nu: number): number => (x <= 0 ? 1 : gammaQ(nu / 2, x / 2));
