import type { Circuit } from '../circuit/circuit.ts';
import type { Ladder } from '../circuit/ladder.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';
import { type LadderColumns, ladderColumns } from './ladder-columns.ts';
import { ARC_EXPONENTS } from './ladder-shapes.ts';
import { slotGrid } from './slot-grid.ts';
import { smallNnls } from './small-nnls.ts';

/**
 * Start values of a chain of arcs, best first, circuit parameters. Time constants on a logarithmic grid from 1/(30 ω_max) to 30/ω_min, a few exponents; all
 * else is linear and comes from non-negative least squares (variable projection on a grid). One start per valley of χ² and exponent of a series CPE.
 */
export function ladderScan(circuit: Circuit, ladder: Ladder, data: SpectrumData, keep: number): Float64Array[] {
  const columns = ladderColumns(ladder, data);
  const { gram, rhs, count: size } = columns;
  const k = ladder.arcs.length + ladder.series.length;
  const pick = new Int32Array(k);
  const x = new Float64Array(k);
  const work = new Float64Array(k * k + k);
  const arcs = ladder.arcs.length;
  const choices = exponentChoices(ladder);
  const grid = slotGrid(columns.taus.length, arcs);
  const gains = new Float64Array(grid.size);
  const collapses = new Int32Array(grid.size);
  const chosen = new Int32Array(grid.size);
  const capacitor = Uint8Array.from(ladder.arcs, ({ n }) => (n < 0 ? 1 : 0));
  const valleys: Candidate[] = [];
  for (const series of combinations(columns.series.map(({ columns }) => columns))) {
    series.forEach((column, s) => (pick[arcs + s] = column));
    for (const order of arcOrders(ladder)) {
      /** The columns of one place on the grid, and what they bring. */
      const solve = (at: number, choice: number): number => {
        const exponents = choices[choice]!;
        for (let slot = 0; slot < arcs; slot++) {
          const arc = order[slot]!;
          const tau = grid.slots[at * arcs + slot]!;
          pick[arc] = capacitor[arc] === 1 ? columns.capacitorArc[tau]! : columns.arc[tau]![exponents[arc]!]!;
        }
        return smallNnls(gram, size, rhs, pick, k, x, work);
      };
      for (let at = 0; at < grid.size; at++) {
        gains[at] = 0;
        collapses[at] = arcs + 1;
        for (let choice = 0; choice < choices.length; choice++) {
          const gain = solve(at, choice);
          if (!(gain > 0)) continue;
          let collapsed = 0;
          for (let a = 0; a < arcs; a++) if (x[a] === 0) collapsed++;
          if (!better(gain, collapsed, gains[at]!, collapses[at]!)) continue;
          gains[at] = gain;
          collapses[at] = collapsed;
          chosen[at] = choice;
        }
      }
      // One start per valley of χ², not eight in the deepest: places with no better neighbour.
      for (let at = 0; at < grid.size; at++) {
        if (gains[at] === 0) continue;
        if (grid.neighbours[at]!.some((next) => better(gains[next]!, collapses[next]!, gains[at]!, collapses[at]!))) continue;
        const gain = solve(at, chosen[at]!);
        const slots = ladder.arcs.map((_, arc) => grid.slots[at * arcs + order.indexOf(arc)] as number);
        valleys.push({ gain, collapsed: collapses[at]!, pick: pick.slice(), x: x.slice(), slots });
      }
    }
  }
  return valleys
    .toSorted((a, b) => a.collapsed - b.collapsed || b.gain - a.gain)
    .slice(0, keep)
    .map((candidate) => toParameters(candidate, circuit, ladder, columns, exponentsOf(columns, ladder), data));
}

interface Candidate {
  readonly gain: number;
  readonly collapsed: number;
  readonly pick: Int32Array;
  readonly x: Float64Array;
  readonly slots: readonly number[];
}

