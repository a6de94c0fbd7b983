/** exp(-x) ~ atInfinity - 2 Re sum_k c_k/(x + z_k) for x >= 0. */
export interface ExponentialSum {
  readonly poles: readonly ExponentialPole[];
  readonly atInfinity: number;
}

export interface ExponentialPole {
  readonly z: { readonly re: number; readonly im: number };
  readonly c: { readonly re: number; readonly im: number };
}

/**
 * Rational Chebyshev approximation of exp(-x) on [0, infinity), degree 6: one of each pair of complex poles. The error is below 1.1e-6 everywhere,
 * far below the noise of counts, so exp(-tA) v for a symmetric A takes three linear systems, whatever t: no time steps, and derivatives by A are exact ones of the same sum.
 * Numbers from the Carathéodory-Fejér method; method: Cody, Meinardus, Varga, J. Approx. Theory 2 (1969) 50; Trefethen, Weideman, Schmelzer,
 * doi:10.1007/s10543-006-0077-9.
 */
export const EXPONENTIAL: ExponentialSum = {
  poles: [
    { z: { re: 2.4006029389319967, im: 1.1931293084021029 }, c: { re: -0.5790130040299151, im: -4.286888564576687 } },
    { z: { re: 1.1585525717180862, im: 3.6147726008197267 }, c: { re: 0.663006870527297, im: 1.4514129199009511 } },
    { z: { re: -1.7819882759221513, im: 6.196512467347284 }, c: { re: -0.08358161715617651, im: -0.10642926074778042 } },
  ],
  atInfinity: 1.0085103663810326e-6,
};
