import { erfc, gaussLegendre } from '@ionwalk/core/fit';

/** Nodes per panel, greatest width of a panel in ln sigma, most panels. */
const NODES = 16;
const PANEL = 0.9;
const MOST = 40;
/** Argument beyond which erfc adds nothing. */
const FAR = 6.5;
const ROOT_PI = Math.sqrt(Math.PI);

/** A set of fast boundaries in a half space, and for how long. */
export interface FastBoundaries {
  /** Of the lattice [m2/s]. */
  readonly D: number;
  /** Product s delta D_gb of segregation, width and coefficient of a boundary [m3/s]. */
  readonly product: number;
  /** Width s delta [m]; 0 takes boundaries as thin against the diffusion length. */
  readonly width: number;
  readonly time: number;
}

/**
 * What boundaries of unit length per area add to the mean over a section, by Whipple's integral; eta = y/L, L = sqrt(Dt), beta = (product/D - width)/2L,
 * Delta = 1 + 2 L beta/width, r = sqrt((Delta - sigma)/(Delta - 1)), a = (sigma - 1)/(2 r beta):
 * Q(y) = eta/(2 sqrt pi) int_1^Delta sigma^-1.5 exp(-eta^2/4 sigma) [4 L r ierfc a + width erfc a] dsigma [m].
 * Both sides of the boundary and its inside count. The integrand is smooth in ln sigma and cut off where a = 6.5: Gauss-Legendre panels, to 1e-7 of
 * the value at the surface of the tail. Both pieces are linear in numbers per node that depend on the parameters only, so a row costs one exponential per node.
 * doi:10.1080/14786441208561131 (Whipple 1954)
 */
export class FastBoundarySection {
  readonly #sigma: Float64Array = new Float64Array(NODES * (MOST + 2));
  readonly #weight: Float64Array = new Float64Array(NODES * (MOST + 2));
  readonly #byLnD: Float64Array = new Float64Array(NODES * (MOST + 2));
  readonly #byLnE: Float64Array = new Float64Array(NODES * (MOST + 2));
  #count = 0;
  #length = NaN;
  #known: FastBoundaries = { D: NaN, product: NaN, width: NaN, time: NaN };

  /** Diffusion length sqrt(Dt) of the parameters prepared [m]. */
  get length(): number {
    return this.#length;
  }

  /** Makes the nodes of these parameters, unless they are made already. */
  prepare(at: FastBoundaries): void {
    const { D, product, width, time } = at;
    const known = this.#known;
    if (D === known.D && product === known.product && width === known.width && time === known.time) return;
    this.#known = { D, product, width, time };
    const L = Math.sqrt(D * time);
    this.#length = L;
    const ratio = product / D;
    // boundaries no faster than the lattice add nothing; the floor keeps the slope finite
    const beta = Math.max(ratio - width, 1e-9 * ratio) / (2 * L);
    const span = width > 0 ? (2 * L * beta) / width : Infinity;
    // a = FAR: s^2 + k s = k span with k = 4 FAR^2 beta^2/span
    const k = (4 * FAR * FAR * beta * beta) / span;
    const reach = k > 0 ? (2 * span) / (1 + Math.sqrt(1 + (4 * span) / k)) : 2 * FAR * beta;
    const place = { L, ratio, beta, span, width };
    this.#count = 0;
    // ln sigma as far as half the span; beyond it r, in which the end at r = 0 is smooth
    const end = Math.log1p(Math.min(reach, 0.5 * span));
    this.#panels(Math.ceil(end / PANEL), 0, end, (u) => this.#node(place, Math.expm1(u), Math.exp(u)));
    if (reach > 0.5 * span) {
      const [from, to] = [Math.sqrt(1 - reach / span), Math.SQRT1_2];
      this.#panels(2, from, to, (r) => this.#node(place, span * (1 - r * r), 2 * span * r));
    }
  }

