import { FACE, type Grain } from './voronoi-grains.ts';

/**
 * Grains as nodes, boundaries as conductors: bulk grains level within L²/D = 170 s, so that a node per grain is exact enough.
 * A boundary of length ℓ between seeds a distance d apart conducts ℓ/(1/P + d/D) per depth of the drawing plane.
 */
export interface GrainNetwork {
  readonly grains: readonly Grain[];
  readonly D: number;
  readonly P: number;
}

/** Exchange coefficient of the face [m/s] and how long it lasts [s]; k = 0 is a sealed face. */
export interface ExchangeStep {
  readonly k: number;
  readonly duration: number;
  readonly steps: number;
}

/** Tracer, scaled from 0 (before) to 1 (source), in every grain after the steps: Crank-Nicolson after a damped start (Rannacher). */
export function exchange(network: GrainNetwork, steps: readonly ExchangeStep[]): Float64Array {
  const n = network.grains.length;
  let c: Float64Array = new Float64Array(n);
  for (const { k, duration, steps: count } of steps) {
    const matrix = conductances(network, k);
    const dt = duration / count;
    for (let s = 0; s < count; s++) {
      // Four half steps of backward Euler stand for the first two steps.
      if (s === 0) for (let q = 0; q < 4; q++) c = implicitStep(network, matrix, c, dt / 2, 1);
      else if (s > 1) c = implicitStep(network, matrix, c, dt, 0.5);
    }
  }
  return c;
}

/** Effective diffusivity of the network between its face and the far side [m2/s]: a steady flow of unit difference. */
export function effectiveDiffusivity(network: GrainNetwork, width: number, depth: number): number {
  const { grains, D } = network;
  const held = grains.map((grain) => {
    const near = grain.edges.find((edge) => edge.neighbour === FACE);
    const far = grain.edges.find((edge) => edge.neighbour < 0 && Math.abs(edge.y - depth) < 1e-9 * depth);
    return { near: near ? (near.length * D) / grain.y : 0, far: far ? (far.length * D) / (depth - grain.y) : 0 };
  });
  const matrix = conductances(network, 0);
  const extra = Float64Array.from(held, ({ near, far }) => near + far);
  const c = conjugateGradients(
    (x, out) => apply(matrix, extra, x, out),
    Float64Array.from(held, ({ near }) => near),
    diagonal(matrix, extra),
  );
  const flow = held.reduce((sum, { near }, i) => sum + near * (1 - (c[i] as number)), 0);
  return (flow * depth) / width;
}

/** Mean gradient of the tracer inside each grain [1/m], from the flows through its edges: (−1/(A D)) Σ flow·(middle − seed). */
export function grainGradients(network: GrainNetwork, c: Float64Array): { readonly x: Float64Array; readonly y: Float64Array } {
  const x = new Float64Array(c.length);
  const y = new Float64Array(c.length);
  network.grains.forEach((grain, i) => {
    for (const edge of grain.edges) {
      if (edge.neighbour < 0) continue;
      const flow = conductance(network, grain, edge.neighbour, edge.length) * ((c[i] as number) - (c[edge.neighbour] as number));
      x[i] = (x[i] as number) - (flow * (edge.x - grain.x)) / (grain.area * network.D);
      y[i] = (y[i] as number) - (flow * (edge.y - grain.y)) / (grain.area * network.D);
    }
  });
  return { x, y };
}

interface Conductances {
  readonly row: Int32Array;
  readonly column: Int32Array;
  readonly value: Float64Array;
  /** To the source, per node. */
  readonly source: Float64Array;
}

