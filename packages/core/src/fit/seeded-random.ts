import { gammaLn } from './gamma-ln.ts';

/** A stream of random numbers that depends on its seed alone. */
export interface SeededRandom {
  /** In [0, 1), 53 bits. */
  readonly uniform: () => number;
  /** Mean 0, variance 1. */
  readonly normal: () => number;
  /** A Poisson variate, exact for any mean ≥ 0 (NaN for others). */
  readonly poisson: (mean: number) => number;
  /** A whole number in [0, below). */
  readonly integer: (below: number) => number;
}

/**
 * Deterministic random numbers: xoshiro128** seeded by splitmix32; normal by the polar method; Poisson by multiplication below a mean of 10,
 * by Hörmann's transformed rejection (PTRS) above.
 * @param seed - any number; equal seeds give equal streams on every machine
 * @see Blackman and Vigna, doi:10.1145/3460772; Hörmann, doi:10.1016/0167-6687(93)90997-4
 */
export const seededRandom = (seed: number): SeededRandom => {
  const state = seedState(seed);
  let spare: number | undefined;

  const next = (): number => {
    const s1 = state[1]!;
    const five = Math.imul(s1, 5);
    const result = Math.imul((five << 7) | (five >>> 25), 9) >>> 0;
    const t = s1 << 9;
    state[2]! ^= state[0]!;
    state[3]! ^= s1;
    state[1]! ^= state[2]!;
    state[0]! ^= state[3]!;
    state[2]! ^= t;
    state[3] = (state[3]! << 11) | (state[3]! >>> 21);
    return result;
  };
  const uniform = (): number => ((next() >>> 5) * 67108864 + (next() >>> 6)) / 9007199254740992;
  const normal = (): number => {
    if (spare !== undefined) {
      const kept = spare;
      spare = undefined;
      return kept;
    }
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      spare = v * factor;
      return u * factor;
    }
  };
  const poisson = (mean: number): number => {
    if (!(mean >= 0) || mean === Infinity) return NaN;
    return mean < 10 ? poissonByProduct(mean, uniform) : poissonByRejection(mean, uniform);
  };
  return { uniform, normal, poisson, integer: (below) => Math.floor(uniform() * below) };
};

const seedState = (seed: number): Int32Array => {
  // All 64 bits of the number count: 1 and 1 + 1e-9 are different seeds.
  const bits = new Uint32Array(new Float64Array([seed + 0]).buffer);
  let z = (Math.imul(bits[0]!, 0x9e3779b1) ^ bits[1]!) | 0;
  const state = new Int32Array(4);
  for (let i = 0; i < 4; i++) {
    z = (z + 0x9e3779b9) | 0;
    let t = z ^ (z >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    state[i] = t ^ (t >>> 15);
  }
  if ((state[0]! | state[1]! | state[2]! | state[3]!) === 0) state[0] = 1;
  return state;
};

const poissonByProduct = (mean: number, uniform: () => number): number => {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = uniform(); product > limit; product *= uniform()) count++;
  return count;
};

const poissonByRejection = (mean: number, uniform: () => number): number => {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const quick = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= quick) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log(v * inverseAlpha) - Math.log(a / (us * us) + b) <= k * logMean - mean - gammaLn(k + 1)) return k;
  }
};
