import type { PixelNetwork } from '../engine/pixel-network.ts';
import type { ImageProblem } from './image-problem.ts';

/** Visits dA/d parameter: the conductance between pixels i and j (j < 0: the held edge) grows by `slope`. Parameter 0 is ln D. */
export function eachDerivative(
  problem: ImageProblem,
  network: PixelNetwork,
  diffusivity: number,
  groups: Int32Array,
  parameter: number,
  visit: (i: number, j: number, slope: number) => void,
): void {
  const { width, pixel } = problem.grid;
  const inside = diffusivity / (pixel * pixel);
  const { east, south, held } = network;
  if (parameter === 0) {
    // of 1/g = 1/g_inside + h R, d ln g/d ln D = g/g_inside
    for (let i = 0; i < east.length; i++) {
      if (east[i]! > 0) visit(i, i + 1, (east[i]! * east[i]!) / inside);
      if (south[i]! > 0) visit(i, i + width, (south[i]! * south[i]!) / inside);
      if (held[i]! > 0) visit(i, -1, held[i]!);
    }
    return;
  }
  problem.boundaries.boundaries.forEach(({ faces, eastward }, j) => {
    if (groups[j] !== parameter - 1) return;
    for (let f = 0; f < faces.length; f++) {
      const i = faces[f]!;
      const g = eastward[f] === 1 ? east[i]! : south[i]!;
      visit(i, eastward[f] === 1 ? i + 1 : i + width, g * (1 - g / inside));
    }
  });
}
