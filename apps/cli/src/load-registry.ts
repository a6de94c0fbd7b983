import { createRegistry, type FailedPlugin, type Registry } from '@ionwalk/core/host';
import { loadConfig } from '@ionwalk/core/host/node';
import type { Plugin } from '@ionwalk/core';

/** The techniques that come with Ionwalk. */
const BUNDLED: readonly (readonly [string, () => Promise<{ readonly default: Plugin }>])[] = [
  ['@ionwalk/plugin-eis', () => import('@ionwalk/plugin-eis')],
  ['@ionwalk/plugin-nmr', () => import('@ionwalk/plugin-nmr')],
  ['@ionwalk/plugin-sims', () => import('@ionwalk/plugin-sims')],
];

/** The bundled plugins, and those the config or the package.json of this place names; one that fails to load is listed with its reason. */
export async function loadRegistry(cwd: string): Promise<Registry> {
  const config = await loadConfig(cwd);
  const bundled = config.bundled ? await Promise.all(BUNDLED.map(([name, load]) => loadPlugin(name, load))) : [];
  return createRegistry([...bundled, ...config.plugins]);
}

async function loadPlugin(name: string, load: () => Promise<{ readonly default: Plugin }>): Promise<Plugin | FailedPlugin> {
  try {
    return (await load()).default;
  } catch (error) {
    return { failed: name, reason: error instanceof Error ? error.message : String(error) };
  }
}
