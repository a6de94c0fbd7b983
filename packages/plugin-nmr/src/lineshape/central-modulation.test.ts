import { describe, expect, it } from 'vitest';
import { staticLineshape } from './static-lineshape.ts';

const N = 1024;
const WIDTH = 20e3;
const shift = Float64Array.from({ length: N }, (_, i) => ((i - N / 2) / N) * WIDTH);
const base = { CQ: 2e6, offset: 0, widthCentral: 100, widthSatellite: 1e3, fractionCentral: 1, amplitude: 1, fractionLorentzian: 0 };
const LARMOR = 105.8e6;

describe('second-order central transition', () => {
  it.each([
    [1.5, 0],
    [1.5, 0.4],
    [1.5, 1],
    [2.5, 0],
    [2.5, 0.7],
  ])('has the quadrupole-induced shift as its centre of gravity: I = %s, η = %s', (spin, eta) => {
    const out = new Float64Array(N);
    const CQ = spin === 1.5 ? base.CQ : 2 * base.CQ;
    staticLineshape(shift, { spin, larmor: LARMOR }).evaluate({ ...base, CQ, eta }, out);
    const area = out.reduce((sum, value) => sum + value, 0);
    const centre = out.reduce((sum, value, i) => sum + value * (shift[i] as number), 0) / area;
    const nuQ = (3 * CQ) / (2 * spin * (2 * spin - 1));
    const expected = ((-(nuQ ** 2) / LARMOR) * (spin * (spin + 1) - 0.75) * (1 + eta ** 2 / 3)) / 30;
    expect(centre / expected).toBeCloseTo(1, 3);
  });

  it('is the powder histogram of −(3/16)(ν_Q²/ν_L)(1 − c²)(9c² − 1) for I = 3/2, η = 0', () => {
    const out = new Float64Array(N);
    staticLineshape(shift, { spin: 1.5, larmor: LARMOR }).evaluate({ ...base, eta: 0 }, out);
    const reference = new Float64Array(N);
    const scale = (-(3 / 16) * (base.CQ / 2) ** 2) / LARMOR;
    const sigma = base.widthCentral / Math.sqrt(8 * Math.LN2);
    for (let k = 0; k < 4000; k++) {
      const c2 = ((k + 0.5) / 4000) ** 2;
      const nu = scale * (1 - c2) * (9 * c2 - 1);
      const near = Math.round((nu / WIDTH) * N + N / 2);
      for (let i = near - 12; i <= near + 12; i++)
        reference[i] =
          (reference[i] as number) +
          Math.exp(-(((shift[i] as number) - nu) ** 2) / (2 * sigma * sigma)) / 4000 / (sigma * Math.sqrt(2 * Math.PI));
    }
    const error = out.reduce((sum, value, i) => sum + Math.abs(value - (reference[i] as number)), 0) * (WIDTH / N);
    expect(error).toBeLessThan(1e-3);
  });

  it('stays where it is without a Larmor frequency', () => {
    const [still, moved] = [new Float64Array(N), new Float64Array(N)];
    staticLineshape(shift, { spin: 1.5 }).evaluate({ ...base, eta: 0.2 }, still);
    staticLineshape(shift, { spin: 1.5, larmor: 1e15 }).evaluate({ ...base, eta: 0.2 }, moved);
    still.forEach((value, i) => expect(moved[i]).toBeCloseTo(value, 7));
  });
});
