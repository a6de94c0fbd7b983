import { test } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { fitModel, seededRandom } from '@ionwalk/core/fit';
import type { Spectrum } from '../src/kinds.ts';
import { lineshapeModel } from '../src/lineshape/lineshape-model.ts';
import { staticLineshape } from '../src/lineshape/static-lineshape.ts';

const N = 2048;
const shift = Float64Array.from({ length: N }, (_, i) => ((i - N / 2) / N) * 120e3);
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

test('static 7Li pattern of 2048 points', async ({ bench }) => {
  await bench('one pattern', () => pattern.evaluate(truth, out)).run();
  await bench('whole fit, scan and three starts', () => {
    fitModel(lineshapeModel(data, { spin: 1.5, broadening: 'gaussian' }), data, {}, { bounds: false });
  }).run();
});
