/** An axis-aligned box in pixels; `group` tells whose mark it is. */
export interface Box {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly group?: string;
}

/** What is already drawn in the plot area, for finding room for labels. */
export interface LabelSpace {
  add(box: Box): void;
  /** A line as a row of small boxes. */
  addLine(points: readonly (readonly [number, number])[], group: string): void;
  /** True where the box lies inside the plot area and touches nothing; `except` leaves out the marks of some groups. */
  isFree(box: Box, ...except: readonly string[]): boolean;
  /** True where the box touches no other text; it may cover marks. */
  isReadable(box: Box): boolean;
}

/** Group of rules: a label must not lie on one, but may stand close to it. */
export const RULES = '\u0000rules';
/** Group of texts. */
export const TEXTS = '\u0000texts';

/** Boxes are kept in a grid, so that a look-up costs the neighbourhood only. */
export function labelSpace(plot: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }): LabelSpace {
  const cells = new Map<number, Box[]>();
  const span = (box: Box): [number, number, number, number] => [clampCell(box.x0), clampCell(box.x1), clampCell(box.y0), clampCell(box.y1)];
  const add = (box: Box): void => {
    if (![box.x0, box.y0, box.x1, box.y1].every(Number.isFinite)) return;
    const [i0, i1, j0, j1] = span(box);
    for (let i = i0; i <= i1; i++) {
      for (let j = j0; j <= j1; j++) {
        const cell = cells.get(i * 4096 + j);
        if (cell === undefined) cells.set(i * 4096 + j, [box]);
        else cell.push(box);
      }
    }
  };
  const touched = (box: Box, counts: (other: Box) => boolean): boolean => {
    const [i0, i1, j0, j1] = span(box);
    for (let i = i0; i <= i1; i++) {
      for (let j = j0; j <= j1; j++) {
        for (const other of cells.get(i * 4096 + j) ?? []) {
          if (other.x0 < box.x1 && other.x1 > box.x0 && other.y0 < box.y1 && other.y1 > box.y0 && counts(other)) return true;
        }
      }
    }
    return false;
  };
  return {
    add,
    addLine: (points, group) => {
      for (let k = 1; k < points.length; k++) {
        const [ax, ay] = points[k - 1] as readonly [number, number];
        const [bx, by] = points[k] as readonly [number, number];
        if (![ax, ay, bx, by].every(Number.isFinite)) continue;
        const steps = Math.min(Math.ceil(Math.hypot(bx - ax, by - ay) / 5), 400);
        for (let s = 0; s < steps; s++) {
          const [x0, x1] = [ax + ((bx - ax) * s) / steps, ax + ((bx - ax) * (s + 1)) / steps];
          const [y0, y1] = [ay + ((by - ay) * s) / steps, ay + ((by - ay) * (s + 1)) / steps];
          add({ x0: Math.min(x0, x1) - 1, y0: Math.min(y0, y1) - 1, x1: Math.max(x0, x1) + 1, y1: Math.max(y0, y1) + 1, group });
        }
      }
    },
    isFree: (box, ...except) => {
      if (box.x0 < plot.x + 3 || box.x1 > plot.x + plot.w - 3 || box.y0 < plot.y + 3 || box.y1 > plot.y + plot.h - 3) return false;
      return !touched(box, ({ group }) => group === undefined || !except.includes(group));
    },
    isReadable: (box) => !touched(box, ({ group }) => group === TEXTS),
  };
}

const clampCell = (pixel: number): number => Math.min(Math.max(Math.floor(pixel / 24), 0), 4095);
