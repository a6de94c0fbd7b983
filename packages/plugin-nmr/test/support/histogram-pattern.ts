/**
 * Satellites of I = 3/2 to first order as a histogram over orientations, convolved with a Gaussian: what the averaged decays are held against.
 * @param shift – even grid [Hz]; @param width – full width at half maximum [Hz]
 * @returns density of unit area [1/Hz]
 */
export function histogramPattern(
  shift: Float64Array,
  { CQ, eta, width }: { readonly CQ: number; readonly eta: number; readonly width: number },
  orientations: number,
): Float64Array {
  const side = Math.round(Math.sqrt(orientations));
  const first = shift[0] as number;
  const step = (shift[1] as number) - first;
  const bins = new Float64Array(shift.length);
  for (let j = 0; j < side; j++) {
    const cos2 = Math.cos(((j + 0.5) * Math.PI) / side);
    for (let i = 0; i < side; i++) {
      const u2 = ((i + 0.5) / side) ** 2;
      const nu = (CQ / 4) * (3 * u2 - 1 + eta * (1 - u2) * cos2);
      for (const sign of [1, -1]) {
        const position = (sign * nu - first) / step;
        const at = Math.floor(position);
        const part = position - at;
        if (at < 0 || at + 1 >= bins.length) continue;
        bins[at] = (bins[at] as number) + (1 - part);
        bins[at + 1] = (bins[at + 1] as number) + part;
      }
    }
  }
  const reach = Math.ceil((2.2 * width) / step);
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, k) => Math.exp(-4 * Math.LN2 * (((k - reach) * step) / width) ** 2));
  const total = kernel.reduce((a, b) => a + b, 0) * 2 * side * side * step;
  return bins.map((_, k) => {
    let sum = 0;
    for (let l = -reach; l <= reach; l++) sum += (kernel[l + reach] as number) * (bins[k - l] ?? 0);
    return sum / total;
  });
}
