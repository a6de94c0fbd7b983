import type { Dataset, Outcome } from '@ionwalk/core';
import { testContext, type TestContext, type TestContextOptions } from '@ionwalk/testkit';
import plugin from '../src/index.ts';
import type { EisSpectrum } from '../src/kinds.ts';

/** Runs an analysis of the plugin with its defaults and the options given, as a host would. */
export async function runAnalysis(
  id: string,
  spectrum: Dataset<typeof EisSpectrum> | readonly Dataset<typeof EisSpectrum>[],
  options: { readonly [option: string]: string | number | boolean } = {},
  context: TestContextOptions = {},
): Promise<Outcome & { readonly ctx: TestContext }> {
  const analysis = plugin.analyses!.find((candidate) => candidate.id === id)!;
  const values = Object.fromEntries(Object.entries(analysis.options).map(([key, param]) => [key, options[key] ?? param.default]));
  const many = Object.values(analysis.inputs)[0]?.many === true;
  const given = many ? [spectrum].flat() : spectrum;
  const ctx = testContext({ given: Object.keys(options), ...context });
  return { ...(await analysis.run({ spectrum: given } as never, values as never, ctx)), ctx };
}
