/** How far the time constants reach beyond either end of the window. */
const BEYOND = 10;

/** A spectrum as the linear problem of its distribution of relaxation times. Columns: series resistance, inductance, blocking element, then one per node. */
export interface DrtProblem {
  /** Ascending [s], equally spaced in ln τ. */
  readonly tau: Float64Array;
  /** 1/ω_max and 1/ω_min [s]: the window. */
  readonly window: readonly [number, number];
  /** Spacing of ln τ. */
  readonly step: number;
  /** γ of node k is `scale[k]` times its coefficient [Ohm]. */
  readonly scale: Float64Array;
  /** Ohm, H and (at ω = 1 rad/s, before the exponent) Ohm per unit of the first two coefficients. */
  readonly resistanceUnit: number;
  readonly inductanceUnit: number;
  /** Number of columns, SERIES + nodes. */
  readonly columns: number;
  readonly rows: number;
  /** Column by column, weighted by 1/|Z|; that of the blocking element is empty until `setBlocking`. */
  readonly design: Float64Array;
  readonly right: Float64Array;
  /** designᵀ design, row-major. */
  readonly gram: Float64Array;
  readonly gramRight: Float64Array;
  /** Σ right². */
  readonly norm: number;
  /** Writes the column of 1/(jω)^n; undefined leaves the element out. Returns 1/Q per unit of its coefficient. */
  setBlocking(exponent: number | undefined): number;
}

/** Columns before the nodes: R, L, blocking element. */
export const SERIES = 3;
const BLOCKING = 2;

/**
 * Z = R + jωL + (1/Q)(jω)^(−n) + ∫ γ(ln τ)/(1 + jωτ) d ln τ on nodes equally spaced in ln τ, by the trapezium rule: for a kernel analytic in a strip of half-width π/2
 * its error is exp(−π²/h), nothing at ten nodes per decade. Both parts, divided by |Z|. The coefficient of a node is γ in units of the |Z| measured
 * at ω = 1/τ, so that arcs of 10 Ohm and of 10 MOhm in one spectrum are smoothed alike.
 * @param unit – one per frequency [Ohm], in place of |Z| for that: the polarisation alone, where it is known, since a blocking electrode dwarfs it
 */
export function drtProblem(
  frequency: Float64Array,
  re: Float64Array,
  im: Float64Array,
  perDecade: number,
  unit?: Float64Array,
): DrtProblem {
  const n = frequency.length;
  const omega = frequency.map((f) => 2 * Math.PI * f);
  const lowest = omega.reduce((a, b) => Math.min(a, b), Infinity);
  const highest = omega.reduce((a, b) => Math.max(a, b), 0);
  const span = Math.log((highest / lowest) * BEYOND * BEYOND);
  const nodes = Math.ceil((span / Math.LN10) * perDecade) + 1;
  const step = span / (nodes - 1);
  const tau = Float64Array.from({ length: nodes }, (_, k) => Math.exp(k * step) / (highest * BEYOND));
  const size = frequency.map((_, i) => Math.hypot(re[i]!, im[i]!) || Number.MIN_VALUE ** 0.5);
  const scale = localModulus(tau, omega, unit ?? size);
  const columns = SERIES + nodes;
  const rows = 2 * n;
  const design = new Float64Array(columns * rows);
  const right = new Float64Array(rows);
  const resistanceUnit = size.reduce((a, b) => Math.min(a, b), Infinity);
  const inductanceUnit = size[omega.indexOf(highest)]! / highest;
  for (let i = 0; i < n; i++) {
    const w = 1 / size[i]!;
    right[i] = re[i]! * w;
    right[n + i] = im[i]! * w;
    design[i] = resistanceUnit * w;
    design[rows + n + i] = inductanceUnit * omega[i]! * w;
    for (let k = 0; k < nodes; k++) {
      const x = omega[i]! * tau[k]!;
      const part = (scale[k]! * step * w) / (1 + x * x);
      design[(SERIES + k) * rows + i] = part;
      design[(SERIES + k) * rows + n + i] = -x * part;
    }
  }
  const gram = new Float64Array(columns * columns);
  const gramRight = new Float64Array(columns);
  const product = (a: number, b: number): void => {
    let sum = 0;
    for (let i = 0, p = a * rows, q = b * rows; i < rows; i++) sum += design[p++]! * design[q++]!;
    gram[a * columns + b] = sum;
    gram[b * columns + a] = sum;
  };
  const project = (a: number): void => {
    let sum = 0;
    for (let i = 0, p = a * rows; i < rows; i++) sum += design[p++]! * right[i]!;
    gramRight[a] = sum;
  };
  for (let a = 0; a < columns; a++) {
    for (let b = 0; b <= a; b++) product(a, b);
    project(a);
  }
  const base = size[omega.indexOf(lowest)]!;
  return {
    tau,
    window: [1 / highest, 1 / lowest],
    step,
    scale,
    resistanceUnit,
    inductanceUnit,
    columns,
    rows,
    design,
    right,
    gram,
    gramRight,
    norm: right.reduce((sum, value) => sum + value * value, 0),
    setBlocking(exponent) {
      const at = BLOCKING * rows;
      if (exponent === undefined) design.fill(0, at, at + rows);
      else {
        const [cos, sin] = [Math.cos((exponent * Math.PI) / 2), Math.sin((exponent * Math.PI) / 2)];
        for (let i = 0; i < n; i++) {
          const value = (base * (lowest / omega[i]!) ** exponent) / size[i]!;
          design[at + i] = value * cos;
          design[at + n + i] = -value * sin;
        }
      }
      for (let a = 0; a < columns; a++) product(a, BLOCKING);
      project(BLOCKING);
      return exponent === undefined ? 0 : base * lowest ** exponent;
    },
  };
}

/** |Z| at ω = 1/τ, interpolated in logarithms over the nearest measured frequencies, constant beyond. */
function localModulus(tau: Float64Array, omega: Float64Array, size: Float64Array): Float64Array {
  const order = Array.from(omega, (_, i) => i).toSorted((a, b) => omega[a]! - omega[b]!);
  const x = order.map((i) => Math.log(omega[i]!));
  const y = order.map((i) => Math.log(size[i]!));
  return tau.map((t) => {
    const at = -Math.log(t);
    if (at <= x[0]!) return Math.exp(y[0]!);
    const upper = x.findIndex((value) => value >= at);
    if (upper < 0) return Math.exp(y.at(-1)!);
    const width = x[upper]! - x[upper - 1]!;
    const share = width > 0 ? (at - x[upper - 1]!) / width : 0;
    return Math.exp(y[upper - 1]! + share * (y[upper]! - y[upper - 1]!));
  });
}
