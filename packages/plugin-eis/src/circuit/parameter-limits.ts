import type { CircuitParameter } from './circuit.ts';

/** What a parameter is to a search: `own` is known by its element alone. */
export type ParameterRole = 'R' | 'C' | 'L' | 'Q' | 'n' | 'A' | 'tau' | 'alpha' | 'beta' | 'own';

/** Bounds that no measurement reaches, only there to end a walk to 0 or infinity; SI. Exponents are in (0, 1]. */
export const parameterLimits: { readonly [role in Exclude<ParameterRole, 'own'>]: { readonly min: number; readonly max: number } } = {
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

/** Values a person may give: 0 too for a built-in parameter that is fitted in its logarithm. */
export const allowedRange = ({ min, max, linear, from }: CircuitParameter): { readonly min: number; readonly max: number } => ({
  min: linear || from !== undefined ? min : 0,
  max,
});
