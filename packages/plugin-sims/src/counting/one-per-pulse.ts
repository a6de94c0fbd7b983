/**
 * Counts before a time-of-flight counter that registers at most one ion of a mass per primary pulse: N = -Np ln(1 - m/Np), var N = m/(1 - m/Np).
 * @param pulses – primary pulses per pixel and frame; @param out – [N, var N]; both NaN where every pulse was counted
 * @see Stephan, Zehnpfenning, Benninghoven, J. Vac. Sci. Technol. A 12 (1994) 405, doi:10.1116/1.579255
 */
export function onePerPulse(m: number, pulses: number, out: Float64Array): void {
  const free = 1 - m / pulses;
  if (!(free > 0)) {
    out[0] = NaN;
    out[1] = NaN;
    return;
  }
  out[0] = -pulses * Math.log1p(-m / pulses);
  out[1] = m / free;
}
