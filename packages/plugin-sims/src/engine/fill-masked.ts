/**
 * The label map with every masked pixel (0) given to the nearest grain: the material is there and conducts, only its grain wasn't indexed.
 * Nearest in steps between neighbours, level by level; of equally near grains the first found. All 0 stays all 0.
 */
export function fillMasked(labels: ArrayLike<number>, width: number, height: number): Int32Array {
  const filled = Int32Array.from(labels);
  const queue = new Int32Array(width * height);
  let end = 0;
  for (let i = 0; i < filled.length; i++) if (filled[i] !== 0) queue[end++] = i;
  if (end === filled.length) return filled;
  for (let begin = 0; begin < end; begin++) {
    const i = queue[begin]!;
    const x = i % width;
    const give = (j: number): void => {
      if (filled[j] !== 0) return;
      filled[j] = filled[i]!;
      queue[end++] = j;
    };
    if (x > 0) give(i - 1);
    if (x + 1 < width) give(i + 1);
    if (i >= width) give(i - width);
    if (i + width < filled.length) give(i + width);
  }
  return filled;
}
