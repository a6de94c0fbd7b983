import { chainIntegral, layerIntegral } from './powder-integral.ts';

/** Which way a powder's crystals conduct: in layers (Dxy ≥ Dz) or along chains (Dz ≥ Dxy); z is the unique axis. */
export type PowderSide = 'layers' | 'chains';

export interface PowderParameters {
  readonly S0: number;
  readonly Dxy: number;
  readonly Dz: number;
}

/**
 * Echo of a powder of axially symmetric crystals: S0 ∫₀¹ exp(−b [Dxy + (Dz − Dxy) x²]) dx.
 *
 * Beyond Dxy = Dz, on the side that isn't asked for, it goes on as the single exponential of the mean (2 Dxy + Dz)/3: that joins with equal
 * value and slope, so a fit that wants the other side ends in a flat valley whose parameters are then only bounded, never swapped.
 * Nothing overflows.
 * @param b – length n [s/m2]; `out` – length n
 */
export function powderDecay(side: PowderSide, b: Float64Array, { S0, Dxy, Dz }: PowderParameters, out: Float64Array): void {
  const { value } = termsOf(side, b, Dxy, Dz);
  for (let i = 0; i < b.length; i++) out[i] = S0 * (value[i] as number);
}

/** Derivatives of `powderDecay` by S0, Dxy, Dz, row-major n × 3. */
export function powderDecayJacobian(side: PowderSide, b: Float64Array, { S0, Dxy, Dz }: PowderParameters, out: Float64Array): void {
  const { value, byDxy, byDz } = termsOf(side, b, Dxy, Dz);
  for (let i = 0, at = 0; i < b.length; i++, at += 3) {
    out[at] = value[i] as number;
    out[at + 1] = S0 * (byDxy[i] as number);
    out[at + 2] = S0 * (byDz[i] as number);
  }
}

interface Terms {
  readonly value: Float64Array;
  readonly byDxy: Float64Array;
  readonly byDz: Float64Array;
}

/** The last decay that was asked for: a fit wants the slopes where it has just had the value. */
let kept: Terms & { readonly side: PowderSide; readonly b: Float64Array; Dxy: number; Dz: number } = {
  side: 'layers',
  b: new Float64Array(0),
  Dxy: NaN,
  Dz: NaN,
  value: new Float64Array(0),
  byDxy: new Float64Array(0),
  byDz: new Float64Array(0),
};
const pair = new Float64Array(2);

/** The decay of unit amplitude and its slopes. */
function termsOf(side: PowderSide, b: Float64Array, Dxy: number, Dz: number): Terms {
  if (kept.b !== b || kept.side !== side) {
    const buffer = (): Float64Array => new Float64Array(b.length);
    const { value, byDxy, byDz } = kept.b.length === b.length ? kept : { value: buffer(), byDxy: buffer(), byDz: buffer() };
    kept = { side, b, Dxy: NaN, Dz: NaN, value, byDxy, byDz };
  }
  if (kept.Dxy === Dxy && kept.Dz === Dz) return kept;
  kept.Dxy = Dxy;
  kept.Dz = Dz;
  if (side === 'layers' ? Dz > Dxy : Dz < Dxy) isotropic((2 * Dxy + Dz) / 3, kept);
  else if (side === 'layers') anisotropic(b, Dxy, Dz, layerIntegral, kept.value, kept.byDxy, kept.byDz);
  else anisotropic(b, Dz, Dxy, chainIntegral, kept.value, kept.byDz, kept.byDxy);
  return kept;
}

function isotropic(mean: number, { b, value, byDxy, byDz }: typeof kept): void {
  for (let i = 0; i < b.length; i++) {
    const decay = Math.exp(-(b[i] as number) * mean);
    value[i] = decay;
    byDxy[i] = (-2 / 3) * (b[i] as number) * decay;
    byDz[i] = (-1 / 3) * (b[i] as number) * decay;
  }
}

function anisotropic(
  b: Float64Array,
  larger: number,
  smaller: number,
  integrate: (z: number, out: Float64Array) => void,
  value: Float64Array,
  byLarger: Float64Array,
  bySmaller: Float64Array,
): void {
  for (let i = 0; i < b.length; i++) {
    const weighting = b[i] as number;
    // The smaller exponent is taken out, so that the integral left lies between 0 and 1.
    integrate(weighting * (larger - smaller), pair);
    const outer = Math.exp(-weighting * smaller);
    const decay = outer * (pair[0] as number);
    const slope = weighting * outer * (pair[1] as number);
    value[i] = decay;
    byLarger[i] = slope;
    bySmaller[i] = -weighting * decay - slope;
  }
}
