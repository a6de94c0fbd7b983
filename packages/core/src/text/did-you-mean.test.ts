import { expect, it } from 'vitest';
import { didYouMean } from './did-you-mean.ts';

it('names the nearest within a third of the letters', () => {
  expect(didYouMean('thicknes', ['area', 'thickness', 'diameter'])).toBe('thickness');
  expect(didYouMean('tmie', ['time', 'then'])).toBe('time');
  expect(didYouMean('grain', ['gb-width', 'grain-size'])).toBe('grain-size');
});
it('names nothing where nothing is near', () => {
  expect(didYouMean('colour', ['time', 'then'])).toBeUndefined();
  expect(didYouMean('x', [])).toBeUndefined();
});