  /** Gauss-Legendre panels of equal width; `add` sets the node at x, which is then weighted. */
  #panels(wanted: number, from: number, to: number, add: (x: number) => void): void {
    const panels = Math.min(MOST, Math.max(1, wanted));
    const half = (0.5 * (to - from)) / panels;
    const { nodes, weights } = gaussLegendre(NODES);
    for (let panel = 0; panel < panels; panel++) {
      for (let j = 0; j < NODES; j++) {
        const n = this.#count;
        add(from + half * (2 * panel + 1 + (nodes[j] as number)));
        const w = half * (weights[j] as number);
        this.#weight[n]! *= w;
        this.#byLnD[n]! *= w;
        this.#byLnE[n]! *= w;
      }
    }
  }

  /** The integrand without its exponential at sigma = 1 + s, and its slopes. @param jacobian – dsigma/dx */
  #node({ L, ratio, beta, span, width }: Place, s: number, jacobian: number): void {
    const r = Math.sqrt(1 - s / span);
    const a = s / (2 * r * beta);
    const tail = erfc(a);
    const gauss = Math.exp(-a * a) / ROOT_PI;
    const outside = 4 * L * r * (gauss - a * tail);
    const front = jacobian / ((1 + s) * Math.sqrt(1 + s) * 2 * ROOT_PI);
    const slope = (rBy: number, betaBy: number): number =>
      4 * L * (rBy * gauss + (a * r * tail * betaBy) / beta) + width * 2 * gauss * a * (rBy / r + betaBy / beta);
    // dr/dln product, -dr/dln D; none for boundaries without a width
    const rByLn = span === Infinity ? 0 : (s * ratio) / (2 * span * span * r * width);
    const betaByLn = ratio / (2 * L);
    const n = this.#count++;
    this.#sigma[n] = 1 + s;
    this.#weight[n] = front * (outside + width * tail);
    this.#byLnE[n] = front * slope(rByLn, betaByLn);
    this.#byLnD[n] = front * (slope(-rByLn, -betaByLn - beta / 2) + 0.5 * outside);
  }

  /** Q and its derivatives at depth y [m]: `out` = [Q, dQ/dln D, dQ/dln product]. */
  held(y: number, out: Float64Array): void {
    const eta = y / this.#length;
    const quarter = 0.25 * eta * eta;
    let [q, byLnD, byLnE, byEta] = [0, 0, 0, 0];
    for (let j = 0; j < this.#count; j++) {
      const z = quarter / (this.#sigma[j] as number);
      const e = Math.exp(-z);
      const term = (this.#weight[j] as number) * e;
      q += term;
      byEta += (1 - 2 * z) * term;
      byLnD += (this.#byLnD[j] as number) * e;
      byLnE += (this.#byLnE[j] as number) * e;
    }
    out[0] = eta * q;
    // eta goes with D^-1/2
    out[1] = eta * (byLnD - 0.5 * byEta);
    out[2] = eta * byLnE;
  }

  /** -dQ/dy, what a unit of tracer laid on the surface leaves [1], and its derivatives. doi:10.2320/matertrans1960.2.25 (Suzuoka 1961) */
  film(y: number, out: Float64Array): void {
    const L = this.#length;
    const eta = y / L;
    const quarter = 0.25 * eta * eta;
    let [q, byLnD, byLnE, byEta] = [0, 0, 0, 0];
    for (let j = 0; j < this.#count; j++) {
      const z = quarter / (this.#sigma[j] as number);
      const e = Math.exp(-z);
      const front = (1 - 2 * z) * e;
      q += (this.#weight[j] as number) * front;
      // of ln eta: eta^2 d(front)/d(eta^2) twice
      byEta -= (this.#weight[j] as number) * 2 * z * (3 - 2 * z) * e;
      byLnD += (this.#byLnD[j] as number) * front;
      byLnE += (this.#byLnE[j] as number) * front;
    }
    out[0] = -q / L;
    out[1] = -(byLnD - 0.5 * byEta - 0.5 * q) / L;
    out[2] = -byLnE / L;
  }
}

/** What a node depends on: Delta - 1 is `span`, `ratio` the product over D. */
interface Place {
  readonly L: number;
  readonly ratio: number;
  readonly beta: number;
  readonly span: number;
  readonly width: number;
}
