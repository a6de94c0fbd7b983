import { test } from 'vitest';
import { medianTime, pythonPeer, reportTime } from '@ionwalk/vitest-config/bench-peer';
import type { Dataset } from '@ionwalk/core';
import { fitModel, seededRandom } from '@ionwalk/core/fit';
import type { Spectrum } from '../src/kinds.ts';
import { lineshapeModel } from '../src/lineshape/lineshape-model.ts';
import { staticLineshape } from '../src/lineshape/static-lineshape.ts';
import { histogramPattern } from '../test/support/histogram-pattern.ts';

const N = 2048;
const SPAN = 120e3;
const shift = Float64Array.from({ length: N }, (_, i) => ((i - N / 2) / N) * SPAN);
const truth = {
  CQ: 50e3,
  eta: 0.3,
  offset: 120,
  widthCentral: 900,
  widthSatellite: 3000,
  fractionCentral: 0.4,
  amplitude: 1e6,
  fractionLorentzian: 0,
};
const pattern = staticLineshape(shift, { spin: 1.5 });
const values = new Float64Array(N);
pattern.evaluate(truth, values);
const noise = 0.004 * values.reduce((a, b) => Math.max(a, b));
const random = seededRandom(1);
const data: Dataset<typeof Spectrum> = {
  kind: 'nmr/spectrum',
  title: 'simulated',
  size: { point: N },
  variables: { shift: { values: shift }, re: { values: values.map((value) => value + noise * random.normal()) }, im: undefined },
  conditions: {},
  meta: {},
};
const out = new Float64Array(N);

/** L1 distance of two densities. */
const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((sum, value, i) => sum + Math.abs(value - (b[i] as number)), 0) * (SPAN / N);

const peer = pythonPeer(`
import numpy
side = 316
u = ((numpy.arange(side) + 0.5) / side) ** 2
c = numpy.cos((numpy.arange(side) + 0.5) * numpy.pi / side)
f0 = numpy.repeat(3 * u - 1, side)
f1 = numpy.outer(1 - u, c).ravel()
def pattern():
    at = ((12500 * (f0 + 0.3 * f1) + 60000) * (${N} / 120e3)).astype(int)
    half = numpy.bincount(at, minlength=${N})
    return half + half[::-1]
print(median(pattern, 31))
`)?.[0];

test('static 7Li pattern of 2048 points, closer to the limit than 100 000 orientations', async ({ bench }) => {
  // The narrower the line, the longer the decay: 250 Hz is a hundredth of ν_Q, where a spectrum shows single orientations of a coarse sum.
  for (const width of [1500, 250]) {
    const shape = { CQ: truth.CQ, eta: truth.eta, width };
    const only = { ...truth, offset: 0, fractionCentral: 0, amplitude: 1, widthSatellite: width };
    pattern.evaluate(only, out);
    const fine = histogramPattern(shift, shape, 3e7);
    const [ours, theirs] = [distance(out, fine), distance(histogramPattern(shift, shape, 1e5), fine)];
    reportTime(
      `static I = 3/2 pattern, 2048 points, lines of ${width} Hz`,
      medianTime(() => pattern.evaluate(only, out), { perRound: 20 }),
      {
        goal: 0.5,
        peer,
        peerName: 'numpy, histogram of 100 000 orientations, not broadened',
        note: `L1 distance from 30 million orientations ${ours.toExponential(1)}, of 100 000 ${theirs.toExponential(1)}`,
      },
    );
  }
  await bench('one pattern', () => pattern.evaluate(truth, out)).run();
  await bench('whole fit, scan and three starts', () => {
    fitModel(lineshapeModel(data, { spin: 1.5, broadening: 'gaussian' }), data, {}, { bounds: false });
  }).run();
});
