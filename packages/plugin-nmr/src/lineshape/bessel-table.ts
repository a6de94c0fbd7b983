const STEP = 1 / 64;
const MARGIN = 4;

/** J0 and J1 on the even grid i/64, enough for arguments up to `max`; the table grows and is kept. */
export interface BesselTable {
  readonly j0: Float64Array;
  readonly j1: Float64Array;
  /** Points per unit of the argument. */
  readonly perUnit: number;
}

let table: BesselTable = { j0: Float64Array.of(), j1: Float64Array.of(), perUnit: 1 / STEP };

/**
 * Bessel functions of the first kind for interpolation: with cubic Hermite pieces (J0' = −J1, J1' = J0 − J1/x) good to 2e-10.
 */
export function besselTable(max: number): BesselTable {
  const needed = Math.ceil(max / STEP) + MARGIN;
  const had = table.j0.length;
  if (had >= needed) return table;
  const length = Math.max(needed, 2 * had, 1024);
  const j0 = new Float64Array(length);
  const j1 = new Float64Array(length);
  j0.set(table.j0);
  j1.set(table.j1);
  for (let i = had; i < length; i++) {
    [j0[i], j1[i]] = bessel(i * STEP);
  }
  table = { j0, j1, perUnit: 1 / STEP };
  return table;
}

/** Beyond this the asymptotic series is good to rounding. */
const FAR = 25;

/** J0 and J1 by downward recurrence (Miller), normalised by J0 + 2 ΣJ2k = 1; for large arguments by Hankel's series. */
function bessel(x: number): [number, number] {
  if (x === 0) return [1, 0];
  if (x > FAR) return [hankel(0, x), hankel(1, x)];
  // Beyond this order J is below rounding.
  const top = 2 * Math.ceil((x + 12 * Math.cbrt(x) + 24) / 2);
  let [above, here, sum] = [0, 1e-280, 0];
  for (let k = top; k > 0; k--) {
    const below = ((2 * k) / x) * here - above;
    above = here;
    here = below;
    if (k % 2 === 1) sum += k === 1 ? below : 2 * below;
  }
  return [here / sum, above / sum];
}

function hankel(n: number, x: number): number {
  const angle = x - (n / 2 + 1 / 4) * Math.PI;
  let [term, p, q] = [1, 1, 0];
  for (let k = 1; k <= 24; k++) {
    term *= (4 * n * n - (2 * k - 1) ** 2) / (8 * k * x);
    if (k % 2 === 1) q += k % 4 === 1 ? term : -term;
    else p += k % 4 === 0 ? term : -term;
  }
  return Math.sqrt(2 / (Math.PI * x)) * (p * Math.cos(angle) - q * Math.sin(angle));
}
