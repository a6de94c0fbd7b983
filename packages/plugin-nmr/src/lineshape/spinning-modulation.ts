import type { PowderModulation } from './powder-modulation.ts';
import { sidebandIntensities } from './sideband-intensities.ts';

/** Relative step of the differences that give the slopes: the intensities are smooth, and these good to 1e-8. */
const STEP = 1e-4;

/**
 * Free precession of a spinning powder, Σ I_k exp(2πi k ν_r t), on an even time grid: the counterpart of `powderModulation` under magic-angle spinning.
 * @param nu – splitting or anisotropy [Hz]; @param spinning – ν_r [Hz]; @param imaginary – its other part, where the pattern is not symmetric
 */
export function spinningModulation(
  { nu, eta, spinning }: { readonly nu: number; readonly eta: number; readonly spinning: number },
  dt: number,
  count: number,
  out: PowderModulation,
  slopes: boolean,
  imaginary?: PowderModulation,
): void {
  const fill = (intensities: Float64Array, re: Float64Array, im: Float64Array | undefined): void => {
    re.fill(0, 0, count);
    im?.fill(0, 0, count);
    const half = intensities.length / 2;
    for (let order = 0; order < half; order++) {
      const [up, down] = [intensities[order] as number, order === 0 ? 0 : (intensities[intensities.length - order] as number)];
      const turn = 2 * Math.PI * order * spinning * dt;
      const [c1, s1] = [Math.cos(turn), Math.sin(turn)];
      let c = 1;
      let s = 0;
      for (let k = 0; k < count; k++) {
        re[k] = (re[k] as number) + (up + down) * c;
        if (im) im[k] = (im[k] as number) + (up - down) * s;
        const next = c * c1 - s * s1;
        s = s * c1 + c * s1;
        c = next;
      }
    }
  };
  const at = (value: number, asymmetry: number): Float64Array => sidebandIntensities(value / spinning, asymmetry);
  fill(at(nu, eta), out.signal, imaginary?.signal);
  if (!slopes) return;
  const difference = (high: Float64Array, low: Float64Array, by: number): Float64Array =>
    high.map((value, k) => (value - (low[k] as number)) / by);
  fill(difference(at(nu * (1 + STEP), eta), at(nu * (1 - STEP), eta), 2 * STEP * nu), out.bySplitting, imaginary?.bySplitting);
  fill(difference(at(nu, eta + STEP), at(nu, eta - STEP), 2 * STEP), out.byEta, imaginary?.byEta);
}
