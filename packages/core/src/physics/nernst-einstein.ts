import { constants } from './constants.ts';

/**
 * Conductivity diffusion coefficient by Nernst-Einstein: D_σ = σ k T/(c z² e²) [m2/s].
 * A charge diffusion coefficient: equal to the tracer's only where the Haven ratio is 1.
 * @param sigma – [S/m]; @param T – [K]; @param c – carriers per volume [1/m3]; @param z – charge number
 */
export function diffusivityFromConductivity(sigma: number, T: number, c: number, z: number): number {
  return (sigma * constants.k * T) / (c * (z * constants.e) ** 2);
}
