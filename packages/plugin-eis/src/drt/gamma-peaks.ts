/** A maximum of γ: nodes [from, to] between its valleys, area [Ohm] and time constant [s]. */
export interface GammaPeak {
  readonly from: number;
  readonly to: number;
  readonly top: number;
  readonly tau: number;
  readonly resistance: number;
}

/** Maxima of γ with the area between their valleys, in order of τ; τ by the parabola through the top three nodes. */
export function gammaPeaks(tau: Float64Array, gamma: Float64Array, step: number): GammaPeak[] {
  const n = gamma.length;
  const at = (k: number): number => (k < 0 || k >= n ? 0 : gamma[k]!);
  const tops: number[] = [];
  for (let k = 0; k < n; k++) if (gamma[k]! > 0 && at(k) > at(k - 1) && at(k) >= at(k + 1)) tops.push(k);
  return tops.map((top, p) => {
    const before = p === 0 ? -1 : valley(gamma, tops[p - 1]!, top);
    const to = p === tops.length - 1 ? n - 1 : valley(gamma, top, tops[p + 1]!);
    let resistance = 0;
    for (let k = before + 1; k <= to; k++) resistance += gamma[k]! * step;
    const curvature = at(top - 1) - 2 * at(top) + at(top + 1);
    const shift = curvature < 0 ? (0.5 * (at(top - 1) - at(top + 1))) / curvature : 0;
    return { from: before + 1, to, top, tau: tau[top]! * Math.exp(shift * step), resistance };
  });
}

function valley(gamma: Float64Array, from: number, to: number): number {
  let lowest = from;
  for (let k = from; k <= to; k++) if (gamma[k]! < gamma[lowest]!) lowest = k;
  return lowest;
}

/** Joins peaks to their higher neighbour while the valley between is deeper than `depth` of the lower top, or the area is below `least`. */
export function mergePeaks(
  peaks: readonly GammaPeak[],
  gamma: Float64Array,
  least: (peak: GammaPeak) => number,
  depth: number,
): GammaPeak[] {
  const list = peaks.slice();
  for (;;) {
    const weak = list
      .map((peak, i) => {
        const neighbours = [list[i - 1], list[i + 1]].filter((other) => other !== undefined);
        const joined = neighbours.some(({ from, to, top }) => {
          const saddle = gamma[top < peak.top ? to : from] ?? 0;
          return gamma[top]! >= gamma[peak.top]! && saddle > depth * gamma[peak.top]!;
        });
        return { i, peak, weak: joined || peak.resistance < least(peak) };
      })
      .filter(({ weak: isWeak }) => isWeak)
      .toSorted((a, b) => a.peak.resistance - b.peak.resistance)[0];
    if (!weak || list.length === 1) return list;
    const [before, after] = [list[weak.i - 1], list[weak.i + 1]];
    // The side with the higher saddle is the one it is a shoulder of.
    const [left, right] = [before ? gamma[before.to]! : -1, after ? gamma[weak.peak.to]! : -1];
    const into = left >= right ? weak.i - 1 : weak.i + 1;
    const other = list[into]!;
    list[into] = {
      ...other,
      from: Math.min(other.from, weak.peak.from),
      to: Math.max(other.to, weak.peak.to),
      resistance: other.resistance + weak.peak.resistance,
    };
    list.splice(weak.i, 1);
  }
}
