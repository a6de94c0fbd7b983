import type { FactorPattern } from './factor-pattern.ts';

/**
 * Both triangular solutions for a batch of four complex vectors, block by block. Downwards only `reached` blocks hold anything. Upwards those come first;
 * of the others, ones around which no vector exceeds a share of its largest number stay at 0: inside of them it is no larger.
 */
export function solveReached(
  pattern: FactorPattern,
  x: Float64Array,
  reached: Uint8Array,
  share: number,
  forward: (block: number) => void,
  backward: (block: number) => void,
): void {
  const { blocks, first } = pattern;
  const limits = new Float64Array(4);
  for (let b = 0; b < blocks; b++) if (reached[b] === 1) forward(b);
  for (let b = blocks - 1; b >= 0; b--) {
    if (reached[b] === 0) continue;
    backward(b);
    if (share === 0) continue;
    for (let k = 8 * first[b]!; k < 8 * first[b + 1]!; k++) limits[(k & 7) >> 1] = Math.max(limits[(k & 7) >> 1]!, share * Math.abs(x[k]!));
  }
  // parents come before their children: what a block leaves at 0 is known when these look at it
  for (let b = blocks - 1; b >= 0; b--) if (reached[b] === 0 && (share === 0 || !isQuiet(pattern, x, b, limits))) backward(b);
}

function isQuiet({ below, rows }: FactorPattern, x: Float64Array, b: number, limits: Float64Array): boolean {
  const end = below[b + 1]!;
  for (let k = below[b]!; k < end; k++) {
    const at = 8 * rows[k]!;
    for (let v = 0; v < 8; v++) if (Math.abs(x[at + v]!) > limits[v >> 1]!) return false;
  }
  return true;
}
