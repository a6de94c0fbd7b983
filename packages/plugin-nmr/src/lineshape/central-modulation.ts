import { panelRule } from './panel-rule.ts';
import { TimeAverage } from './time-average.ts';

/** Complex powder average of the central transition on an even time grid, and its slopes. */
export interface CentralModulation {
  readonly re: Float64Array;
  readonly im: Float64Array;
  /** By the scale of the shift, s = ν_Q²(I(I+1) − ¾)/(6ν_L) [1/Hz]. */
  readonly reByScale: Float64Array;
  readonly imByScale: Float64Array;
  readonly reByEta: Float64Array;
  readonly imByEta: Float64Array;
}

/**
 * Free precession of the central transition of a powder in second order, ⟨exp 2πiνt⟩ with ν = −s (A u⁴ + B u² + K), u = cos θ, x = η cos 2φ,
 * A = −27/8 + 9x/4 − 3x²/8, B = 30/8 − η²/2 − 2x + 3x²/4, K = −3/8 + η²/3 − x/4 − 3x²/8 (axes of the field gradient).
 * @param scale – s [Hz]; @param dt – time step [s]; @param count – points of the grid to fill; @param slopes – whether to fill the slopes
 */
export function centralModulation(scale: number, eta: number, dt: number, count: number, out: CentralModulation, slopes: boolean): void {
  const { re, im, reByScale, imByScale, reByEta, imByEta } = out;
  // The pattern is about 2.5 scales wide for any asymmetry; over φ the frequency goes with x and x² by 0.7 and 0.4 scales at most.
  const phase = 2 * Math.PI * scale * 2.5 * dt * count;
  // It goes by up to 6 scales over u².
  const { nodes, weights } = panelRule(2.4 * phase);
  const turns = Math.min(200, 8 + Math.ceil(phase * eta * (0.16 + 0.09 * eta)));
  const average = (bySlope: boolean): TimeAverage => {
    const sums = new TimeAverage(count);
    for (let j = 0; j < turns; j++) {
      const cos2 = Math.cos(((j + 0.5) * Math.PI) / turns);
      const x = eta * cos2;
      const A = -27 / 8 + (9 / 4) * x - (3 / 8) * x * x;
      const B = 30 / 8 - (eta * eta) / 2 - 2 * x + (3 / 4) * x * x;
      const K = -3 / 8 + (eta * eta) / 3 - x / 4 - (3 / 8) * x * x;
      const dA = cos2 * (9 / 4 - (3 / 4) * x);
      const dB = -eta - cos2 * (2 - (3 / 2) * x);
      const dK = (2 / 3) * eta - cos2 * (1 / 4 + (3 / 4) * x);
      for (let i = 0; i < nodes.length; i++) {
        const u2 = (nodes[i] as number) ** 2;
        const form = -((A * u2 + B) * u2 + K);
        const weight = (weights[i] as number) / turns;
        sums.add(scale * form * dt, bySlope ? -weight * ((dA * u2 + dB) * u2 + dK) : weight, weight * form);
      }
    }
    return sums;
  };
  average(false).finish(re, im, reByScale, imByScale);
  if (!slopes) return;
  multiplyByTime(reByScale, imByScale, 2 * Math.PI * dt, count);
  average(true).finish(reByEta, imByEta);
  multiplyByTime(reByEta, imByEta, 2 * Math.PI * dt * scale, count);
}

/** Times i·factor·k: the slope of exp(i·factor·f k) with f. */
function multiplyByTime(re: Float64Array, im: Float64Array, factor: number, count: number): void {
  for (let k = 0; k < count; k++) [re[k], im[k]] = [-factor * k * (im[k] as number), factor * k * (re[k] as number)];
}
