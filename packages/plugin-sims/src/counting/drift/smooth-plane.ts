/** A plane convolved with a Gauss function of `sigma` pixels, edges repeated: counts of neighbours are pooled before a plane is compared. */
export function smoothPlane(plane: Float64Array, width: number, height: number, sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)));
  const norm = kernel.reduce((sum, v) => sum + v, 0);
  const rows = new Float64Array(plane.length);
  const out = new Float64Array(plane.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = -reach; k <= reach; k++)
        sum += (kernel[k + reach] as number) * (plane[y * width + Math.min(width - 1, Math.max(0, x + k))] as number);
      rows[y * width + x] = sum / norm;
    }
  }
  for (let y = 0; y < height; y++) {
    for (let k = -reach; k <= reach; k++) {
      const from = Math.min(height - 1, Math.max(0, y + k)) * width;
      const weight = (kernel[k + reach] as number) / norm;
      for (let x = 0; x < width; x++) out[y * width + x] = (out[y * width + x] as number) + weight * (rows[from + x] as number);
    }
  }
  return out;
}
