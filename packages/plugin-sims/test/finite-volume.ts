/** A row of grains: cells of equal size, resistive faces at the boundaries, the left face held at 1, the right one closed. */
export interface GrainRow {
  readonly cells: number;
  /** Cell size [m]. */
  readonly step: number;
  /** Inside the grains [m2/s]. */
  readonly diffusivity: number;
  /** Permeance of a boundary [m/s]. */
  readonly permeance: number;
  /** Faces (index of the cell to their right) that are boundaries. */
  readonly boundaries: readonly number[];
  readonly time: number;
  readonly steps?: number;
}

/**
 * c' in every cell after `time`: implicit finite volumes, a reference that shares nothing with the package. Face resistance h/D, plus 1/P at
 * boundaries, h/2D at the held face; Crank-Nicolson after four half steps of backward Euler (Rannacher).
 */
export function solveGrainRow(row: GrainRow): Float64Array {
  const { cells, step: h, diffusivity: D, time } = row;
  const conductance = new Float64Array(cells + 1);
  for (let i = 1; i < cells; i++) conductance[i] = 1 / (h / D + (row.boundaries.includes(i) ? 1 / row.permeance : 0));
  conductance[0] = (2 * D) / h;
  conductance[cells] = 0;
  const c = new Float64Array(cells);
  const steps = row.steps ?? 400;
  const dt = time / steps;
  for (let i = 0; i < 4; i++) advance(c, conductance, h, dt / 2, 1);
  for (let i = 2; i < steps; i++) advance(c, conductance, h, dt, 0.5);
  return c;
}

function advance(c: Float64Array, g: Float64Array, h: number, dt: number, theta: number): void {
  const n = c.length;
  const right = new Float64Array(n);
  const flow = (i: number): number =>
    i === 0 ? (g[0] as number) * (1 - (c[0] as number)) : i === n ? 0 : (g[i] as number) * ((c[i - 1] as number) - (c[i] as number));
  for (let i = 0; i < n; i++) right[i] = (c[i] as number) + ((1 - theta) * dt * (flow(i) - flow(i + 1))) / h;
  right[0] = (right[0] as number) + (theta * dt * (g[0] as number)) / h;
  const up = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const [gl, gr] = [g[i] as number, g[i + 1] as number];
    const diagonal = 1 + (theta * dt * (gl + gr)) / h;
    const below = i > 0 ? (-theta * dt * gl) / h : 0;
    const pivot = diagonal - below * (i > 0 ? (up[i - 1] as number) : 0);
    up[i] = (-theta * dt * gr) / h / pivot;
    right[i] = ((right[i] as number) - below * (i > 0 ? (right[i - 1] as number) : 0)) / pivot;
  }
  c[n - 1] = right[n - 1] as number;
  for (let i = n - 2; i >= 0; i--) c[i] = (right[i] as number) - (up[i] as number) * (c[i + 1] as number);
}
