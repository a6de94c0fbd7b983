import { besselTable } from './bessel-table.ts';
import { FAR, farModulation } from './far-modulation.ts';
import { panelRule } from './panel-rule.ts';

/** Powder average of the quadrupolar modulation on an even time grid, and what it changes by with coupling and asymmetry. */
export interface PowderModulation {
  readonly signal: Float64Array;
  /** ∂signal/∂nu [1/Hz] and ∂signal/∂eta. */
  readonly bySplitting: Float64Array;
  readonly byEta: Float64Array;
}

const FEWEST = 64;

/**
 * Free precession of the satellites of a powder, S(t) = ⟨cos 2πν g t⟩ with g = (3u² − 1 + η(1 − u²) cos 2φ)/2, u = cos θ. The average over φ is a
 * Bessel function, S = ∫₀¹ cos(πνt(3u² − 1)) J0(πνtη(1 − u²)) du; the rest by Gauss-Legendre with as many nodes as the fastest phase
 * needs, at large phases by `farModulation`, so that the result is smooth in ν and η. Working in time needs no bins: a spectrum made of it is what a spectrometer would
 * have sampled.
 * @param nu – splitting of one satellite [Hz]; @param dt – time step [s]; @param count – points of the grid to fill; @param out – buffers, at least that long
 * @param slopes – whether to fill bySplitting and byEta; @param imaginary – ⟨sin 2πν g t⟩ and its slopes, for a pattern that isn't symmetric
 */
export function powderModulation(
  nu: number,
  eta: number,
  dt: number,
  count: number,
  out: PowderModulation,
  slopes: boolean,
  imaginary?: PowderModulation,
): void {
  const { signal, bySplitting, byEta } = out;
  for (const part of [out, imaginary])
    if (part) for (const key of slopes ? (['signal', 'bySplitting', 'byEta'] as const) : (['signal'] as const)) part[key].fill(0, 0, count);
  const perPoint = 2 * Math.PI * Math.abs(nu) * dt;
  // Where the phase has become large a closed form takes over; for a few points it would not pay.
  const end = Math.ceil(FAR / perPoint);
  const near = count - end < FEWEST ? count : end;
  const phase = perPoint * near;
  // g goes by 3/2 over u².
  const { nodes, weights } = panelRule(1.5 * phase);
  const { j0, j1, perUnit } = besselTable((Math.abs(eta) * phase) / 2);
  const step = 1 / perUnit;
  for (let i = 0; i < nodes.length; i++) {
    const u = nodes[i] as number;
    const weight = weights[i] as number;
    // Phase and Bessel argument grow by these per point.
    const turn = Math.PI * dt * nu * (3 * u * u - 1);
    const bend = Math.PI * dt * nu * eta * (1 - u * u);
    // J0 is even, J1 odd: the table holds positive arguments.
    const odd = bend < 0 ? -1 : 1;
    const bendByEta = Math.PI * dt * nu * (1 - u * u);
    const c1 = Math.cos(turn);
    const s1 = Math.sin(turn);
    let c = 1;
    let s = 0;
    for (let k = 0; k < near; k++) {
      const x = k * odd * bend;
      const position = x * perUnit;
      const at = position | 0;
      const f = position - at;
      const a0 = j0[at] as number;
      const b0 = j0[at + 1] as number;
      const a1 = j1[at] as number;
      const b1 = j1[at + 1] as number;
      const f2 = f * f;
      const f3 = f2 * f;
      const h00 = 2 * f3 - 3 * f2 + 1;
      const h10 = f3 - 2 * f2 + f;
      const h11 = f3 - f2;
      const zeroth = h00 * a0 + (1 - h00) * b0 - step * (h10 * a1 + h11 * b1);
      signal[k] = (signal[k] as number) + weight * c * zeroth;
      if (imaginary) imaginary.signal[k] = (imaginary.signal[k] as number) + weight * s * zeroth;
      if (slopes) {
        const slopeA = at === 0 ? 0.5 : a0 - a1 / (at * step);
        const slopeB = b0 - b1 / ((at + 1) * step);
        const first = odd * (h00 * a1 + (1 - h00) * b1 + step * (h10 * slopeA + h11 * slopeB));
        const wk = weight * k;
        bySplitting[k] = (bySplitting[k] as number) - (wk / nu) * (turn * s * zeroth + bend * c * first);
        byEta[k] = (byEta[k] as number) - wk * bendByEta * c * first;
        if (imaginary) {
          imaginary.bySplitting[k] = (imaginary.bySplitting[k] as number) + (wk / nu) * (turn * c * zeroth - bend * s * first);
          imaginary.byEta[k] = (imaginary.byEta[k] as number) - wk * bendByEta * s * first;
        }
      }
      const next = c * c1 - s * s1;
      s = s * c1 + c * s1;
      c = next;
    }
  }
  if (near < count) farModulation(nu, eta, dt, { from: near, count }, out, slopes, imaginary);
}
