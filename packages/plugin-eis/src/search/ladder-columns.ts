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
  const n = omega.length;
  const lnOmega = omega.map(Math.log);
  const weight = data.sigma.map((sigma) => 1 / sigma);
  const vectors: Float64Array[] = [];
  const norms: number[] = [];
  /** Weights a column of impedances and brings it to unit length. */
  const keep = (column: Float64Array): number => {
    let norm = 0;
    for (let i = 0; i < 2 * n; i++) {
      const value = column[i]! * weight[i]!;
      column[i] = value;
      norm += value * value;
    }
    norm = Math.sqrt(norm) || 1;
    for (let i = 0; i < 2 * n; i++) column[i]! /= norm;
    vectors.push(column);
    norms.push(norm);
    return vectors.length - 1;
  };
  const zarc = (tau: number, exponent: number): number => {
    const column = new Float64Array(2 * n);
    const lnTau = Math.log(tau);
    const [cos, sin] = [Math.cos((exponent * Math.PI) / 2), Math.sin((exponent * Math.PI) / 2)];
    for (let i = 0; i < n; i++) {
      const size = Math.exp(exponent * (lnOmega[i]! + lnTau));
      const re = 1 + size * cos;
      const im = size * sin;
      const scale = 1 / (re * re + im * im);
      column[i] = re * scale;
      column[n + i] = -im * scale;
    }
    return keep(column);
  };
  const some = (yes: boolean, build: (tau: number) => number): number[] => (yes ? taus.map(build) : []);
  const arc = taus.map((tau) => (ladder.arcs.some(({ n }) => n >= 0) ? ARC_EXPONENTS.map((n) => zarc(tau, n)) : []));
  const capacitorArc = some(
    ladder.arcs.some(({ n }) => n < 0),
    (tau) => zarc(tau, 1),
  );
  const series = ladder.series.map(({ kind }) => {
    const power = (exponent: number, cos = Math.cos((exponent * Math.PI) / 2), sin = -Math.sin((exponent * Math.PI) / 2)): number => {
      const column = new Float64Array(2 * n);
      for (let i = 0; i < n; i++) {
        const size = Math.exp(-exponent * lnOmega[i]!);
        column[i] = size * cos;
        column[n + i] = size * sin;
      }
      return keep(column);
    };
    if (kind === 'CPE') return { exponents: SPIKE_EXPONENTS, columns: SPIKE_EXPONENTS.map((exponent) => power(exponent)) };
    if (kind === 'R') return { exponents: [0], columns: [power(0)] };
    if (kind === 'L') return { exponents: [0], columns: [power(-1, 0, 1)] };
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
  const rows = y.length;
  // Two by two: four sums share four loads. The last of an odd number pairs with itself.
  for (let a = 0; a < size; a += 2) {
    const c = Math.min(a + 1, size - 1);
    const va = vectors[a]!;
    const vc = vectors[c]!;
    for (let b = 0; b <= a; b += 2) {
      const d = Math.min(b + 1, size - 1);
      const vb = vectors[b]!;
      const vd = vectors[d]!;
      let ab = 0;
      let ad = 0;
      let cb = 0;
      let cd = 0;
      for (let i = 0; i < rows; i++) {
        const p = va[i]!;
        const q = vc[i]!;
        const r = vb[i]!;
        const s = vd[i]!;
        ab += p * r;
        ad += p * s;
        cb += q * r;
        cd += q * s;
      }
      gram[a * size + b] = gram[b * size + a] = ab;
      gram[a * size + d] = gram[d * size + a] = ad;
      gram[c * size + b] = gram[b * size + c] = cb;
      gram[c * size + d] = gram[d * size + c] = cd;
    }
    let ya = 0;
    let yc = 0;
    for (let i = 0; i < rows; i++) {
      ya += va[i]! * y[i]!;
      yc += vc[i]! * y[i]!;
    }
    rhs[a] = ya;
    rhs[c] = yc;
  }
  return { gram, rhs };
}
