import type { PixelNetwork } from './pixel-network.ts';

/** A network of half the width and height, and the number of pixels (times their mass) in each of its cells. */
export interface CoarseNetwork {
  readonly network: PixelNetwork;
  readonly mass: Float64Array;
}

/**
 * Joins 2 × 2 pixels (what is left at an odd edge stays smaller). Between the centres of two coarse cells, resistances are in series along each
 * row of pixels (half of the face inside either cell, and the one between them), and the rows are parallel. Conductances stay those of
 * whole cells: a coarse cell obeys mass dc/dt = sum g (c_j - c).
 */
export function coarsenNetwork(fine: PixelNetwork, mass: Float64Array): CoarseNetwork {
  const { width, height, edge } = fine;
  const [w, h] = [(width + 1) >> 1, (height + 1) >> 1];
  const [east, south, held, sums] = [new Float64Array(w * h), new Float64Array(w * h), new Float64Array(w * h), new Float64Array(w * h)];
  // half the resistance of the face inside the coarse cell that pixel i belongs to, along x or along y
  const insideX = (i: number, x: number): number => {
    const left = i - (x & 1);
    return (x | 1) < width ? 0.5 / fine.east[left]! : 0;
  };
  const insideY = (i: number, y: number): number => {
    const top = i - (y & 1) * width;
    return (y | 1) < height ? 0.5 / fine.south[top]! : 0;
  };
  const alongX = edge === 'left' || edge === 'right';
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const at = (y >> 1) * w + (x >> 1);
      sums[at]! += mass[i]!;
      if ((x & 1) === 1 && x + 1 < width) east[at]! += 1 / (insideX(i, x) + 1 / fine.east[i]! + insideX(i + 1, x + 1));
      if ((y & 1) === 1 && y + 1 < height) south[at]! += 1 / (insideY(i, y) + 1 / fine.south[i]! + insideY(i + width, y + 1));
      if (fine.held[i]! > 0) held[at]! += 1 / (1 / fine.held[i]! + (alongX ? insideX(i, x) : insideY(i, y)));
    }
  }
  return { network: { width: w, height: h, east, south, held, edge }, mass: sums };
}
