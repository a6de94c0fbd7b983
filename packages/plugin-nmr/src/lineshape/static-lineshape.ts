import { fft, twiddles } from '../processing/fft.ts';
import { type CentralModulation, centralModulation } from './central-modulation.ts';
import { type PowderModulation, powderModulation } from './powder-modulation.ts';
import { spinningModulation } from './spinning-modulation.ts';
import { decayByShare, decayByWidth, decayLength, voigtDecay } from './voigt-decay.ts';

export interface LineshapeParameters {
  /** Quadrupole coupling constant [Hz], asymmetry, offset from the carrier [Hz], full widths at half maximum [Hz]. */
  readonly CQ: number;
  readonly eta: number;
  readonly offset: number;
  readonly widthCentral: number;
  readonly widthSatellite: number;
  /** Share of the central line in the whole area. */
  readonly fractionCentral: number;
  /** Whole area, signal times Hz. */
  readonly amplitude: number;
  /** Lorentzian share of the broadening: 0 Gaussian, 1 Lorentzian, between them Voigt. */
  readonly fractionLorentzian: number;
}

/** Parameters in the order of the Jacobian's columns. */
export const LINESHAPE_COLUMNS = [
  'CQ',
  'eta',
  'offset',
  'widthCentral',
  'widthSatellite',
  'fractionCentral',
  'amplitude',
  'fractionLorentzian',
] as const;

export interface Lineshape {
  evaluate(p: LineshapeParameters, out: Float64Array): void;
  /** Row-major, points × columns: without `voigt` the last of `LINESHAPE_COLUMNS` is left out. */
  jacobian(p: LineshapeParameters, out: Float64Array): void;
}

export interface SpinSystem {
  /** I ≥ 1. */
  readonly spin: number;
  /** Larmor frequency [Hz]: the central transition then has its shift of second order. */
  readonly larmor?: number | undefined;
  /** Rate of magic-angle spinning [Hz]: the satellites are then sidebands; the central transition has no shift of second order here. */
  readonly spinning?: number | undefined;
  /** Whether there are satellites; default true. */
  readonly satellites?: boolean;
  /** Whether the Lorentzian share of the widths is a parameter. */
  readonly voigt?: boolean;
}

/**
 * Static spectrum of a spin on an even frequency grid: a central line and satellites ν = ±(m − ½) ν_Q g, ν_Q = 3 C_Q/(2I(2I − 1)), with
 * intensities I(I+1) − m(m−1), each broadened; the central transition with its shift of second order where the Larmor frequency is given. It is
 * the transform of the free precession, sampled as the grid implies.
 * @param frequency – even ascending grid [Hz]
 */
