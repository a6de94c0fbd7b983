export type Broadening = 'gaussian' | 'lorentzian' | 'voigt';

export interface LineshapeSettings {
  /** 1, 3/2 or 5/2. */
  readonly spin: number;
  readonly broadening: Broadening;
  /** Larmor frequency [Hz]: the central transition is then shifted in second order. */
  readonly larmor?: number | undefined;
  /** Rate of magic-angle spinning [Hz]. */
  readonly spinning?: number | undefined;
  /** Whether the spectrum holds the central transition only. */
  readonly centralOnly?: boolean;
}

/** C_Q whose central transition has the scale s = ν_Q²(I(I+1) − ¾)/(6ν_L) of its second-order shift. */
export function couplingOfScale(scale: number, spin: number, larmor: number): number {
  return Math.sqrt((6 * larmor * scale) / (spin * (spin + 1) - 0.75)) / (3 / (2 * spin * (2 * spin - 1)));
}
