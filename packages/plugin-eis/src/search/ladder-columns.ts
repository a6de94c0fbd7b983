import type { Ladder } from '../circuit/ladder.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';

/** Exponents tried for an arc and for a CPE in series. */
export const ARC_EXPONENTS: readonly number[] = [0.78, 0.95];
export const SPIKE_EXPONENTS: readonly number[] = [0.55, 0.75, 0.93];
/** How far beyond the window a time constant may lie: an arc seen by its flank only. */
const BEYOND = 30;

/** What a chain of arcs is linear in, tabulated: one weighted column of unit length per element and trial exponent or time constant. */
export interface LadderColumns {
  /** Weighted columns, unit length. */
  readonly vectors: Float64Array[];
  readonly norms: number[];
  readonly taus: readonly number[];
  /** [time constant][exponent] */
  readonly arc: readonly (readonly number[])[];
  readonly capacitorArc: readonly number[];
  /** Per series element, the columns it may take. */
  readonly series: readonly { readonly exponents: readonly number[]; readonly columns: readonly number[] }[];
}

/** @param data – the columns are divided by its σ */
export function ladderColumns(ladder: Ladder, data: SpectrumData): LadderColumns {
  const omega = data.frequency.map((f) => 2 * Math.PI * f);
  const highest = omega.reduce((a, b) => Math.max(a, b), 0);
  const lowest = omega.reduce((a, b) => Math.min(a, b), Infinity);
  const span = Math.log10((highest / lowest) * BEYOND * BEYOND);
  const arcs = ladder.arcs.length;
  const perDecade = arcs <= 1 ? 5 : arcs === 2 ? 2.5 : 1.5;
  const count = Math.max(arcs + 2, Math.min(arcs <= 2 ? 60 : 18, Math.ceil(span * perDecade)));
  const taus = Array.from({ length: count }, (_, i) => (1 / (highest * BEYOND)) * 10 ** ((span * i) / (count - 1)));
  const vectors: Float64Array[] = [];
  const norms: number[] = [];
  const add = (z: (w: number) => [number, number]): number => {
    const n = omega.length;
    const column = new Float64Array(2 * n);
    let norm = 0;
    for (let i = 0; i < n; i++) {
      const [re, im] = z(omega[i]!);
      column[i] = re / data.sigma[i]!;
      column[n + i] = im / data.sigma[n + i]!;
      norm += column[i]! ** 2 + column[n + i]! ** 2;
    }
    norm = Math.sqrt(norm) || 1;
    for (let i = 0; i < 2 * n; i++) column[i]! /= norm;
    vectors.push(column);
    norms.push(norm);
    return vectors.length - 1;
  };
  const zarc = (tau: number, n: number): number =>
    add((w) => {
      const size = Math.exp(n * Math.log(w * tau));
      const re = 1 + size * Math.cos((n * Math.PI) / 2);
      const im = size * Math.sin((n * Math.PI) / 2);
      const scale = 1 / (re * re + im * im);
      return [re * scale, -im * scale];
    });
  const some = (yes: boolean, build: (tau: number) => number): number[] => (yes ? taus.map(build) : []);
  const arc = taus.map((tau) => (ladder.arcs.some(({ n }) => n >= 0) ? ARC_EXPONENTS.map((n) => zarc(tau, n)) : []));
  const capacitorArc = some(
    ladder.arcs.some(({ n }) => n < 0),
    (tau) => zarc(tau, 1),
  );
  const series = ladder.series.map(({ kind }) => {
    const power = (exponent: number): number =>
      add((w) => {
        const size = Math.exp(-exponent * Math.log(w));
        return [size * Math.cos((exponent * Math.PI) / 2), -size * Math.sin((exponent * Math.PI) / 2)];
      });
    if (kind === 'CPE') return { exponents: SPIKE_EXPONENTS, columns: SPIKE_EXPONENTS.map(power) };
    if (kind === 'R') return { exponents: [0], columns: [add(() => [1, 0])] };
    if (kind === 'L') return { exponents: [0], columns: [add((w) => [0, w])] };
    return { exponents: [kind === 'C' ? 1 : 0.5], columns: [power(kind === 'C' ? 1 : 0.5)] };
  });
  return { vectors, norms, taus, arc, capacitorArc, series };
}

/** Inner products of the columns with each other (row-major) and with the data. */
export function gramOf(vectors: readonly Float64Array[], data: SpectrumData): { gram: Float64Array; rhs: Float64Array } {
  const size = vectors.length;
  const gram = new Float64Array(size * size);
  const rhs = new Float64Array(size);
  const y = data.packed.map((value, i) => value / data.sigma[i]!);
  for (let a = 0; a < size; a++) {
    const va = vectors[a]!;
    for (let b = 0; b <= a; b++) {
      const vb = vectors[b]!;
      let sum = 0;
      for (let i = 0; i < va.length; i++) sum += va[i]! * vb[i]!;
      gram[a * size + b] = sum;
      gram[b * size + a] = sum;
    }
    for (let i = 0; i < va.length; i++) rhs[a]! += va[i]! * y[i]!;
  }
  return { gram, rhs };
}
