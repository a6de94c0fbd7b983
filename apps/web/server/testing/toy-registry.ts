import { createRegistry, type Registry } from '@ionwalk/core/host';
import type { PluginSource } from '../runs/plugin-source.ts';
import { toyPlugin } from './toy-plugin.ts';

export const loadRegistry = async (): Promise<Registry> => createRegistry([toyPlugin]);

/** The toy technique for other threads. */
export const toySource: PluginSource = { module: import.meta.url, cwd: '.' };
