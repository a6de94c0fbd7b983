import { test } from 'vitest';
import { dawson, fitModel, gaussLegendre, leastSquares } from '@ionwalk/core/fit';
import { powder2d } from '../src/models/powder-2d.ts';
import { madeDecay } from '../test/support/echo-decay.ts';

const [Dxy, Dz] = [6.1e-11, 3.3e-12];
const layers = (b: number): number => {
  const v = Math.sqrt(b * (Dxy - Dz));
  return v < 1e-6 ? 1 : (Math.exp(-b * Dz) * dawson(v)) / v;
};
const decays = Array.from({ length: 64 }, (_, i) => madeDecay({ signal: layers, bMax: 6.19e11, points: 32, noise: 0.005, seed: i + 1 }));
const oneStart = { ...powder2d, starts: () => [] };
const rule = gaussLegendre(64);

/** What one would write first: quadrature over the angle at every point, differences for the Jacobian, one start. */
function naive(data: (typeof decays)[number]): void {
  const [b, y] = [data.variables.b.values, data.variables.signal.values];
  const guess = powder2d.guess(data);
  leastSquares({
    parameters: [
      { name: 'S0', start: guess.S0 },
      { name: 'Dxy', start: guess.Dxy, scale: 'log' },
      { name: 'Dz', start: guess.Dz, min: 0 },
    ],
    residualCount: b.length,
    residuals(p, out) {
      for (let i = 0; i < b.length; i++) {
        let sum = 0;
        for (let k = 0; k < rule.nodes.length; k++) {
          const x = ((rule.nodes[k] as number) + 1) / 2;
          sum +=
            ((rule.weights[k] as number) / 2) *
            Math.exp(-(b[i] as number) * ((p[1] as number) + ((p[2] as number) - (p[1] as number)) * x * x));
        }
        out[i] = (p[0] as number) * sum - (y[i] as number);
      }
    },
  });
}

let turn = 0;
const next = (): (typeof decays)[number] => decays[turn++ % decays.length] as (typeof decays)[number];

test('powder-2d fit of 32 points, warm', async ({ bench }) => {
  await bench('one start', () => void fitModel(oneStart, next(), {}, { bounds: false })).run();
  await bench('two starts, as the analysis does', () => void fitModel(powder2d, next(), {}, { bounds: false })).run();
  await bench('naive: quadrature, difference Jacobian, one start', () => naive(next())).run();
});
