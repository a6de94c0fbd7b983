import { chainIntegral, layerIntegral } from './powder-integral.ts';

/** Which way a powder's crystals conduct: in layers (Dxy ≥ Dz) or along chains (Dz ≥ Dxy); z is the unique axis. */
export type PowderSide = 'layers' | 'chains';

const pair = new Float64Array(2);

/**
 * Echo of a powder of axially symmetric crystals: S0 ∫₀¹ exp(−b [Dxy + (Dz − Dxy) x²]) dx.
 *
 * Beyond Dxy = Dz, on the side that isn't asked for, it goes on as the single exponential of the mean (2 Dxy + Dz)/3: that joins with equal
 * value and slope, so a fit that wants the other side ends in a flat valley whose parameters are then only bounded, never swapped.
 * Nothing overflows.
 * @param b – length n [s/m2]; `out` – length n
 */
export function powderDecay(side: PowderSide, b: Float64Array, { S0, Dxy, Dz }: PowderParameters, out: Float64Array): void {
  const isotropic = side === 'layers' ? Dz > Dxy : Dz < Dxy;
  const mean = (2 * Dxy + Dz) / 3;
  const smaller = Math.min(Dxy, Dz);
  const spread = Math.abs(Dxy - Dz);
  const integrate = side === 'layers' ? layerIntegral : chainIntegral;
  for (let i = 0; i < b.length; i++) {
    const weighting = b[i] as number;
    if (isotropic) {
      out[i] = S0 * Math.exp(-weighting * mean);
      continue;
    }
    // The smaller exponent is taken out, so that the integral left lies between 0 and 1.
    integrate(weighting * spread, pair);
    out[i] = S0 * Math.exp(-weighting * smaller) * (pair[0] as number);
  }
}

export interface PowderParameters {
  readonly S0: number;
  readonly Dxy: number;
  readonly Dz: number;
}

/** Derivatives of `powderDecay` by S0, Dxy, Dz, row-major n × 3. */
export function powderDecayJacobian(side: PowderSide, b: Float64Array, { S0, Dxy, Dz }: PowderParameters, out: Float64Array): void {
  const isotropic = side === 'layers' ? Dz > Dxy : Dz < Dxy;
  const mean = (2 * Dxy + Dz) / 3;
  const smaller = Math.min(Dxy, Dz);
  const spread = Math.abs(Dxy - Dz);
  const integrate = side === 'layers' ? layerIntegral : chainIntegral;
  for (let i = 0; i < b.length; i++) {
    const weighting = b[i] as number;
    if (isotropic) {
      const decay = Math.exp(-weighting * mean);
      out[3 * i] = decay;
      out[3 * i + 1] = (-2 / 3) * S0 * weighting * decay;
      out[3 * i + 2] = (-1 / 3) * S0 * weighting * decay;
      continue;
    }
    integrate(weighting * spread, pair);
    const outer = Math.exp(-weighting * smaller);
    const value = outer * (pair[0] as number);
    const byLarger = S0 * weighting * outer * (pair[1] as number);
    const bySmaller = -S0 * weighting * value - byLarger;
    out[3 * i] = value;
    out[3 * i + 1] = side === 'layers' ? byLarger : bySmaller;
    out[3 * i + 2] = side === 'layers' ? bySmaller : byLarger;
  }
}
