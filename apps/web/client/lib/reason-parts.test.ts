import { expect, test } from 'vitest';
import { reasonParts } from './reason-parts.ts';

const celsius = { diffusivity: 'cm2/s', temperature: 'degC' } as const;
const kelvin = { diffusivity: 'cm2/s', temperature: 'K' } as const;
const boundary =
  'The 95 % interval 0.220 to 0.307 excludes 1: Haven ratio 0.260 at 295.15 K, total minus bulk of D_tracer effective (bulk: D_NMR bulk) over the same of D_sigma. R_gb/R_bulk is 1.3 for conduction and 5.2 for the tracer. Carried 2.85 K beyond the data.';

test('the verdict comes first, of what it is and what else is to know behind', () => {
  const { decisive, more } = reasonParts(boundary, celsius);
  expect(decisive).toBe('The 95 % interval 0.220 to 0.307 excludes 1.');
  expect(more).toMatch(/^Haven ratio 0\.260 at 22(\.0)?\u00a0°C, total minus bulk of D_tracer effective/u);
  expect(more).toContain('R_gb/R_bulk is 1.3');
});
test('temperatures follow the page, differences do not', () => {
  const reason =
    'Not comparable, since 450 K lies in a gap of D_NMR bulk (393 K to 493 K) whose two sides have different slopes, so it may hide a break; to decide it, measure inside the gap.';
  expect(reasonParts(reason, celsius)).toEqual({
    decisive:
      '176.9\u00a0°C lies in a gap of D_NMR bulk (119.9\u00a0°C to 219.9\u00a0°C) whose two sides have different slopes, so it may hide a break.',
    more: 'To decide it, measure inside the gap.',
  });
  expect(reasonParts(reason, kelvin).decisive).toContain('450\u00a0K lies in a gap of D_NMR bulk (393\u00a0K to 493\u00a0K)');
  expect(reasonParts('there is nothing within 10 K of 300 K', celsius).decisive).toBe('there is nothing within 10 K of 26.9\u00a0°C');
});
test('how far a temperature lies outside the data is a difference', () => {
  expect(reasonParts('Not comparable, since 693 K is 43 K outside the data of D_sigma bulk (250 K to 650 K)', celsius).decisive).toBe(
    '419.9\u00a0°C is 43 K outside the data of D_sigma bulk (−23.1\u00a0°C to 376.9\u00a0°C).',
  );
});
test('a limit has its parts as well', () => {
  expect(
    reasonParts(
      'The Haven ratio of the boundary at 295.15 K is below 0.3 (95 %, one-sided): the boundary is too small a part. State u.',
      kelvin,
    ),
  ).toEqual({
    decisive: 'The Haven ratio of the boundary at 295.2\u00a0K is below 0.3 (95 %, one-sided).',
    more: 'The boundary is too small a part. State u.',
  });
});
test('a reason of another form stays whole', () => {
  expect(reasonParts('Something else', kelvin)).toEqual({ decisive: 'Something else', more: '' });
  expect(reasonParts('', kelvin)).toEqual({ decisive: '', more: '' });
});
