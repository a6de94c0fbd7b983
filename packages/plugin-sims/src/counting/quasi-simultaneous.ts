/**
 * Takes out quasi-simultaneous arrivals, ions of one primary ion that a multiplier counts as one: N' = N (1 + beta Kc), Kc = K/(1 - K/2),
 * K = N per primary ion. Theory says beta = 1/2; measured ones are 0.6 to 1 and depend on the mass, so calibrate with standards.
 * @param out – [N, var N], after the dead time; changed in place: var N' = var N (dN'/dN)^2; NaN where K reaches 1
 * @param primaries – primary ions per pixel and frame
 * @see Slodzian et al., Appl. Surf. Sci. 231-232 (2004) 874, doi:10.1016/j.apsusc.2004.03.155
 */
export function quasiSimultaneous(out: Float64Array, beta: number, primaries: number): void {
  const n = out[0] as number;
  const k = n / primaries;
  if (!(k < 1)) {
    out[0] = NaN;
    out[1] = NaN;
    return;
  }
  const free = 1 - k / 2;
  const slope = 1 + (beta * (2 * k - (k * k) / 2)) / (free * free);
  out[0] = n * (1 + (beta * k) / free);
  out[1] = (out[1] as number) * slope * slope;
}