/** Candidates whose arcs all exist come first, then the larger fall of χ². */
const better = (gain: number, collapsed: number, thanGain: number, thanCollapsed: number): boolean =>
  collapsed === thanCollapsed ? gain > thanGain : collapsed < thanCollapsed;

/** Exponent index per arc, the same for all: combinations cost twice the time and find no more minima. */
const exponentChoices = (ladder: Ladder): number[][] => ARC_EXPONENTS.map((_, i) => ladder.arcs.map(({ n }) => (n < 0 ? 0 : i)));

/** Which arc takes which place in order of time constants: like arcs stay in order of the text, unlike ones are tried in every order. */
function arcOrders(ladder: Ladder): number[][] {
  const kinds = ladder.arcs.map(({ n }) => n < 0);
  if (kinds.every((kind) => kind === kinds[0])) return [ladder.arcs.map((_, i) => i)];
  const orders: number[][] = [];
  const place = (order: number[]): void => {
    if (order.length === kinds.length) orders.push(order);
    for (const kind of [true, false]) {
      const next = kinds.findIndex((k, i) => k === kind && !order.includes(i));
      if (next >= 0) place([...order, next]);
    }
  };
  place([]);
  return orders;
}

function combinations(choices: readonly (readonly number[])[]): number[][] {
  return choices.reduce<number[][]>((all, options) => all.flatMap((head) => options.map((option) => [...head, option])), [[]]);
}

/** Exponent of every column that has one. */
function exponentsOf(columns: LadderColumns, ladder: Ladder): Map<number, number> {
  const exponents = new Map<number, number>();
  columns.arc.forEach((byExponent) => byExponent.forEach((column, i) => exponents.set(column, ARC_EXPONENTS[i] as number)));
  columns.series.forEach(({ columns: own, exponents: values }, s) => {
    if (ladder.series[s]?.kind === 'CPE') own.forEach((column, i) => exponents.set(column, values[i] as number));
  });
  return exponents;
}

function toParameters(
  candidate: Candidate,
  circuit: Circuit,
  ladder: Ladder,
  columns: LadderColumns,
  exponents: Map<number, number>,
  data: SpectrumData,
): Float64Array {
  const p = new Float64Array(circuit.parameters.length);
  const n = data.frequency.length;
  const moduli = Array.from({ length: n }, (_, i) => Math.hypot(data.packed[i]!, data.packed[n + i]!)).toSorted((a, b) => a - b);
  const middle = moduli[n >> 1] as number;
  const highest = 2 * Math.PI * data.frequency.reduce((a, b) => Math.max(a, b), 0);
  const lowest = 2 * Math.PI * data.frequency.reduce((a, b) => Math.min(a, b), Infinity);
  const coefficient = (a: number): number => candidate.x[a]! / columns.norms[candidate.pick[a]!]!;
  ladder.arcs.forEach((arc, a) => {
    const exponent = exponents.get(candidate.pick[a]!) ?? 1;
    // An arc that came out as nothing starts small instead: from zero no step leads anywhere.
    const R = coefficient(a) || 1e-2 * middle;
    const tau = columns.taus[candidate.slots[a] as number] as number;
    p[arc.R] = R;
    p[arc.Q] = tau ** exponent / R;
    if (arc.n >= 0) p[arc.n] = exponent;
  });
  ladder.series.forEach(({ kind, at }, s) => {
    const a = ladder.arcs.length + s;
    const value = coefficient(a);
    const exponent = exponents.get(candidate.pick[a]!) ?? 1;
    if (kind === 'R' || kind === 'W') p[at] = value || 1e-2 * (moduli[0] as number);
    else if (kind === 'L') p[at] = value || (1e-2 * (moduli[0] as number)) / highest;
    else p[at] = value > 0 ? 1 / value : 1 / (1e-2 * middle * lowest ** exponent);
    if (kind === 'CPE') p[at + 1] = exponent;
  });
  return p;
}
