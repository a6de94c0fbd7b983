import type { Circuit } from '../circuit/circuit.ts';
import type { Ladder } from '../circuit/ladder.ts';
import type { SpectrumData } from '../circuit/spectrum-data.ts';
import { ARC_EXPONENTS, gramOf, type LadderColumns, ladderColumns } from './ladder-columns.ts';
import { smallNnls } from './small-nnls.ts';

/**
 * Start values of a chain of arcs, best first, circuit parameters. Time constants on a logarithmic grid from 1/(30 ω_max) to 30/ω_min, a few exponents; all
 * else is linear and comes from non-negative least squares (variable projection on a grid). One start per valley of χ² and exponent of a series CPE.
 */
export function ladderScan(circuit: Circuit, ladder: Ladder, data: SpectrumData, keep: number): Float64Array[] {
  const columns = ladderColumns(ladder, data);
  const { gram, rhs } = gramOf(columns.vectors, data);
  const size = columns.vectors.length;
  const k = ladder.arcs.length + ladder.series.length;
  const pick = new Int32Array(k);
  const x = new Float64Array(k);
  const work = new Float64Array(k * k + k);
  const orders = arcOrders(ladder);
  const choices = exponentChoices(ladder);
  const valleys: Candidate[] = [];
  for (const series of combinations(columns.series.map(({ columns }) => columns))) {
    series.forEach((column, s) => (pick[ladder.arcs.length + s] = column));
    for (const order of orders) {
      const grid = new Map<string, Candidate>();
      for (const slots of increasing(columns.taus.length, ladder.arcs.length)) {
        let best: Candidate | undefined;
        for (const exponents of choices) {
          order.forEach((arc, slot) => {
            const tau = slots[slot] as number;
            pick[arc] = (ladder.arcs[arc]?.n as number) < 0 ? columns.capacitorArc[tau]! : columns.arc[tau]![exponents[arc] as number]!;
          });
          const gain = smallNnls(gram, size, rhs, pick, k, x, work);
          if (gain <= 0) continue;
          let collapsed = 0;
          for (let a = 0; a < ladder.arcs.length; a++) if (x[a] === 0) collapsed++;
          if (best && !better({ gain, collapsed }, best)) continue;
          best = {
            gain,
            collapsed,
            pick: pick.slice(),
            x: x.slice(),
            slots: ladder.arcs.map((_, arc) => slots[order.indexOf(arc)] as number),
          };
        }
        if (best) grid.set(slots.join(), best);
      }
      valleys.push(...localOptima(grid));
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
const better = (a: Pick<Candidate, 'gain' | 'collapsed'>, b: Pick<Candidate, 'gain' | 'collapsed'>): boolean =>
  a.collapsed === b.collapsed ? a.gain > b.gain : a.collapsed < b.collapsed;

/** Grid points with no better neighbour: one start per valley of χ², not eight in the deepest. */
function localOptima(grid: ReadonlyMap<string, Candidate>): Candidate[] {
  const found: Candidate[] = [];
  for (const [key, candidate] of grid) {
    const slots = key === '' ? [] : key.split(',').map(Number);
    const steps = combinations(slots.map(() => [-1, 0, 1]));
    const beaten = steps.some((step) => {
      const neighbour = grid.get(slots.map((slot, i) => slot + (step[i] as number)).join());
      return neighbour !== undefined && better(neighbour, candidate);
    });
    if (!beaten) found.push(candidate);
  }
  return found;
}

/** Exponent index per arc: every combination for one or two arcs, the same for all beyond. */
function exponentChoices(ladder: Ladder): number[][] {
  const each = ladder.arcs.map(({ n }) => (n < 0 ? [0] : ARC_EXPONENTS.map((_, i) => i)));
  if (ladder.arcs.length <= 2) return combinations(each);
  return ARC_EXPONENTS.map((_, i) => ladder.arcs.map(() => i));
}

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

/** Increasing tuples of indices below `count`. */
function* increasing(count: number, length: number, from = 0): Generator<number[]> {
  if (length === 0) {
    yield [];
    return;
  }
  for (let first = from; first <= count - length; first++)
    for (const rest of increasing(count, length - 1, first + 1)) yield [first, ...rest];
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
