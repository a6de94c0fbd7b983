import { describe, expect, it } from 'vitest';
import { diffusionWeighting, type GradientEcho } from './diffusion-weighting.ts';
import { lobeConstants, type LobeShape } from './lobe-shape.ts';

const GAMMA = 2.675e8;
const base: GradientEcho = { gamma: GAMMA, delta: 2e-3, Delta: 50e-3, shape: 'rect', sequence: 'ste' };

/** The shape of one lobe, 0 ≤ e ≤ 1. */
function lobe(shape: LobeShape, ramp: number): (e: number) => number {
  if (shape === 'rect') return () => 1;
  if (shape === 'half-sine') return (e) => Math.sin(Math.PI * e);
  if (shape === 'sin2') return (e) => Math.sin(Math.PI * e) ** 2;
  const width = shape === 'smsq' ? 0.1 : ramp;
  const flank = (x: number): number => (shape === 'smsq' ? (1 - Math.cos(Math.PI * x)) / 2 : x);
  return (e) => (e < width ? flank(e / width) : e > 1 - width ? flank((1 - e) / width) : 1);
}

/** b = ∫ q² dt over the whole echo path by brute force, q = γ ∫ g dt'; the second encoding takes off what the first put on. */
function integrated(echo: GradientEcho): number {
  const single = echo.sequence === 'bipolar' ? echo.delta / 2 : echo.delta;
  const shape = lobe(echo.shape, (echo.ramp ?? 0) / single);
  const lobes = echo.sequence === 'bipolar' ? [0, single + (echo.gap ?? 0)] : [0];
  // After the refocusing pulse between the lobes of a pair the opposite gradient counts the same way.
  const alpha = echo.asymmetry ?? 0;
  const sizes = [1 + alpha, 1 - alpha];
  const starts = [
    ...lobes.map((t, i) => ({ t, sign: sizes[i] as number })),
    ...lobes.map((t, i) => ({ t: t + echo.Delta, sign: -(sizes[i] as number) })),
  ];
  const end = echo.Delta + 2 * single + (echo.gap ?? 0);
  // Every edge lies on the grid.
  const n = Math.round(end / 1e-7);
  const h = end / n;
  let [q, b] = [0, 0];
  for (let i = 0; i < n; i++) {
    const t = (i + 0.5) * h;
    let g = 0;
    for (const { t: start, sign } of starts) if (t > start && t < start + single) g += sign * shape((t - start) / single);
    const middle = q + (echo.gamma * g * h) / 2;
    b += middle * middle * h;
    q += echo.gamma * g * h;
  }
  return b;
}

describe('b-values', () => {
  it.each<GradientEcho>([
    base,
    { ...base, shape: 'half-sine' },
    { ...base, shape: 'trapezoid', ramp: 0.3e-3 },
    { ...base, shape: 'trapezoid', ramp: 1e-3 },
    { ...base, shape: 'smsq' },
    { ...base, shape: 'sin2' },
    { ...base, sequence: 'bipolar', gap: 0.2e-3, shape: 'sin2' },
    { ...base, sequence: 'bipolar', gap: 0.4e-3 },
    { ...base, sequence: 'bipolar', gap: 0.4e-3, shape: 'smsq' },
    { ...base, sequence: 'bipolar', gap: 0.4e-3, asymmetry: 0.2 },
    { ...base, sequence: 'bipolar', gap: 0.4e-3, asymmetry: 0.2, shape: 'half-sine' },
    { ...base, sequence: 'bipolar', gap: 0.2e-3, shape: 'half-sine' },
    { ...base, sequence: 'bipolar', gap: 0.2e-3, shape: 'trapezoid', ramp: 0.2e-3 },
  ])('are those of direct integration: $shape, $sequence', (echo) => {
    expect(diffusionWeighting(echo) / integrated(echo)).toBeCloseTo(1, 5);
  });

  it('are the closed forms for rectangles, half-sines and trapezoids', () => {
    const { delta, Delta } = base;
    const square = GAMMA * GAMMA;
    expect(diffusionWeighting(base) / (square * delta * delta * (Delta - delta / 3))).toBeCloseTo(1, 14);
    expect(
      diffusionWeighting({ ...base, shape: 'half-sine' }) / ((square * delta * delta * (4 * Delta - delta)) / Math.PI ** 2),
    ).toBeCloseTo(1, 14);
    const ramp = 0.3e-3;
    const flat = delta - ramp;
    const price = square * (flat * flat * (Delta - flat / 3) + ramp ** 3 / 30 - (flat * ramp * ramp) / 6);
    expect(diffusionWeighting({ ...base, shape: 'trapezoid', ramp }) / price).toBeCloseTo(1, 12);
  });

  it('give the vendor value of PEG in 13C: 1.51487e12 s/m2 at 28.9426 T/m', () => {
    const b = diffusionWeighting({ gamma: 6.728284e7, delta: 1e-3, Delta: 0.4, shape: 'rect', sequence: 'ste' }) * 28.9426 ** 2;
    // The vendor's gamma is 0.024 % low.
    expect(b / 1.51487e12).toBeCloseTo(1.00048, 4);
  });

  it('give the dosytimecubed of DgsteSL, gt1² (del − gt1/3) = 1.973333e-7 s3', () => {
    expect(diffusionWeighting({ ...base, gamma: 1 })).toBeCloseTo(1.973333e-7, 13);
  });

  it('do not apply a shape factor that the gradients hold already', () => {
    const smsq: GradientEcho = { ...base, shape: 'smsq' };
    expect(diffusionWeighting({ ...smsq, includesShape: true }) / diffusionWeighting(smsq)).toBeCloseTo(1 / 0.81, 12);
  });

  it('use |gamma|', () => {
    expect(diffusionWeighting({ ...base, gamma: -GAMMA })).toBe(diffusionWeighting(base));
  });

  it('have the lobe constants of Sinnaeve: sigma 1, 2/pi, 0.9; kappa 1/3, 3/8', () => {
    expect(lobeConstants('rect')).toEqual({ sigma: 1, lambda: 0.5, kappa: 1 / 3 });
    expect(lobeConstants('half-sine')).toEqual({ sigma: 2 / Math.PI, lambda: 0.5, kappa: 3 / 8 });
    expect(lobeConstants('smsq').sigma).toBeCloseTo(0.9, 12);
    expect(lobeConstants('trapezoid', 0.5).sigma).toBe(0.5);
  });
});
