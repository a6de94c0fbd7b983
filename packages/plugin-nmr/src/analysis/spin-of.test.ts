import { expect, it } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { testContext } from '@ionwalk/testkit';
import { spinOf } from './spin-of.ts';

const of = (nucleus?: string): Dataset => ({
  kind: 'nmr/fid',
  title: 'a.fid',
  size: {},
  variables: {},
  conditions: {},
  meta: nucleus === undefined ? {} : { nucleus },
});

it.each([
  ['6Li', '1'],
  ['7Li', '3/2'],
  ['27Al', '5/2'],
  [undefined, '3/2'],
  ['251Xy', '3/2'],
])('takes the spin of %s as %s where none is typed', (nucleus, spin) => {
  expect(spinOf(of(nucleus), '3/2', testContext())).toBe(spin);
});

it.each(['1H', '19F', '139La'])('refuses a quadrupolar pattern of %s and says what to do', (nucleus) => {
  expect(() => spinOf(of(nucleus), '3/2', testContext())).toThrow(
    expect.objectContaining({ code: 'nmr/spin', fix: expect.stringMatching(/--interaction csa|--spin/) as string }),
  );
});

it('takes a typed spin against the nucleus, and says so', () => {
  const ctx = testContext({ given: ['spin'] });
  expect(spinOf(of('6Li'), '3/2', ctx)).toBe('3/2');
  expect(ctx.diagnostics.map(({ code }) => code)).toEqual(['nmr/spin']);
});
