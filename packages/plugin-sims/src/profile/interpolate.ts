/**
 * Values at other places of their axis, by straight lines between neighbours; NaN outside of the axis and beside a value that is NaN.
 * @param at – ascending or not; @param axis – ascending, same length as `values`; points whose axis is NaN are passed over
 */
export function interpolate(at: Float64Array, axis: Float64Array, values: Float64Array): Float64Array {
  const known = Array.from(axis.keys()).filter((i) => Number.isFinite(axis[i]));
  return at.map((x) => {
    let [low, high] = [0, known.length - 1];
    if (!(x >= axis[known[low] ?? 0]! && x <= axis[known[high] ?? 0]!)) return NaN;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (axis[known[middle]!]! <= x) low = middle;
      else high = middle;
    }
    const [a, b] = [known[low]!, known[high]!];
    if (x === axis[a]) return values[a]!;
    if (x === axis[b]) return values[b]!;
    const part = (x - axis[a]!) / (axis[b]! - axis[a]!);
    return (1 - part) * values[a]! + part * values[b]!;
  });
}
