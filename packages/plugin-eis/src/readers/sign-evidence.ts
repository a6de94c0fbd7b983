import { modulus } from '../circuit/modulus.ts';

/**
 * How well the imaginary part goes with the real one, from −1 (its sign is turned) to 1: the correlation of Z'' with (π/2) dZ'/d ln ω, the local form of the
 * Kramers-Kronig relation, each relative to |Z| and without what a series inductor or capacitor makes of Z''.
 * 0 where there is nothing to tell: fewer than eight steps in frequency, no change of Z', or inductor and capacitor alone.
 */
export function signEvidence(frequency: ArrayLike<number>, re: ArrayLike<number>, im: ArrayLike<number>): number {
  const most = Math.max(0, frequency.length - 1);
  const all = [new Float64Array(most), new Float64Array(most), new Float64Array(most), new Float64Array(most)] as const;
  let count = 0;
  let before = modulus(re[0] ?? 0, im[0] ?? 0);
  for (let i = 1; i < frequency.length; i++) {
    const [f, last] = [frequency[i] as number, frequency[i - 1] as number];
    const here = modulus(re[i] as number, im[i] as number);
    const step = Math.log(f / last);
    const size = here + before;
    before = here;
    if (Math.abs(step) < 1e-3 || !(size > 0)) continue;
    // Relative to |Z|: every decade counts alike.
    all[0][count] = (Math.PI * ((re[i] as number) - (re[i - 1] as number))) / step / size;
    all[1][count] = ((im[i] as number) + (im[i - 1] as number)) / size;
    all[2][count] = (f + last) / size;
    all[3][count] = (1 / f + 1 / last) / size;
    count++;
  }
  const [slope, part, inductor, capacitor] = all.map((values) => values.subarray(0, count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  if (slope.length < 8) return 0;
  const first = unit(inductor);
  const second = unit(without(capacitor, first));
  const [a, b] = [slope, part].map((values) => without(without(values, first), second)) as [Float64Array, Float64Array];
  // An arc seen by its flank only is nearly an inductor or capacitor: what little is left of it says nothing.
  if (!(dot(a, a) > LEFT * dot(slope, slope) && dot(b, b) > LEFT * dot(part, part))) return 0;
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

/** Of 3,000 simulated and 367 measured spectra none came below −0.2; nine in ten with their sign turned do. */
const TURNED = -0.7;

/**
 * Whether the imaginary part looks as if its sign were turned: the real part contradicts it, or it is positive throughout and largest at low frequency as no
 * inductor is, with nothing in the real part that speaks for it.
 */
export function signTurned(frequency: ArrayLike<number>, re: ArrayLike<number>, im: ArrayLike<number>): boolean {
  const evidence = signEvidence(frequency, re, im);
  if (evidence < TURNED) return true;
  if (evidence > 0.2 || im.length < 5) return false;
  let [low, high] = [0, 0];
  for (let i = 0; i < im.length; i++) {
    if (!((im[i] as number) > 0)) return false;
    if ((frequency[i] as number) < (frequency[low] as number)) low = i;
    if ((frequency[i] as number) > (frequency[high] as number)) high = i;
  }
  return (im[low] as number) > 3 * (im[high] as number);
}

/** Part of the squares that must be left. */
const LEFT = 0.04;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function without(a: Float64Array, direction: Float64Array): Float64Array {
  const along = dot(a, direction);
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = a[i]! - along * direction[i]!;
  return out;
}

function unit(a: Float64Array): Float64Array {
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]!));
  const scaled = new Float64Array(a.length);
  if (!(largest > 0 && Number.isFinite(largest))) return scaled;
  for (let i = 0; i < a.length; i++) scaled[i] = a[i]! / largest;
  const norm = Math.sqrt(dot(scaled, scaled));
  for (let i = 0; i < a.length; i++) scaled[i]! /= norm;
  return scaled;
}
