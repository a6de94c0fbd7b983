import { gaussLegendre } from '@ionwalk/core/fit';

// Both integrals are entire functions of z: local Taylor polynomials (nodes every 1/4, degree 8: below 1e-14) need no branch at 0 and
// no special function; beyond the table erf is 1 and Dawson's integral is its asymptotic series, both to the last digit.
const SPACING = 0.25;
const NODES = 241;
const LAST = (NODES - 1) * SPACING;
const DEGREE = 8;
const ROW = DEGREE + 1;

let chainTable: Float64Array | undefined;
let layerTable: Float64Array | undefined;

/**
 * ∫₀¹ exp(−z x²) dx for z ≥ 0, = (√π/2) erf(√z)/√z, and its derivative in z: `out[0]`, `out[1]`.
 */
export function chainIntegral(z: number, out: Float64Array): void {
  if (z < LAST) {
    chainTable ??= build((square) => square);
    evaluate(chainTable, z, out);
    return;
  }
  const value = Math.sqrt(Math.PI / z) / 2;
  out[0] = value;
  out[1] = -value / (2 * z);
}

/**
 * ∫₀¹ exp(−w(1 − x²)) dx for w ≥ 0, = F(√w)/√w with Dawson's integral F, and its derivative in w: `out[0]`, `out[1]`.
 * The integral of exp(+w x²) itself overflows near w = 700; this one never does.
 */
export function layerIntegral(w: number, out: Float64Array): void {
  if (w < LAST) {
    layerTable ??= build((square) => 1 - square);
    evaluate(layerTable, w, out);
    return;
  }
  // F(v)/v = Σ (2k−1)!!/(2w)^(k+1); the smallest term at w = 60 is e^−60.
  let term = 1 / (2 * w);
  let sum = 0;
  let slope = 0;
  for (let k = 0; k < 30; k++) {
    sum += term;
    slope -= ((k + 1) * term) / w;
    const next = (term * (2 * k + 1)) / (2 * w);
    if (!(next < term) || next < 1e-18 * sum) break;
    term = next;
  }
  out[0] = sum;
  out[1] = slope;
}

function evaluate(table: Float64Array, z: number, out: Float64Array): void {
  const node = Math.round(z / SPACING);
  const h = z - node * SPACING;
  const at = node * ROW;
  let value = table[at + DEGREE] as number;
  let slope = 0;
  for (let k = DEGREE - 1; k >= 0; k--) {
    slope = slope * h + value;
    value = value * h + (table[at + k] as number);
  }
  out[0] = value;
  out[1] = slope;
}

/** Taylor coefficients of ∫₀¹ exp(−z u(x²)) dx about every node: (−1)^k ∫ u^k exp(−z u)/k!. */
function build(u: (square: number) => number): Float64Array {
  const { nodes, weights } = gaussLegendre(64);
  const table = new Float64Array(NODES * ROW);
  for (let j = 0; j < NODES; j++) {
    for (let i = 0; i < nodes.length; i++) {
      const value = u((((nodes[i] as number) + 1) / 2) ** 2);
      let term = ((weights[i] as number) / 2) * Math.exp(-j * SPACING * value);
      for (let k = 0; k < ROW; k++) {
        const at = j * ROW + k;
        table[at] = (table[at] as number) + term;
        term *= -value / (k + 1);
      }
    }
  }
  return table;
}
