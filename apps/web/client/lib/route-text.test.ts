import { expect, test } from 'vitest';
import { parseRoute, routeText } from './route-text.ts';

test('an address survives the round trip, slashes and signs included', () => {
  const place = { page: 'plugin', arg: 'my plugin/x', query: { sel: 'sha256:ab+/=', T: 'K' } };
  expect(parseRoute(routeText(place))).toEqual(place);
});
test('an empty address is the comparison', () => {
  expect(parseRoute('')).toEqual({ page: 'compare', arg: '', query: {} });
});
test('a malformed escape is kept as text', () => {
  expect(parseRoute('#/plugin/%E0%A4%A').arg).toBe('%E0%A4%A');
});
