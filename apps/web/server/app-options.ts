import type { Registry } from '@ionwalk/core/host';
import type { PluginSource } from './runs/plugin-source.ts';
import type { PoolLimits } from './runs/worker-pool.ts';

/** What the server is given; it knows no technique of its own. */
export interface AppOptions {
  /** The plugins, as the command line loaded them. */
  readonly registry: Registry;
  /** Where threads get the same plugins. Without it uploads are worked on in this thread, where a plugin that loops stops the server. */
  readonly plugins?: PluginSource | undefined;
  readonly limits?: PoolLimits | undefined;
  /** Ionwalk's version, written into records. */
  readonly version: string;
  /** Study folder shown on the first page (`records.jsonl`, `compare.json`, `figures/`); without one the page asks for files. */
  readonly project?: string | undefined;
  /** Folder of the built page; default the one beside this module. Without it only the API answers. */
  readonly client?: string | undefined;
  /** Asked for by every address of the API; without one the API is open to whoever may use this machine. */
  readonly token?: string | undefined;
}
