import { expect, it } from 'vitest';
import { optionFlag } from './option-flag.ts';

it.each([
  ['grainSize', 'grain-size'],
  ['DBulk', 'D-bulk'],
  ['Delta', 'Delta'],
  ['delta', 'delta'],
  ['gb-width', 'gb-width'],
  ['D-bulk', 'D-bulk'],
  ['carrierDensity', 'carrier-density'],
])('%s is the flag --%s', (name, flag) => expect(optionFlag(name)).toBe(flag));
