import type { ImageParameters, ImageValues } from './image-parameters.ts';
import type { ImageProblem } from './image-problem.ts';

/**
 * Expected information J^T W J of the counts about the vector of parameters, row-major size × size.
 * @param slopes – of c', (1 + count) × pixels; @param weight – N/(f (1 - f)) per pixel
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
  const used: number[] = [];
  for (let i = 0; i < n; i++) if (problem.count[i]! > 0) used.push(i);
  // columns of sqrt(W) J, packed over the pixels that count
  const columns = new Float64Array(size * used.length);
  used.forEach((i, k) => {
    const root = Math.sqrt(weight[i]!);
    for (let p = 0; p <= count; p++) columns[p * used.length + k] = root * rise * slopes[p * n + i]!;
    if (sourceAt >= 0) columns[sourceAt * used.length + k] = root * shape[i]!;
    if (backgroundAt >= 0) columns[backgroundAt * used.length + k] = root * (1 - shape[i]!);
  });
  const out = new Float64Array(size * size);
  const length = used.length;
  // two by two: each number is loaded once for two products
  for (let p = 0; p < size; p += 2) {
    const a = p * length;
    const b = p + 1 < size ? a + length : a;
    for (let q = 0; q <= p; q += 2) {
      const c = q * length;
      const d = q + 1 < size ? c + length : c;
      let [ac, ad, bc, bd] = [0, 0, 0, 0];
      for (let k = 0; k < length; k++) {
        const x = columns[a + k]!;
        const y = columns[b + k]!;
        const u = columns[c + k]!;
        const v = columns[d + k]!;
        ac += x * u;
        ad += x * v;
        bc += y * u;
        bd += y * v;
      }
      set(out, size, p, q, ac);
      set(out, size, p, q + 1, ad);
      set(out, size, p + 1, q, bc);
      set(out, size, p + 1, q + 1, bd);
    }
  }
  return out;
}

function set(out: Float64Array, size: number, p: number, q: number, value: number): void {
  if (p >= size || q >= size) return;
  out[p * size + q] = value;
  out[q * size + p] = value;
}
