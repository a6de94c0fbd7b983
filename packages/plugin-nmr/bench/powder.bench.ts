import { test } from 'vitest';
import { medianTime, pythonPeer, reportTime } from '@ionwalk/vitest-config/bench-peer';
import { createWorkspace, dawson, fitModel, gaussLegendre, leastSquares } from '@ionwalk/core/fit';
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
  const workspace = createWorkspace(32, 3);
  const warm = (): unknown => fitModel(oneStart, next(), {}, { bounds: false, workspace });
  const good = decays.filter((data) => {
    const { fit } = fitModel(oneStart, data, {}, { bounds: false, workspace });
    const [b, y] = [data.variables.b.values, data.variables.signal.values];
    return fit.chi2 <= 1.01 * b.reduce((sum, value, i) => sum + (layers(value) - (y[i] as number)) ** 2, 0);
  }).length;
  // Analytic derivatives, logarithms of the coefficients and a guess 30 % off: what a fair user of scipy would write.
  const peer = pythonPeer(`
import numpy
from scipy.optimize import least_squares
from scipy.special import dawsn
b = numpy.linspace(0, 6.19e11, 32)
a, c = 6.1e-11, 3.3e-12
def model(p):
    v = numpy.sqrt(numpy.maximum(b * (numpy.exp(p[1]) - numpy.exp(p[2])), 1e-12))
    return p[0] * numpy.exp(-b * numpy.exp(p[2])) * dawsn(v) / v
y = model([1, numpy.log(a), numpy.log(c)]) + 0.005 * numpy.random.default_rng(1).standard_normal(32)
start = [1, numpy.log(1.3 * a), numpy.log(0.7 * c)]
def jacobian(p):
    A, C = numpy.exp(p[1]), numpy.exp(p[2])
    z = numpy.maximum(b * (A - C), 1e-12)
    v = numpy.sqrt(z)
    F = dawsn(v) / v
    outer = numpy.exp(-b * C)
    slope = (1 - F - 2 * z * F) / (2 * z)
    byA = p[0] * outer * b * slope * A
    byC = -p[0] * outer * b * (F + slope) * C
    return numpy.stack([outer * F, byA, byC], axis=1)
print(median(lambda: least_squares(lambda p: model(p) - y, start, jac=jacobian, method='lm'), 31, 5))
`)?.[0];
  reportTime('powder-2d fit, 32 points, one start, warm', medianTime(warm, { rounds: 51, perRound: 128, warmUp: 20_000 }), {
    goal: 0.02,
    peer,
    peerName: 'scipy least_squares',
    note: `${good}/${decays.length} at the minimum`,
  });
  await bench('one start, one workspace', () => void warm()).run();
  await bench('two starts, as the analysis does', () => void fitModel(powder2d, next(), {}, { bounds: false })).run();
  await bench('naive: quadrature, difference Jacobian, one start', () => naive(next())).run();
});
