import type { Registry } from '@ionwalk/core/host';

/** Where another thread gets the same plugins: functions can't be sent to it, the address of a module can. */
export interface PluginSource {
  /** `file:` address of a module that exports `loadRegistry`. */
  readonly module: string;
  /** Working folder, where the config of the plugins is looked for. */
  readonly cwd: string;
}

export interface PluginModule {
  loadRegistry(cwd: string): Promise<Registry>;
}
