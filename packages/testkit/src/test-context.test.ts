import { inputError } from '@ionwalk/core';
import { expect, it } from 'vitest';
import { testContext } from './test-context.ts';

it('keeps diagnostics in order with their severity', () => {
  const ctx = testContext();
  ctx.note('x/note', 'a note');
  ctx.warn('x/warn', 'a warning', 'row 3');
  ctx.gate('x/gate', 'a gate');
  expect(ctx.codes()).toEqual(['x/note', 'x/warn', 'x/gate']);
  expect(ctx.diagnostics.map(({ severity }) => severity)).toEqual(['info', 'warning', 'error']);
  expect(ctx.diagnostics[1]?.where).toBe('row 3');
});

it('knows of the command line what it is told', () => {
  const ctx = testContext({ uncertainties: { thickness: 0.01 }, given: ['thickness'], effects: [{ tag: 'geometry', u: 0.01 }] });
  expect([ctx.uncertainty('thickness'), ctx.uncertainty('area')]).toEqual([0.01, undefined]);
  expect([ctx.given('thickness'), ctx.given('area')]).toEqual([true, false]);
  expect(ctx.effects).toHaveLength(1);
});

it('fits, and rejects as a host does', async () => {
  const kind = { id: 'test/flat', title: 'Flat', variables: { y: { title: 'y', dims: ['i'], unit: '1' } } } as const;
  const params = { level: { type: 'number', title: 'Level', unit: '1' } } as const;
  const model = {
    id: 'flat',
    title: 'Flat',
    accepts: kind,
    params,
    observe: () => ({ values: Float64Array.of(1, 2, 3) }),
    guess: () => ({ level: 0 }),
    evaluate: (p: { readonly level: number }, _: unknown, out: Float64Array) => void out.fill(p.level),
  };
  const data = {
    kind: 'test/flat',
    title: '',
    size: { i: 3 },
    variables: { y: { values: Float64Array.of(1, 2, 3) } },
    conditions: {},
    meta: {},
  } as const;
  const { fit } = await testContext().fit(model, data);
  expect(fit.params.level.value).toBeCloseTo(2, 8);
  const failing = {
    ...model,
    guess: (): { level: number } => {
      throw inputError('x/no-guess', 'no guess', { fix: 'none' });
    },
  };
  await expect(testContext().fit(failing, data)).rejects.toMatchObject({ code: 'x/no-guess' });
});
