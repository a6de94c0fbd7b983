const PLACES = [0.025, 0.16, 0.5, 0.84, 0.975];

/** Quantiles of a record, in ascending order, from draws of its value: linear between neighbours, as most programs count them. */
export function quantilesOfDraws(draws: readonly number[]): number[] {
  const sorted = Float64Array.from(draws).sort();
  return PLACES.map((p) => {
    const at = p * (sorted.length - 1);
    const low = sorted[Math.floor(at)] as number;
    return low + ((sorted[Math.ceil(at)] as number) - low) * (at - Math.floor(at));
  });
}
