import type { SeededRandom } from '@ionwalk/core/fit';

/** One straight piece of a grain's outline. `neighbour` −1 is the exchanged face, −2 any closed side. */
export interface GrainEdge {
  readonly neighbour: number;
  readonly length: number;
  /** Middle of the edge. */
  readonly x: number;
  readonly y: number;
}
export interface Grain {
  /** Seed: x along the face, y depth [m]. */
  readonly x: number;
  readonly y: number;
  readonly area: number;
  readonly edges: readonly GrainEdge[];
}

export const FACE = -1;
export const CLOSED = -2;

interface Corner {
  readonly x: number;
  readonly y: number;
  /** Neighbour across the edge that starts here. */
  readonly tag: number;
}

/** Grains of a polycrystal: Voronoi cells of a jittered grid of seeds in a box, exact polygons with the length of every boundary. */
export function voronoiGrains(width: number, depth: number, spacing: number, random: SeededRandom): Grain[] {
  const columns = Math.max(2, Math.round(width / spacing));
  const rows = Math.max(2, Math.round(depth / spacing));
  const [dx, dy] = [width / columns, depth / rows];
  const jitter = (): number => 0.75 * (random.uniform() - 0.5);
  const seeds = Array.from({ length: rows * columns }, (_, i) => ({
    x: ((i % columns) + 0.5 + jitter()) * dx,
    y: (Math.floor(i / columns) + 0.5 + jitter()) * dy,
  }));
  return seeds.map((seed, i) => {
    const [column, row] = [i % columns, Math.floor(i / columns)];
    let polygon: Corner[] = [
      { x: 0, y: 0, tag: FACE },
      { x: width, y: 0, tag: CLOSED },
      { x: width, y: depth, tag: CLOSED },
      { x: 0, y: depth, tag: CLOSED },
    ];
    for (let r = Math.max(0, row - 3); r <= Math.min(rows - 1, row + 3); r++) {
      for (let c = Math.max(0, column - 3); c <= Math.min(columns - 1, column + 3); c++) {
        const j = r * columns + c;
        if (j !== i) polygon = clip(polygon, seed, seeds[j] as { x: number; y: number }, j);
      }
    }
    return toGrain(seed, polygon);
  });
}

/** Keeps the part of a polygon nearer to `own` than to `other`. */
function clip(polygon: readonly Corner[], own: { x: number; y: number }, other: { x: number; y: number }, tag: number): Corner[] {
  const [nx, ny] = [other.x - own.x, other.y - own.y];
  const limit = (nx * (own.x + other.x) + ny * (own.y + other.y)) / 2;
  const side = (corner: Corner): number => nx * corner.x + ny * corner.y - limit;
  const kept: Corner[] = [];
  polygon.forEach((corner, i) => {
    const next = polygon[(i + 1) % polygon.length] as Corner;
    const [a, b] = [side(corner), side(next)];
    if (a <= 0) kept.push(corner);
    if (a <= 0 !== b <= 0) {
      const t = a / (a - b);
      // Leaving the half plane, the new edge runs along the bisector; coming back, the old edge goes on.
      kept.push({ x: corner.x + t * (next.x - corner.x), y: corner.y + t * (next.y - corner.y), tag: a <= 0 ? tag : corner.tag });
    }
  });
  return kept;
}

function toGrain(seed: { x: number; y: number }, polygon: readonly Corner[]): Grain {
  let area = 0;
  const edges = polygon.map((corner, i) => {
    const next = polygon[(i + 1) % polygon.length] as Corner;
    area += (corner.x * next.y - next.x * corner.y) / 2;
    return {
      neighbour: corner.tag,
      length: Math.hypot(next.x - corner.x, next.y - corner.y),
      x: (corner.x + next.x) / 2,
      y: (corner.y + next.y) / 2,
    };
  });
  return { ...seed, area: Math.abs(area), edges: edges.filter((edge) => edge.length > 0) };
}
