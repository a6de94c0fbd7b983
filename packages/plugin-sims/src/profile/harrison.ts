/** Regime of diffusion along fast boundaries and through the lattice beside them, and the numbers that decide it. */
export interface Harrison {
  /** A: one effective coefficient; B: isolated boundaries that leak; C: boundaries alone; with a dash: in between. */
  readonly regime: 'A' | 'A-B' | 'B' | 'B-C' | 'C' | 'none';
  /** s delta/(2 sqrt(Dt)); null without a width. */
  readonly alpha: number | null;
  /** s delta D_gb/(2 D^1.5 t^0.5). */
  readonly beta: number;
  /** sqrt(Dt) [m]. */
  readonly length: number;
  /** sqrt(Dt) over the distance of boundaries, 1/density. */
  readonly crowding: number;
  /** Without a width: B holds for s delta up to this [m]. */
  readonly widest: number;
}

/** Below `ISOLATED` the fields of neighbouring boundaries don't meet to 1e-3; above `MERGED` they are one. */
const ISOLATED = 0.1;
const MERGED = 1;
/** Limits of alpha for B and for C; of beta for boundaries that outrun the lattice. */
const THIN = 0.1;
const ALONE = 1;
const FAST = 10;

/**
 * Harrison's regime. B needs s delta << sqrt(Dt) << d and beta > 10; `none`: boundaries that hardly run ahead of the lattice (beta below 1).
 * @param density – length of boundaries per area [1/m]; @param width – s delta [m], 0 where it isn't stated
 * doi:10.1039/TF9615701191 (Harrison 1961)
 */
export function harrison(D: number, product: number, time: number, density: number, width: number): Harrison {
  const length = Math.sqrt(D * time);
  const alpha = width > 0 ? width / (2 * length) : null;
  const beta = product / (2 * D * length);
  const crowding = length * density;
  const numbers = { alpha, beta, length, crowding, widest: 2 * THIN * length };
  if (beta < 1) return { regime: 'none', ...numbers };
  if (crowding >= MERGED) return { regime: 'A', ...numbers };
  if (alpha !== null && alpha > ALONE) return { regime: 'C', ...numbers };
  if (alpha !== null && alpha > THIN) return { regime: 'B-C', ...numbers };
  if (crowding > ISOLATED || beta < FAST) return { regime: 'A-B', ...numbers };
  return { regime: 'B', ...numbers };
}
