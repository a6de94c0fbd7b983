import type { Ladder } from '../circuit/ladder.ts';

/** Exponents tried for an arc and for a CPE in series. */
export const ARC_EXPONENTS: readonly number[] = [0.78, 0.95];
export const SPIKE_EXPONENTS: readonly number[] = [0.55, 0.75, 0.93];
/** How far beyond the window a time constant may lie: an arc seen by its flank only. */
const BEYOND = 30;

/** The impedances a chain of arcs is linear in, one column per element and trial exponent or time constant. */
export interface LadderShapes {
  /** Column after column, [re…, im…] each (2N): an arc of 1 Ohm, or a series element of one unit. */
  readonly values: Float64Array;
  readonly count: number;
  /** Sizes of the groups the first columns fall into: arcs of one exponent each. The columns after them go with any. */
  readonly groups: readonly number[];
  readonly taus: readonly number[];
  /** [time constant][exponent] */
  readonly arc: readonly (readonly number[])[];
  readonly capacitorArc: readonly number[];
  /** Per series element, the columns it may take. */
  readonly series: readonly { readonly exponents: readonly number[]; readonly columns: readonly number[] }[];
}

let last: { readonly key: string; readonly frequency: Float64Array; readonly shapes: LadderShapes } | undefined;

/** Those of the circuit and frequencies asked for last are kept: the spectra of a batch have them in common. */
export function ladderShapes(ladder: Ladder, frequency: Float64Array): LadderShapes {
  const key = `${ladder.arcs.map(({ n }) => (n < 0 ? 'C' : 'Q')).join('')}-${ladder.series.map(({ kind }) => kind).join()}`;
  if (last?.key === key && last.frequency.length === frequency.length && frequency.every((f, i) => f === last!.frequency[i]))
    return last.shapes;
  const shapes = makeShapes(ladder, frequency);
  last = { key, frequency: frequency.slice(), shapes };
  return shapes;
}

function makeShapes(ladder: Ladder, frequency: Float64Array): LadderShapes {
  const n = frequency.length;
  const lnOmega = frequency.map((f) => Math.log(2 * Math.PI * f));
  const omega = lnOmega.map((l) => Math.exp(l));
  const highest = omega.reduce((a, b) => Math.max(a, b), 0);
  const lowest = omega.reduce((a, b) => Math.min(a, b), Infinity);
  const span = Math.log10((highest / lowest) * BEYOND * BEYOND);
  const arcs = ladder.arcs.length;
  const perDecade = arcs <= 1 ? 5 : arcs === 2 ? 2.5 : 1.5;
  const count = Math.max(arcs + 2, Math.min(arcs <= 2 ? 60 : 18, Math.ceil(span * perDecade)));
  const taus = Array.from({ length: count }, (_, i) => (1 / (highest * BEYOND)) * 10 ** ((span * i) / (count - 1)));
  const columns: Float64Array[] = [];
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
    return columns.push(column) - 1;
  };
  const power = (exponent: number, cos = Math.cos((exponent * Math.PI) / 2), sin = -Math.sin((exponent * Math.PI) / 2)): number => {
    const column = new Float64Array(2 * n);
    for (let i = 0; i < n; i++) {
      const size = Math.exp(-exponent * lnOmega[i]!);
      column[i] = size * cos;
      column[n + i] = size * sin;
    }
    return columns.push(column) - 1;
  };
  const byExponent = ladder.arcs.some(({ n }) => n >= 0) ? ARC_EXPONENTS.map((exponent) => taus.map((tau) => zarc(tau, exponent))) : [];
  const arc = taus.map((_, t) => byExponent.map((columns) => columns[t]!));
  const capacitorArc = ladder.arcs.some(({ n }) => n < 0) ? taus.map((tau) => zarc(tau, 1)) : [];
  const series = ladder.series.map(({ kind }) => {
    if (kind === 'CPE') return { exponents: SPIKE_EXPONENTS, columns: SPIKE_EXPONENTS.map((exponent) => power(exponent)) };
    if (kind === 'R') return { exponents: [0], columns: [power(0, 1, 0)] };
    if (kind === 'L') return { exponents: [0], columns: [power(-1, 0, 1)] };
    return { exponents: [kind === 'C' ? 1 : 0.5], columns: [kind === 'C' ? power(1, 0, -1) : power(0.5)] };
  });
  const values = new Float64Array(columns.length * 2 * n);
  columns.forEach((column, c) => values.set(column, c * 2 * n));
  return {
    values,
    count: columns.length,
    groups: byExponent.length > 0 ? byExponent.map(({ length }) => length) : [capacitorArc.length],
    taus,
    arc,
    capacitorArc,
    series,
  };
}
