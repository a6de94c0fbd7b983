import { createRegistry, type FailedPlugin, type Registry } from '@ionwalk/core/host';
import type { Plugin } from '@ionwalk/core';
import { toyPlugin } from '../server/testing/toy-plugin.ts';

const NAMES = ['@ionwalk/plugin-eis', '@ionwalk/plugin-nmr', '@ionwalk/plugin-sims'];

/** The bundled plugins, as the command line loads them, and one that nobody knows; here and in the threads that work on uploads. */
export async function loadRegistry(): Promise<Registry> {
  const plugins = NAMES.map(async (name): Promise<Plugin | FailedPlugin> => {
    try {
      return ((await import(name)) as { default: Plugin }).default;
    } catch (error) {
      return { failed: name, reason: error instanceof Error ? error.message : String(error) };
    }
  });
  return createRegistry([...(await Promise.all(plugins)), toyPlugin]);
}
