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
  for (let p = 0; p < size; p++) {
    const a = columns.subarray(p * used.length, (p + 1) * used.length);
    for (let q = 0; q <= p; q++) {
      const b = columns.subarray(q * used.length, (q + 1) * used.length);
      let sum = 0;
      for (let k = 0; k < a.length; k++) sum += a[k]! * b[k]!;
      out[p * size + q] = sum;
      out[q * size + p] = sum;
    }
  }
  return out;
}
