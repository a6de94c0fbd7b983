import type { Analysis, Dataset, Outcome } from '@ionwalk/core';
import { testContext, type TestContext } from '@ionwalk/testkit';

/** Runs an analysis as a host would: defaults filled in, `given` from what was typed. Options in SI. */
export async function run(
  analysis: Analysis,
  data: Dataset | readonly Dataset[],
  typed: Readonly<Record<string, unknown>> = {},
): Promise<{ outcome: Outcome; ctx: TestContext }> {
  const defaults = Object.fromEntries(Object.entries(analysis.options).map(([name, param]) => [name, param.default]));
  const ctx = testContext({ given: Object.keys(typed) });
  const many = Object.values(analysis.inputs)[0]?.many === true;
  const outcome = await analysis.run({ data: many ? [data].flat() : data } as never, { ...defaults, ...typed } as never, ctx);
  return { outcome, ctx };
}
