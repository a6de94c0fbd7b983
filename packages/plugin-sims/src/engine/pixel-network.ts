import type { GrainBoundary, LabelBoundaries } from './label-boundaries.ts';

/** The edge of an image that is held at the source; the others are closed. */
export type HeldEdge = 'left' | 'right' | 'top' | 'bottom';

/**
 * Pixels joined by conductances [1/s]: dc_i/dt = sum_j g_ij (c_j - c_i) + held_i (c_source - c_i).
 * `east[i]` joins pixel i with its right neighbour, `south[i]` with the one below (0 where there is none); row-major, width × height.
 */
export interface PixelNetwork {
  readonly width: number;
  readonly height: number;
  readonly east: Float64Array;
  readonly south: Float64Array;
  readonly held: Float64Array;
  readonly edge: HeldEdge | undefined;
}

/** Pixels of one size [m], and which of their edges is held. */
export interface PixelGrid {
  readonly width: number;
  readonly height: number;
  readonly pixel: number;
  readonly edge: HeldEdge | undefined;
}

/** Diffusivity inside the grains [m2/s] and the permeance of every boundary [m/s], in the order of `boundaries`. */
export interface GrainTransport {
  readonly diffusivity: number;
  readonly permeance: ArrayLike<number>;
}

/**
 * Conductances of an image of grains: D/h^2 inside, 1/(h^2/D + h R) across a boundary with R = 1/(P |n.e|), 2 D/h^2 at the held edge.
 * Without the weight |n.e| a staircase of pixel faces would be too long a boundary: R comes out as much as 29 % too small at 45 degrees.
 */
export function pixelNetwork(grid: PixelGrid, boundaries: LabelBoundaries | undefined, transport: GrainTransport): PixelNetwork {
  const { width, height, pixel, edge } = grid;
  const inside = transport.diffusivity / (pixel * pixel);
  const [east, south, held] = [new Float64Array(width * height), new Float64Array(width * height), new Float64Array(width * height)];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (x + 1 < width) east[i] = inside;
      if (y + 1 < height) south[i] = inside;
      if (isHeld(x, y, grid)) held[i] = 2 * inside;
    }
  }
  boundaries?.boundaries.forEach((boundary, j) => cross(boundary, transport.permeance[j] ?? 0, inside, pixel, east, south));
  return { width, height, east, south, held, edge };
}

function cross(
  { faces, eastward, cosine }: GrainBoundary,
  permeance: number,
  inside: number,
  pixel: number,
  east: Float64Array,
  south: Float64Array,
): void {
  for (let f = 0; f < faces.length; f++) {
    const g = 1 / (1 / inside + pixel / (permeance * cosine[f]!));
    if (eastward[f] === 1) east[faces[f]!] = g;
    else south[faces[f]!] = g;
  }
}

function isHeld(x: number, y: number, { width, height, edge }: PixelGrid): boolean {
  if (edge === 'left') return x === 0;
  if (edge === 'right') return x === width - 1;
  if (edge === 'top') return y === 0;
  return edge === 'bottom' && y === height - 1;
}
