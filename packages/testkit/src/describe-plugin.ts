import type { Plugin } from '@ionwalk/core';
import { checks, type KitOptions } from './checks.ts';

/** The two functions of a test runner that are needed; the kit depends on none. */
export interface Runner {
  describe(name: string, body: () => void): unknown;
  it: ((name: string, body: () => Promise<void>, timeout?: number) => unknown) & { skip(name: string, body: () => Promise<void>): unknown };
}

/** Runs the specification on a plugin: `describePlugin(plugin, { vitest, samples })`. What can't be checked is shown as skipped. */
export function describePlugin(plugin: Plugin, { vitest, ...options }: KitOptions & { readonly vitest: Runner }): void {
  vitest.describe(`plugin ${plugin.id} keeps the promises of the specification`, () => {
    for (const { number, name, skip, run } of checks(plugin, options)) {
      if (skip === undefined) vitest.it(`${number}: ${name}`, run, 120_000);
      else vitest.it.skip(`${number}: ${name} (${skip})`, run);
    }
  });
}
