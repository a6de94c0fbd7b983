import { fft, twiddles } from '../processing/fft.ts';
import { powderModulation, type PowderModulation } from './powder-modulation.ts';
import { spinningModulation } from './spinning-modulation.ts';
import { decayByShare, decayByWidth, decayLength, voigtDecay } from './voigt-decay.ts';

export interface CsaParameters {
  /** δ_zz − δ_iso [Hz], either sign. */
  readonly anisotropy: number;
  readonly eta: number;
  /** Isotropic shift from the carrier [Hz], full width at half maximum [Hz]. */
  readonly offset: number;
  readonly width: number;
  /** Whole area, signal times Hz. */
  readonly amplitude: number;
  /** Lorentzian share of the broadening. */
  readonly fractionLorentzian: number;
}

/** Parameters in the order of the Jacobian's columns. */
export const CSA_COLUMNS = ['anisotropy', 'eta', 'offset', 'width', 'amplitude', 'fractionLorentzian'] as const;

export interface CsaLineshape {
  evaluate(p: CsaParameters, out: Float64Array): void;
  /** Row-major, points × columns; without `voigt` the last column is left out. */
  jacobian(p: CsaParameters, out: Float64Array): void;
}

/**
 * Pattern of an anisotropic shift of a powder, ν = offset + δ (3 cos²θ − 1 + η sin²θ cos 2φ)/2 (Haeberlen's δ and η), static or as sidebands under magic-angle
 * spinning: the transform of the averaged free precession, sampled as the grid implies.
 * @param frequency – even ascending grid [Hz]; @param spinning – rate [Hz], undefined for a static sample
 */
export function csaLineshape(frequency: Float64Array, spinning: number | undefined, voigt = false): CsaLineshape {
  const points = frequency.length;
  const n = 2 ** Math.ceil(Math.log2(points));
  const first = frequency[0] as number;
  const dt = (points - 1) / (n * ((frequency[points - 1] as number) - first));
  const twiddle = twiddles(n);
  const buffer = (): Float64Array => new Float64Array(n);
  const buffers = (): PowderModulation => ({ signal: buffer(), bySplitting: buffer(), byEta: buffer() });
  const [real, imaginary] = [buffers(), buffers()];
  const [cos, sin, decay, re, im] = [buffer(), buffer(), buffer(), buffer(), buffer()];

  const prepare = (p: CsaParameters, slopes: boolean): number => {
    const count = decayLength(p.width, p.fractionLorentzian, dt, n);
    for (let k = 0; k < count; k++) {
      decay[k] = voigtDecay(p.width, p.fractionLorentzian, k * dt);
      const angle = 2 * Math.PI * k * dt * (p.offset - first);
      cos[k] = Math.cos(angle);
      sin[k] = Math.sin(angle);
    }
    const nu = p.anisotropy;
    if (spinning === undefined) powderModulation(nu, p.eta, dt, count, real, slopes, imaginary);
    else spinningModulation({ nu, eta: p.eta, spinning }, dt, count, real, slopes, imaginary);
    return count;
  };
  /** Real part of the transform of factor(k)·modulation·decay, turned by the offset. */
  const transform = (
    key: keyof PowderModulation,
    factor: (k: number) => number,
    count: number,
    { out, start, stride }: { readonly out: Float64Array; readonly start: number; readonly stride: number },
    turned = false,
  ): void => {
    for (let k = 0; k < count; k++) {
      const amount = (k === 0 ? dt : 2 * dt) * factor(k) * (decay[k] as number);
      const a = amount * (real[key][k] as number);
      const b = amount * (imaginary[key][k] as number);
      const [c, s] = [cos[k] as number, sin[k] as number];
      const x = a * c - b * s;
      const y = a * s + b * c;
      re[k] = turned ? -y : x;
      im[k] = turned ? x : y;
    }
    re.fill(0, count);
    im.fill(0, count);
    fft(re, im, n, twiddle);
    for (let i = 0; i < points; i++) out[start + i * stride] = re[i] as number;
  };
  return {
    evaluate(p, out) {
      const count = prepare(p, false);
      transform('signal', () => p.amplitude, count, { out, start: 0, stride: 1 });
    },
    jacobian(p, out) {
      const count = prepare(p, true);
      const stride = CSA_COLUMNS.length - (voigt ? 0 : 1);
      const column = (name: (typeof CSA_COLUMNS)[number]): { out: Float64Array; start: number; stride: number } => ({
        out,
        start: CSA_COLUMNS.indexOf(name),
        stride,
      });
      const { amplitude, width, fractionLorentzian: share } = p;
      transform('bySplitting', () => amplitude, count, column('anisotropy'));
      transform('byEta', () => amplitude, count, column('eta'));
      transform('signal', (k) => 2 * Math.PI * k * dt * amplitude, count, column('offset'), true);
      transform('signal', (k) => amplitude * decayByWidth(width, share, k * dt), count, column('width'));
      transform('signal', () => 1, count, column('amplitude'));
      if (voigt) transform('signal', (k) => amplitude * decayByShare(width, share, k * dt), count, column('fractionLorentzian'));
    },
  };
}
