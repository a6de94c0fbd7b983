import { lobeConstants, type LobeShape } from './lobe-shape.ts';

export interface GradientEcho {
  /** Magnetogyric ratio [rad/s/T]; its sign plays no part. */
  readonly gamma: number;
  /** Whole encoding time, both lobes of a bipolar pair together [s]. */
  readonly delta: number;
  /** Start of the first to start of the second encoding block [s]. */
  readonly Delta: number;
  readonly shape: LobeShape;
  /** One flank of a trapezoid [s]; inside its lobe. */
  readonly ramp?: number;
  readonly sequence: 'ste' | 'bipolar';
  /** Between the lobes of a bipolar pair [s]. */
  readonly gap?: number;
  /** Asymmetry alpha of a one-shot sequence's pairs: the lobes are (1 ± alpha) of the gradient; default 0. */
  readonly asymmetry?: number;
  /** The gradients are areas over delta (Bruker `difflist`): the shape factor isn't applied again. */
  readonly includesShape?: boolean;
}

/**
 * b per squared peak gradient [s/m2 per (T/m)²]: b = γ² g² δ² σ² Δ'.
 * PGSE and stimulated echo: Δ' = Δ + 2δ(κ − λ). Bipolar pair of lobes δ/2 with asymmetry α (one-shot):
 * Δ' = Δ + δ(κ − λ)(1 + α²)/2 − (δ + 2 gap)(1 − α²)/4.
 * Source: Sinnaeve (2012), doi 10.1002/cmr.a.21223; Stejskal & Tanner (1965), doi 10.1063/1.1695690; Price (1997) for the trapezoid.
 */
export function diffusionWeighting(echo: GradientEcho): number {
  const lobe = echo.sequence === 'bipolar' ? echo.delta / 2 : echo.delta;
  const { sigma, lambda, kappa } = lobeConstants(echo.shape, (echo.ramp ?? 0) / lobe);
  const square = (echo.asymmetry ?? 0) ** 2;
  const effective =
    echo.sequence === 'bipolar'
      ? echo.Delta + (echo.delta * (kappa - lambda) * (1 + square)) / 2 - ((echo.delta + 2 * (echo.gap ?? 0)) * (1 - square)) / 4
      : echo.Delta + 2 * echo.delta * (kappa - lambda);
  const area = echo.gamma * echo.delta * (echo.includesShape ? 1 : sigma);
  return area * area * effective;
}
