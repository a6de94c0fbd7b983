/** Fewer points than this are no sweep of their own. */
const MIN_POINTS = 3;

/**
 * Half-open index ranges of the sweeps in a list of positive frequencies. A new sweep begins where the frequency jumps back
 * by more than half of what the sweep has covered so far, or where a long sweep turns round. A list without direction is one sweep.
 */
export function splitSweeps(frequency: readonly number[]): [number, number][] {
  const sweeps: [number, number][] = [];
  let start = 0;
  while (start < frequency.length) {
    const end = sweepEnd(frequency, start);
    sweeps.push([start, end]);
    start = end;
  }
  return tooErratic(sweeps, frequency.length) ? [[0, frequency.length]] : sweeps;
}

function sweepEnd(frequency: readonly number[], start: number): number {
  const log = (i: number): number => Math.log(frequency[i] as number);
  let direction = 0;
  for (let i = start + 1; i < frequency.length; i++) {
    const step = log(i) - log(i - 1);
    if (direction === 0) direction = Math.sign(step);
    const covered = Math.abs(log(i - 1) - log(start));
    if (Math.sign(step) !== -direction || direction === 0 || i - start < MIN_POINTS) continue;
    if (Math.abs(step) > 0.5 * covered) return i;
    // Looked at where it turns only: once per turn keeps this linear.
    const turns = Math.sign(log(i - 1) - log(i - 2)) !== -direction;
    if (turns && turnsRound(frequency, i, direction, covered)) return i;
  }
  return frequency.length;
}

/** Up and down again: the points from `at` on run against `direction` over at least half of what was covered. */
function turnsRound(frequency: readonly number[], at: number, direction: number, covered: number): boolean {
  let i = at;
  while (i < frequency.length && Math.sign((frequency[i] as number) - (frequency[i - 1] as number)) === -direction) i++;
  return i - at >= 5 && Math.abs(Math.log((frequency[i - 1] as number) / (frequency[at - 1] as number))) > 0.5 * covered;
}

/** Points in no order (a table sorted by something else) would fall into crumbs. */
const tooErratic = (sweeps: readonly [number, number][], count: number): boolean =>
  sweeps.length > 1 && (count / sweeps.length < MIN_POINTS || sweeps.filter(([from, to]) => to - from < MIN_POINTS).length > 1);
