import { gaussLegendre } from '@ionwalk/core/fit';

/** Where a profile has material, and places at which it or its slope may jump. */
export interface Material {
  /** Depths at which the material begins and ends [m]. */
  readonly from: number;
  readonly to: number;
  /** A place of a jump, and every so far another one (0: it is the only one); NaN: none. */
  readonly jump: number;
  readonly every: number;
}

export const HALF_SPACE: Material = { from: 0, to: Infinity, jump: NaN, every: 0 };

/** A row sees so many standard deviations to either side. */
const REACH = 6.5;
/** Panels of the quadrature in standard deviations, nodes per panel, and halvings of the panels beside a jump. */
const PANEL = 1;
const NODES = 7;
const HALVINGS = 5;

/**
 * Weights that blur a profile with a Gaussian of standard deviation sigma: f_i = sum_j w_ij c(y_j), w_ij ~ exp(-(x_i - y_j)^2/2 sigma^2), sum_j w_ij = 1.
 * Only material gives counts, so the Gaussian is cut at the surface and what is left of it has the weight 1. Gauss-Legendre panels of one sigma, which
 * never straddle a jump and shrink towards one: to 1e-8 for profiles that change over more than sigma/20.
 */
export class Blur {
  readonly sigma: number;
  readonly material: Material;
  /** Depths at which the sharp profile is wanted, ascending. */
  readonly nodes: Float64Array;
  readonly #from: Int32Array;
  readonly #at: Int32Array;
  readonly #weight: Float64Array;
  /** d ln w/d sigma, not yet less its mean. */
  readonly #slope: Float64Array;

  constructor(depth: Float64Array, sigma: number, material: Material) {
    this.sigma = sigma;
    this.material = material;
    const { nodes, weights } = quadrature(windows(depth, sigma, material), sigma, material);
    this.nodes = nodes;
    const n = depth.length;
    this.#from = new Int32Array(n);
    this.#at = new Int32Array(n + 1);
    for (let i = 0; i < n; i++) {
      const x = depth[i] as number;
      this.#from[i] = firstAbove(nodes, x - REACH * sigma);
      this.#at[i + 1] = (this.#at[i] as number) + Math.max(0, firstAbove(nodes, x + REACH * sigma) - (this.#from[i] as number));
    }
    this.#weight = new Float64Array(this.#at[n] as number);
    this.#slope = new Float64Array(this.#at[n] as number);
    for (let i = 0; i < n; i++) {
      const [start, end, first] = [this.#at[i] as number, this.#at[i + 1] as number, this.#from[i] as number];
      let sum = 0;
      for (let k = start; k < end; k++) {
        const u = ((nodes[first + k - start] as number) - (depth[i] as number)) / sigma;
        const w = (weights[first + k - start] as number) * Math.exp(-0.5 * u * u);
        this.#weight[k] = w;
        this.#slope[k] = (u * u) / sigma;
        sum += w;
      }
      for (let k = start; k < end; k++) this.#weight[k]! /= sum;
    }
  }

  /** Whether row i sees any material. */
  sees = (i: number): boolean => (this.#at[i + 1] as number) > (this.#at[i] as number);

  /**
   * Blurs columns: `sharp` is nodes × columns, row-major; `out` from `offset` on gets the columns of row i and, with `slope`, d/d sigma of the first one
   * behind them.
   */
  row(i: number, sharp: Float64Array, columns: number, out: Float64Array, offset: number, slope: boolean): void {
    const [start, end, first] = [this.#at[i] as number, this.#at[i + 1] as number, this.#from[i] as number];
    for (let c = 0; c < columns; c++) out[offset + c] = 0;
    for (let k = start, at = first * columns; k < end; k++) {
      const w = this.#weight[k] as number;
      for (let c = 0; c < columns; c++, at++) out[offset + c]! += w * (sharp[at] as number);
    }
    if (!slope) return;
    let [both, alone] = [0, 0];
    for (let k = start; k < end; k++) {
      const w = (this.#weight[k] as number) * (this.#slope[k] as number);
      both += w * (sharp[(first + k - start) * columns] as number);
      alone += w;
    }
    out[offset + columns] = both - alone * (out[offset] as number);
  }
}

/** What the rows see, as separate stretches of material. */
function windows(depth: Float64Array, sigma: number, { from, to }: Material): [number, number][] {
  const out: [number, number][] = [];
  for (const x of Float64Array.from(depth).sort()) {
    const [a, b] = [Math.max(from, x - REACH * sigma), Math.min(to, x + REACH * sigma)];
    if (!(b > a)) continue;
    const last = out.at(-1);
    if (last && a <= last[1]) last[1] = Math.max(last[1], b);
    else out.push([a, b]);
  }
  return out;
}

function quadrature(
  stretches: readonly [number, number][],
  sigma: number,
  material: Material,
): { nodes: Float64Array; weights: Float64Array } {
  const edges: [number, number][] = [];
  for (const [from, to] of stretches) {
    const stops = [from, ...jumpsWithin(material, from, to), to];
    for (let s = 1; s < stops.length; s++) {
      const [a, b] = [stops[s - 1] as number, stops[s] as number];
      const first = s > 1 || from === material.from;
      const last = s < stops.length - 1 || to === material.to;
      const panels = Math.max(1, Math.ceil((b - a) / (PANEL * sigma)));
      const h = (b - a) / panels;
      for (let p = 0; p < panels; p++) {
        const [low, high] = [a + p * h, p === panels - 1 ? b : a + (p + 1) * h];
        edges.push(...split(low, high, first && p === 0, last && p === panels - 1));
      }
    }
  }
  const rule = gaussLegendre(NODES);
  const nodes = new Float64Array(edges.length * NODES);
  const weights = new Float64Array(nodes.length);
  edges.forEach(([a, b], e) => {
    for (let j = 0; j < NODES; j++) {
      nodes[e * NODES + j] = 0.5 * (a + b + (b - a) * (rule.nodes[j] as number));
      weights[e * NODES + j] = 0.5 * (b - a) * (rule.weights[j] as number);
    }
  });
  return { nodes, weights };
}

/** A panel halved again and again towards the ends at which the profile may be steep. */
function split(a: number, b: number, left: boolean, right: boolean): [number, number][] {
  if (left && right) {
    const middle = 0.5 * (a + b);
    return [...split(a, middle, true, false), ...split(middle, b, false, true)];
  }
  if (!left && !right) return [[a, b]];
  const cuts = Array.from({ length: HALVINGS }, (_, i) => 0.5 ** (left ? HALVINGS - i : i + 1));
  const edges = [a, ...cuts.map((part) => (left ? a + part * (b - a) : b - part * (b - a))), b];
  return edges.slice(1).map((edge, i): [number, number] => [edges[i] as number, edge]);
}

function jumpsWithin({ jump, every }: Material, from: number, to: number): number[] {
  if (!(every > 0)) return jump > from && jump < to ? [jump] : [];
  const out: number[] = [];
  for (let i = Math.floor((from - jump) / every) + 1; jump + i * every < to; i++) if (jump + i * every > from) out.push(jump + i * every);
  return out;
}

/** Index of the first node beyond x. */
function firstAbove(nodes: Float64Array, x: number): number {
  let [low, high] = [0, nodes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as number) > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
