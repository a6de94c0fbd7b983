import type { SideSums } from './side-sums.ts';

/**
 * The hinge of least rss among `nodes`, the places of the data from the second to the last but one in ascending order, and between them.
 * Between two data points the sides hold the same points wherever the hinge is, so the least rss is where the two free lines cross, if that is
 * between them, and at one of the two otherwise: no search is needed and none can miss it.
 * Source: D. J. Hudson, J. Am. Stat. Assoc. 61 (1966) 1097, doi:10.1080/01621459.1966.10482198.
 * @param sums `crossing`: where the free lines through the points up to place `i` and behind it cross; `bound`: what a hinge there cannot beat
 */
export function leastHinge(
  nodes: Float64Array,
  rss: (at: number) => number,
  sums: Pick<SideSums, 'crossing'> & Partial<Pick<SideSums, 'bound'>>,
): { readonly at: number; readonly value: number } | undefined {
  let best: { at: number; value: number } | undefined;
  const look = (at: number, i: number): void => {
    if (best !== undefined && sums.bound !== undefined && sums.bound(at, i) > best.value) return;
    const value = rss(at);
    if (value < (best?.value ?? Infinity)) best = { at, value };
  };
  for (let i = 0; i < nodes.length; i++) {
    const from = nodes[i] as number;
    look(from, i);
    if (i + 1 === nodes.length) break;
    const at = sums.crossing(i);
    if (at > from && at < (nodes[i + 1] as number)) look(at, i);
  }
  return best;
}

/** Places where a hinge may be: the distinct ones from the second to the last but one. Undefined for fewer than two. */
export function hingePlaces(x: Float64Array): Float64Array | undefined {
  const places = Float64Array.from(new Set(x.toSorted())).subarray(1, -1);
  return places.length < 2 ? undefined : places;
}
