import { gaussLegendre } from '@ionwalk/core/fit';
import { fft, twiddles } from '../processing/fft.ts';

/** Nodes over cos β and α of the rotor axis in the axes of the tensor; the octant stands for the sphere. */
interface Orientations {
  readonly cosBeta: readonly number[];
  readonly weight: readonly number[];
  readonly alpha: readonly number[];
}

/**
 * Intensities of the spinning sidebands of a powder at the magic angle, of a second-rank tensor with the static pattern ν (3 cos²θ − 1 + η sin²θ cos 2φ)/2: order k
 * of the n (a power of two) stands at index k mod n, in units of the whole area. Per orientation of the rotor axis the signal over one turn,
 * exp iΦ(γ), is transformed; the average over γ makes the intensity the square of the modulus.
 *
 *     Φ(γ) = (ν/ν_r) [C1 sin γ − S1 cos γ + (C2 sin 2γ − S2 cos 2γ)/2],  C1, S1 = (2√2/3)(xVz, yVz),  C2, S2 = (xVx − yVy)/3, (2/3) xVy
 *
 * @param ratio – ν/ν_r, either sign
 * Source: Maricq & Waugh (1979), doi 10.1063/1.437915; Herzfeld & Berger (1980), doi 10.1063/1.440136
 */
export function sidebandIntensities(ratio: number, eta: number): Float64Array {
  const n = 2 ** Math.ceil(Math.log2(2 * (Math.abs(ratio) + 14)));
  const twiddle = twiddles(n);
  const [re, im, out] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const { cosBeta, weight, alpha } = orientationsFor(ratio, eta);
  const [Vx, Vy] = [(eta - 1) / 2, (-eta - 1) / 2];
  cosBeta.forEach((cb, j) => {
    const sb = Math.sqrt(1 - cb * cb);
    const part = (weight[j] as number) / alpha.length / (n * n);
    for (const a of alpha) {
      const [ca, sa] = [Math.cos(a), Math.sin(a)];
      const across = Vx * ca * ca + Vy * sa * sa;
      const [xVx, yVy] = [cb * cb * across + sb * sb, Vx * sa * sa + Vy * ca * ca];
      const [xVy, xVz, yVz] = [cb * ca * sa * (Vy - Vx), sb * cb * (across - 1), sb * ca * sa * (Vy - Vx)];
      const [C1, S1] = [((2 * Math.SQRT2) / 3) * xVz, ((2 * Math.SQRT2) / 3) * yVz];
      const [C2, S2] = [(xVx - yVy) / 6, xVy / 3];
      for (let k = 0; k < n; k++) {
        // sin and cos of the angle and of its double stand in the twiddles.
        const [s, c] = [twiddle.sin[k] as number, twiddle.cos[k] as number];
        const [s2, c2] = [twiddle.sin[(2 * k) % n] as number, twiddle.cos[(2 * k) % n] as number];
        const phase = ratio * (C1 * s - S1 * c + C2 * s2 - S2 * c2);
        re[k] = Math.cos(phase);
        im[k] = Math.sin(phase);
      }
      fft(re, im, n, twiddle);
      for (let k = 0; k < n; k++) out[k] = (out[k] as number) + part * ((re[k] as number) ** 2 + (im[k] as number) ** 2);
    }
  });
  return out;
}

/** The faster an intensity turns with orientation, the more of them. */
function orientationsFor(ratio: number, eta: number): Orientations {
  const { nodes, weights } = gaussLegendre(Math.ceil(12 + 2.5 * Math.abs(ratio)));
  const turns = eta === 0 ? 1 : Math.ceil(8 + 2 * Math.abs(ratio));
  return {
    cosBeta: Array.from(nodes, (node) => (node + 1) / 2),
    weight: Array.from(weights, (value) => value / 2),
    alpha: Array.from({ length: turns }, (_, i) => ((i + 0.5) * Math.PI) / (2 * turns)),
  };
}