export function staticLineshape(
  frequency: Float64Array,
  { spin, larmor, spinning, voigt = false, satellites: outerToo = true }: SpinSystem,
): Lineshape {
  const points = frequency.length;
  const n = 2 ** Math.ceil(Math.log2(points));
  const first = frequency[0] as number;
  const dt = (points - 1) / (n * ((frequency[points - 1] as number) - first));
  const twiddle = twiddles(n);
  const transitions = satellites(spin);
  const buffer = (): Float64Array => new Float64Array(n);
  const buffers = (): PowderModulation => ({ signal: buffer(), bySplitting: buffer(), byEta: buffer() });
  const [one, all] = [buffers(), buffers()];
  const inner: CentralModulation = {
    re: buffer(),
    im: buffer(),
    reByScale: buffer(),
    imByScale: buffer(),
    reByEta: buffer(),
    imByEta: buffer(),
  };
  const [cos, sin, central, outer, re, im] = [buffer(), buffer(), buffer(), buffer(), buffer(), buffer()];
  // s = ν_Q² (I(I+1) − ¾)/(6 ν_L); without second order the central line does not turn.
  const perCoupling = 3 / (2 * spin * (2 * spin - 1));
  const scaleOf = (CQ: number): number =>
    larmor === undefined ? 0 : ((perCoupling * CQ) ** 2 * (spin * (spin + 1) - 0.75)) / (6 * larmor);

  /** Fills decays, modulations and the phase of the offset; lengths of the two decays. */
  const prepare = (p: LineshapeParameters, slopes: boolean): { inside: number; outside: number } => {
    const inside = p.fractionCentral === 0 && !slopes ? 0 : decayLength(p.widthCentral, p.fractionLorentzian, dt, n);
    const outside = !outerToo || (p.fractionCentral === 1 && !slopes) ? 0 : decayLength(p.widthSatellite, p.fractionLorentzian, dt, n);
    for (let k = 0; k < inside; k++) central[k] = voigtDecay(p.widthCentral, p.fractionLorentzian, k * dt);
    for (let k = 0; k < outside; k++) outer[k] = voigtDecay(p.widthSatellite, p.fractionLorentzian, k * dt);
    for (let k = 0; k < Math.max(inside, outside); k++) {
      const angle = 2 * Math.PI * k * dt * (p.offset - first);
      cos[k] = Math.cos(angle);
      sin[k] = Math.sin(angle);
    }
    if (larmor === undefined) {
      inner.re.fill(1, 0, inside);
    } else centralModulation(scaleOf(p.CQ), p.eta, dt, inside, inner, slopes);
    for (const key of ['signal', 'bySplitting', 'byEta'] as const) all[key].fill(0, 0, outside);
    if (outside > 0)
      for (const { factor, weight } of transitions) {
        const nu = factor * perCoupling * p.CQ;
        if (spinning === undefined) powderModulation(nu, p.eta, dt, outside, one, slopes);
        else spinningModulation({ nu, eta: p.eta, spinning }, dt, outside, one, slopes);
        for (let k = 0; k < outside; k++) {
          all.signal[k] = (all.signal[k] as number) + weight * (one.signal[k] as number);
          if (!slopes) continue;
          all.bySplitting[k] = (all.bySplitting[k] as number) + weight * factor * perCoupling * (one.bySplitting[k] as number);
          all.byEta[k] = (all.byEta[k] as number) + weight * (one.byEta[k] as number);
        }
      }
    return { inside, outside };
  };
  /** Real part of the transform of what stands in `re` and `im` up to `count`, turned by the offset. */
  const transform = (count: number, out: Float64Array, start: number, stride: number): void => {
    for (let k = 0; k < count; k++) {
      const amount = k === 0 ? dt : 2 * dt;
      const a = re[k] as number;
      const b = im[k] as number;
      const c = cos[k] as number;
      const s = sin[k] as number;
      re[k] = amount * (a * c - b * s);
      im[k] = amount * (a * s + b * c);
    }
    re.fill(0, count);
    im.fill(0, count);
    fft(re, im, n, twiddle);
    for (let i = 0; i < points; i++) out[start + i * stride] = re[i] as number;
  };
  /** `re` and `im` of both parts, weighted; `inside` and `outside` are their lengths. */
  const fill = ({ inside, outside }: { inside: number; outside: number }, mixed: (k: number) => { a: number; b: number }): number => {
    const count = Math.max(inside, outside);
    for (let k = 0; k < count; k++) {
      const { a, b } = mixed(k);
      const [c, d] = [k < inside ? a * (central[k] as number) : 0, k < outside ? b * (outer[k] as number) * (all.signal[k] as number) : 0];
      re[k] = c === 0 ? d : c * (inner.re[k] as number) + d;
      im[k] = c === 0 ? 0 : c * (inner.im[k] as number);
    }
    return count;
  };

  return {
    evaluate(p, out) {
      const lengths = prepare(p, false);
      const shares = { a: p.amplitude * p.fractionCentral, b: p.amplitude * (1 - p.fractionCentral) };
      transform(
        fill(lengths, () => shares),
        out,
        0,
        1,
      );
    },
    jacobian(p, out) {
      const lengths = prepare(p, true);
      const { inside, outside } = lengths;
      const count = Math.max(inside, outside);
      const m = LINESHAPE_COLUMNS.length - (voigt ? 0 : 1);
      const [a, b] = [p.amplitude * p.fractionCentral, p.amplitude * (1 - p.fractionCentral)];
      const share = p.fractionLorentzian;
      const column = (name: (typeof LINESHAPE_COLUMNS)[number], used: number): void =>
        transform(used, out, LINESHAPE_COLUMNS.indexOf(name), m);
      const byPowder = (satellite: Float64Array, re1: Float64Array, im1: Float64Array, factor: number): number => {
        for (let k = 0; k < count; k++) {
          const [c, d] = [k < inside ? a * factor * (central[k] as number) : 0, k < outside ? b * (outer[k] as number) : 0];
          re[k] = (d === 0 ? 0 : d * (satellite[k] as number)) + (c === 0 ? 0 : c * (re1[k] as number));
          im[k] = c === 0 ? 0 : c * (im1[k] as number);
        }
        return count;
      };
      const second = larmor === undefined ? 0 : 1;
      column('CQ', byPowder(all.bySplitting, inner.reByScale, inner.imByScale, second * ((2 * scaleOf(p.CQ)) / p.CQ)));
      column('eta', byPowder(all.byEta, inner.reByEta, inner.imByEta, second));
      fill(lengths, () => ({ a, b }));
      for (let k = 0; k < count; k++) {
        const turn = 2 * Math.PI * k * dt;
        [re[k], im[k]] = [-turn * (im[k] as number), turn * (re[k] as number)];
      }
      column('offset', count);
      column(
        'widthCentral',
        fill({ inside, outside: 0 }, (k) => ({ a: a * decayByWidth(p.widthCentral, share, k * dt), b: 0 })),
      );
      column(
        'widthSatellite',
        fill({ inside: 0, outside }, (k) => ({ a: 0, b: b * decayByWidth(p.widthSatellite, share, k * dt) })),
      );
      column(
        'fractionCentral',
        fill(lengths, () => ({ a: p.amplitude, b: -p.amplitude })),
      );
      column(
        'amplitude',
        fill(lengths, () => ({ a: p.fractionCentral, b: 1 - p.fractionCentral })),
      );
      if (!voigt) return;
      column(
        'fractionLorentzian',
        fill(lengths, (k) => ({
          a: a * decayByShare(p.widthCentral, share, k * dt),
          b: b * decayByShare(p.widthSatellite, share, k * dt),
        })),
      );
    },
  };
}

/** Satellites of a spin: factor m − ½ and share of the satellite area. */
function satellites(spin: number): { readonly factor: number; readonly weight: number }[] {
  const list: { factor: number; weight: number }[] = [];
  for (let m = spin; m > 0.5; m--) list.push({ factor: m - 0.5, weight: spin * (spin + 1) - m * (m - 1) });
  const total = list.reduce((sum, { weight }) => sum + weight, 0);
  return list.map(({ factor, weight }) => ({ factor, weight: weight / total }));
}
