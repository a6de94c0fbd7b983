/**
 * Thins a long line without changing its picture: of each run of points within one pixel column the first, the lowest, the highest and the last stay.
 * Gaps (undefined) stay gaps.
 */
export function thinLine(points: readonly ([number, number] | undefined)[]): ([number, number] | undefined)[] {
  if (points.length <= 2000) return points.slice();
  const kept: ([number, number] | undefined)[] = [];
  for (let start = 0; start < points.length;) {
    const first = points[start];
    if (first === undefined) {
      if (kept.at(-1) !== undefined) kept.push(undefined);
      start++;
      continue;
    }
    const column = Math.floor(first[0]);
    let [end, low, high] = [start + 1, start, start];
    for (let next = points[end]; end < points.length && next !== undefined && Math.floor(next[0]) === column; next = points[++end]) {
      if (next[1] < (points[low] as [number, number])[1]) low = end;
      if (next[1] > (points[high] as [number, number])[1]) high = end;
    }
    for (const index of [...new Set([start, low, high, end - 1])].sort((a, b) => a - b)) kept.push(points[index]);
    start = end;
  }
  return kept;
}
