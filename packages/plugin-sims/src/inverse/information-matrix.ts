import type { ImageParameters, ImageValues } from './image-parameters.ts';
import type { ImageProblem } from './image-problem.ts';

/** Pixels that are near to each other, taken together: a slope counts where it is other than 0 in one of them. */
const TILE = 64;

/**
 * Expected information J^T W J of the counts about the vector of parameters, row-major size × size.
 * @param slopes – of c', (1 + count) × pixels in the factor's order; @param weight – N/(f (1 - f)) per pixel
 */
export function informationMatrix(
  problem: ImageProblem,
  { size, count, sourceAt, backgroundAt }: ImageParameters,
  shape: Float64Array,
  slopes: Float64Array,
  weight: Float64Array,
  { source, background }: ImageValues,
): Float64Array {
  const n = shape.length;
  const rise = source - background;
  const used = usedPlaces(problem, n);
  // rows of sqrt(W) J over a tile, and whose they are
  const rows = new Float64Array(size * TILE);
  const whose = new Int32Array(size);
  const out = new Float64Array(size * size);
  for (let start = 0; start < used.length; start += TILE) {
    const places = used.subarray(start, Math.min(used.length, start + TILE));
    const pixels = places.map((k) => pixelAt(problem, k));
    const root = Float64Array.from(pixels, (i) => Math.sqrt(weight[i]!));
    let number = 0;
    for (let p = 0; p <= count; p++) {
      const row = number * TILE;
      let any = false;
      for (let k = 0; k < places.length; k++) {
        const slope = slopes[p * n + places[k]!]!;
        if (slope !== 0) any = true;
        rows[row + k] = root[k]! * rise * slope;
      }
      if (any) whose[number++] = p;
    }
    for (const at of [sourceAt, backgroundAt]) {
      if (at < 0) continue;
      for (let k = 0; k < pixels.length; k++) {
        const c = shape[pixels[k]!]!;
        rows[number * TILE + k] = root[k]! * (at === sourceAt ? c : 1 - c);
      }
      whose[number++] = at;
    }
    addProducts(out, size, rows, whose.subarray(0, number), pixels.length);
  }
  for (let p = 0; p < size; p++) for (let q = 0; q < p; q++) out[q * size + p] = out[p * size + q]!;
  return out;
}

/** Places in the factor's order of pixels that hold counts: neighbours are near to each other. */
function usedPlaces(problem: ImageProblem, total: number): Int32Array {
  const used = new Int32Array(total);
  let length = 0;
  for (let k = 0; k < total; k++) if (problem.count[pixelAt(problem, k)]! > 0) used[length++] = k;
  return used.subarray(0, length);
}

const pixelAt = ({ pattern: { n, order } }: ImageProblem, k: number): number => (k < n ? order[k]! : n + order[k - n]!);

/** Lower half of the products of rows, two by two: each number is loaded once for two of them. `whose` ascends. */
function addProducts(out: Float64Array, size: number, rows: Float64Array, whose: Int32Array, length: number): void {
  for (let p = 0; p < whose.length; p += 2) {
    const a = p * TILE;
    const b = p + 1 < whose.length ? a + TILE : a;
    const upper = whose[p]! * size;
    const lower = p + 1 < whose.length ? whose[p + 1]! * size : -1;
    for (let q = 0; q <= p; q += 2) {
      const c = q * TILE;
      const d = q + 1 < whose.length ? c + TILE : c;
      let ac = 0;
      let ad = 0;
      let bc = 0;
      let bd = 0;
      for (let k = 0; k < length; k++) {
        const x = rows[a + k]!;
        const y = rows[b + k]!;
        const u = rows[c + k]!;
        const v = rows[d + k]!;
        ac += x * u;
        ad += x * v;
        bc += y * u;
        bd += y * v;
      }
      out[upper + whose[q]!]! += ac;
      if (q + 1 <= p) out[upper + whose[q + 1]!]! += ad;
      if (lower < 0) continue;
      out[lower + whose[q]!]! += bc;
      out[lower + whose[q + 1]!]! += bd;
    }
  }
}
