import { gaussLegendre } from '@ionwalk/core/fit';
import { fft, type Twiddles, twiddles } from '../processing/fft.ts';

/** Grid points a frequency is spread over, and the kernel's exponent for an oversampling of two: 1e-11. */
const WIDTH = 12;
const BETA = 2.3 * WIDTH;

interface Plan {
  /** Points of the grid, and of time it serves. */
  readonly size: number;
  readonly times: number;
  readonly twiddle: Twiddles;
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** Inverse transform of the kernel per point of time. */
  readonly correction: Float64Array;
}

const plans = new Map<number, Plan>();

/**
 * Sums Σ w_j exp(2πi f_j k) and Σ v_j exp(2πi f_j k), k = 0 … count − 1, over many frequencies f_j [cycles per point] with two real weights each, to 1e-10
 * of Σ|w|: each is spread over 12 points of a grid and the grid transformed (non-uniform fast Fourier transform; kernel exp(β(√(1 − x²) − 1)),
 * A. H. Barnett et al., doi 10.1137/18M120885X).
 */
export class TimeAverage {
  readonly #plan: Plan;
  readonly #count: number;

  constructor(count: number) {
    this.#count = count;
    this.#plan = planFor(count);
    this.#plan.re.fill(0);
    this.#plan.im.fill(0);
  }

  add(frequency: number, w: number, v: number): void {
    const { size, re, im } = this.#plan;
    const position = (frequency - Math.floor(frequency)) * size;
    const first = Math.ceil(position - WIDTH / 2);
    const mask = size - 1;
    for (let l = 0; l < WIDTH; l++) {
      const x = (2 * (first + l - position)) / WIDTH;
      const inside = 1 - x * x;
      if (inside <= 0) continue;
      const kernel = Math.exp(BETA * (Math.sqrt(inside) - 1));
      const at = (first + l) & mask;
      re[at] = (re[at] as number) + w * kernel;
      im[at] = (im[at] as number) + v * kernel;
    }
  }

  /** Both sums; the buffers hold at least `count` points. */
  finish(wRe: Float64Array, wIm: Float64Array, vRe?: Float64Array, vIm?: Float64Array): void {
    const { size, twiddle, re, im, correction } = this.#plan;
    // Forward is exp(−2πi): the sums stand at −k. Two real arrays share one transform.
    fft(re, im, size, twiddle);
    for (let k = 0; k < this.#count; k++) {
      const [a, b] = [k === 0 ? 0 : size - k, k];
      const factor = (correction[k] as number) / 2;
      const [ar, ai, br, bi] = [re[a] as number, im[a] as number, re[b] as number, im[b] as number];
      wRe[k] = factor * (ar + br);
      wIm[k] = factor * (ai - bi);
      if (!vRe || !vIm) continue;
      vRe[k] = factor * (ai + bi);
      vIm[k] = factor * (br - ar);
    }
  }
}

function planFor(count: number): Plan {
  const times = 2 ** Math.ceil(Math.log2(Math.max(count, 8)));
  let plan = plans.get(times);
  if (!plan) {
    const size = 4 * times;
    const { nodes, weights } = gaussLegendre(64);
    const correction = Float64Array.from({ length: times }, (_, k) => {
      let sum = 0;
      for (let i = 0; i < nodes.length; i++) {
        const x = nodes[i] as number;
        sum += (weights[i] as number) * Math.exp(BETA * (Math.sqrt(1 - x * x) - 1)) * Math.cos((Math.PI * WIDTH * k * x) / size);
      }
      return 2 / (WIDTH * sum);
    });
    plan = { size, times, twiddle: twiddles(size), re: new Float64Array(size), im: new Float64Array(size), correction };
    plans.set(times, plan);
  }
  return plan;
}
