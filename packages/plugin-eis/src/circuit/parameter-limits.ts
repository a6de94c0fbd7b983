/** Bounds that no measurement reaches, only there to end a walk to 0 or infinity; SI. Exponents are in (0, 1]. */
export const parameterLimits: {
  readonly [role in 'R' | 'C' | 'L' | 'Q' | 'A' | 'n' | 'tau' | 'alpha' | 'beta']: { readonly min: number; readonly max: number };
} = {
  R: { min: 1e-9, max: 1e16 },
  C: { min: 1e-18, max: 1e6 },
  L: { min: 1e-15, max: 1e6 },
  Q: { min: 1e-18, max: 1e8 },
  A: { min: 1e-9, max: 1e16 },
  n: { min: 0.02, max: 1 },
  tau: { min: 1e-15, max: 1e15 },
  alpha: { min: 0.02, max: 1 },
  beta: { min: 0.02, max: 1 },
};