function conductances(network: GrainNetwork, k: number): Conductances {
  const row: number[] = [];
  const column: number[] = [];
  const value: number[] = [];
  const source = new Float64Array(network.grains.length);
  network.grains.forEach((grain, i) => {
    for (const edge of grain.edges) {
      if (edge.neighbour > i) {
        row.push(i);
        column.push(edge.neighbour);
        value.push(conductance(network, grain, edge.neighbour, edge.length));
      } else if (edge.neighbour === FACE && k > 0) source[i] = (source[i] as number) + edge.length / (1 / k + grain.y / network.D);
    }
  });
  return { row: Int32Array.from(row), column: Int32Array.from(column), value: Float64Array.from(value), source };
}

function conductance(network: GrainNetwork, grain: Grain, neighbour: number, length: number): number {
  const other = network.grains[neighbour] as Grain;
  return length / (1 / network.P + Math.hypot(other.x - grain.x, other.y - grain.y) / network.D);
}

/** out = (K + diag(extra)) x */
function apply(matrix: Conductances, extra: Float64Array, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < x.length; i++) out[i] = (extra[i] as number) * (x[i] as number);
  const { row, column, value } = matrix;
  for (let e = 0; e < value.length; e++) {
    const [i, j] = [row[e] as number, column[e] as number];
    const flow = (value[e] as number) * ((x[i] as number) - (x[j] as number));
    out[i] = (out[i] as number) + flow;
    out[j] = (out[j] as number) - flow;
  }
}

function diagonal(matrix: Conductances, extra: Float64Array): Float64Array {
  const out = Float64Array.from(extra);
  matrix.value.forEach((value, e) => {
    for (const i of [matrix.row[e] as number, matrix.column[e] as number]) out[i] = (out[i] as number) + value;
  });
  return out;
}

/** One step of weight θ (1: backward Euler, 0.5: Crank-Nicolson). */
function implicitStep(network: GrainNetwork, matrix: Conductances, c: Float64Array, dt: number, theta: number): Float64Array {
  const storage = Float64Array.from(network.grains, (grain) => grain.area / dt);
  const explicit = new Float64Array(c.length);
  apply(matrix, matrix.source, c, explicit);
  const right = Float64Array.from(
    c,
    (value, i) => (storage[i] as number) * value - (1 - theta) * (explicit[i] as number) + (matrix.source[i] as number),
  );
  const scaled: Conductances = { ...matrix, value: matrix.value.map((value) => theta * value) };
  const extra = Float64Array.from(storage, (value, i) => value + theta * (matrix.source[i] as number));
  return conjugateGradients((x, out) => apply(scaled, extra, x, out), right, diagonal(scaled, extra), c);
}

function conjugateGradients(
  multiply: (x: Float64Array, out: Float64Array) => void,
  right: Float64Array,
  scale: Float64Array,
  start?: Float64Array,
): Float64Array {
  const n = right.length;
  const x = start ? Float64Array.from(start) : new Float64Array(n);
  const r = new Float64Array(n);
  const p = new Float64Array(n);
  const q = new Float64Array(n);
  multiply(x, q);
  let rho = 0;
  let target = 0;
  for (let i = 0; i < n; i++) {
    r[i] = (right[i] as number) - (q[i] as number);
    p[i] = (r[i] as number) / (scale[i] as number);
    rho += (r[i] as number) * (p[i] as number);
    target += (right[i] as number) ** 2 / (scale[i] as number);
  }
  for (let iteration = 0; iteration < 5000 && rho > 1e-22 * target; iteration++) {
    multiply(p, q);
    let pq = 0;
    for (let i = 0; i < n; i++) pq += (p[i] as number) * (q[i] as number);
    const alpha = rho / pq;
    let next = 0;
    for (let i = 0; i < n; i++) {
      x[i] = (x[i] as number) + alpha * (p[i] as number);
      r[i] = (r[i] as number) - alpha * (q[i] as number);
      next += (r[i] as number) ** 2 / (scale[i] as number);
    }
    const beta = next / rho;
    rho = next;
    for (let i = 0; i < n; i++) p[i] = (r[i] as number) / (scale[i] as number) + beta * (p[i] as number);
  }
  return x;
}
