import { LLTO } from './llto-study.ts';
import type { ExchangedSpecimen } from './simulate/exchanged-specimen.ts';

/** A short line drawn on the image across one boundary, in pixels, and where along it the boundary is [m]. */
export interface BoundaryLine {
  readonly line: string;
  readonly width: number;
  readonly boundary: number;
}

const HALF = 12;
const BAND = 9;

/**
 * Chooses lines as a person would on the image: along the flow, across long boundaries that lie square to it, with plain grains on both sides.
 * A boundary that leans would show a step smaller than its flow asks for.
 */
export function pickLines(grain: Int32Array, { network }: ExchangedSpecimen, count = 12): BoundaryLine[] {
  const { pixels, window } = LLTO.sims;
  const size = window / pixels;
  const found: BoundaryLine[] = [];
  const used = new Set<string>();
  for (let row = HALF + 1; row < pixels - HALF && found.length < count; row++) {
    for (let column = BAND; column < pixels - BAND && found.length < count; column++) {
      const [a, b] = [at(grain, pixels, row - 1, column), at(grain, pixels, row, column)];
      if (a === b || used.has(`${a}-${b}`) || !square(network.grains[a] as Point, network.grains[b] as Point)) continue;
      if (!plain(grain, pixels, row, column, a, b)) continue;
      used.add(`${a}-${b}`);
      found.push({ line: `${column + 0.5},${row - HALF}:${column + 0.5},${row + HALF}`, width: BAND, boundary: HALF * size });
    }
  }
  return found;
}

interface Point {
  readonly x: number;
  readonly y: number;
}

const at = (grain: Int32Array, pixels: number, row: number, column: number): number => grain[row * pixels + column] as number;

/** Within 6° of square to the flow, and 16 to 26 µm from grain to grain. */
function square(a: Point, b: Point): boolean {
  const distance = Math.hypot(b.x - a.x, b.y - a.y);
  return b.y - a.y > 0.995 * distance && distance > 1.6e-5 && distance < 2.6e-5;
}

/** True where the band meets only these two grains and the boundary stays within a pixel of its middle. */
function plain(grain: Int32Array, pixels: number, row: number, column: number, a: number, b: number): boolean {
  for (let dx = -(BAND >> 1); dx <= BAND >> 1; dx++) {
    for (let dy = -HALF + 2; dy < HALF - 2; dy++) {
      const id = at(grain, pixels, row + dy, column + dx);
      if (id !== a && id !== b) return false;
      if ((dy < -1 && id !== a) || (dy > 0 && id !== b)) return false;
    }
  }
  return true;
}
