export const isConductivity = (kind: string): boolean => kind === 'D_sigma' || kind === 'sigma';

/**
 * Effect of a temperature error on ln D: E_a/(kT²) u_T with E_a/k = −slope; for a conductivity E_a is that of ln σ, kT less.
 * @param slope – d ln D/d(1/T) [K]; @param T – [K]; @param uT – [K]
 */
export const temperatureEffect = (slope: number, T: number, conductivity: boolean, uT: number): number =>
  ((-slope - (conductivity ? T : 0)) / (T * T)) * uT;
