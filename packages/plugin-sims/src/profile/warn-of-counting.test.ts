import { expect, test } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { codes, collectingContext } from '../../test/helpers.ts';
import type { SimsProfile } from '../kinds.ts';
import { tracerRows, type RowOptions } from './tracer-rows.ts';

const depth = Float64Array.from([1e-7, 2e-7, 3e-7, 4e-7]);
const sample = {
  kind: 'sims/profile',
  title: 'table',
  conditions: {},
  variables: {
    depth: { unit: 'm', dims: ['row'], values: depth },
    fraction: { unit: '1', dims: ['row'], values: Float64Array.from([0.6, 0.4, 0.2, 0.1]) },
  },
  meta: {},
} as unknown as Dataset<typeof SimsProfile>;
const plain: RowOptions = { tracer: '6Li', matrix: '7Li', 'dead-time': undefined, line: '', width: 1, origin: 0 };

test('what is asked for counts is said to change nothing where a profile holds fractions only', async () => {
  const ctx = collectingContext();
  await tracerRows(sample, { ...plain, 'dead-time': 44e-9, qsa: 0.5, 'counter-background': 0.02, fractionation: 1.02 }, ctx);
  expect(codes(ctx)).toEqual(['sims/no-counts']);
  expect(ctx.diagnostics[0]?.message).toContain('--dead-time, --qsa, --fractionation, --counter-background change nothing');
});
test('defaults and a correction that is off are no reason to say so', async () => {
  const ctx = collectingContext();
  await tracerRows(
    sample,
    { ...plain, 'dead-time': 0, 'dead-time-model': 'auto', qsa: 0, frames: '', drift: 'none', fractionation: 1 },
    ctx,
  );
  expect(codes(ctx)).toEqual([]);
});
