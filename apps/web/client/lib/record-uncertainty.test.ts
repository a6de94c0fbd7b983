import { expect, test } from 'vitest';
import { interval95, recordUncertainty } from './record-uncertainty.ts';

test('random part and shared errors add in quadrature, a temperature error through the slope', () => {
  const record = {
    u: 0.03,
    effects: [
      { tag: 'gradient', u: 0.02 },
      { tag: 'thermometer', from: { u_T: 1, unit: 'K' as const } },
    ],
  };
  expect(recordUncertainty(record, 0.04).u).toBeCloseTo(Math.hypot(0.03, 0.02, 0.04), 12);
});
test('a temperature error without a slope is named as missing, not taken as zero in silence', () => {
  const record = { u: 0.03, effects: [{ tag: 'thermometer', from: { u_T: 1, unit: 'K' as const } }] };
  expect(recordUncertainty(record, null)).toEqual({ u: 0.03, missing: ['thermometer'] });
});
test('a tag that occurs twice adds up with its sign', () => {
  const record = {
    u: 0.1,
    effects: [
      { tag: 'a', u: 0.2 },
      { tag: 'a', u: -0.2 },
    ],
  };
  expect(recordUncertainty(record, null).u).toBeCloseTo(0.1, 12);
});
test('an unknown random part stays unknown', () => {
  expect(recordUncertainty({ u: null, effects: [{ tag: 'a', u: 0.2 }] }, null).u).toBeNull();
});
test('the interval is symmetric in the logarithm', () => {
  const [lo, hi] = interval95(2, 0.1);
  expect(lo * hi).toBeCloseTo(4, 12);
});
