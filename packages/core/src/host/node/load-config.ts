/// <reference types="node" />
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from '../../api/plugin.ts';
import { IonwalkError, inputError } from '../../errors.ts';
import type { IonwalkConfig } from '../define-config.ts';
import type { FailedPlugin } from '../registry.ts';

export interface LoadedConfig {
  /** Plugins named by the config, or found as direct dependencies; those that could not be imported with their reason. */
  readonly plugins: readonly (Plugin | FailedPlugin)[];
  /** Whether the bundled techniques are wanted. */
  readonly bundled: boolean;
  /** The file they come from; null without one. */
  readonly from: string | null;
}

const NAMES = ['ionwalk.config.ts', 'ionwalk.config.mts', 'ionwalk.config.js', 'ionwalk.config.mjs'];

/**
 * The plugins of the place one works in: the nearest `ionwalk.config.ts` upwards from `cwd`; without one, the *direct* dependencies of the
 * nearest package.json that carry the keyword `ionwalk-plugin` (never a scan of node_modules: a transitive package can't inject itself).
 * A plugin that fails to import is kept as failed; a config that fails is an error: config/broken (exit 3).
 */
export async function loadConfig(cwd: string = process.cwd()): Promise<LoadedConfig> {
  const file = findUpwards(cwd, NAMES);
  if (file !== undefined) return readConfig(file, cwd);
  const manifest = findUpwards(cwd, ['package.json']);
  return {
    plugins: manifest === undefined ? [] : await dependenciesOf(manifest),
    bundled: true,
    from: manifest === undefined ? null : shown(manifest, cwd),
  };
}

async function readConfig(file: string, cwd: string): Promise<LoadedConfig> {
  const where = shown(file, cwd);
  let loaded: { default?: unknown };
  try {
    loaded = (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (cause) {
    const old = (cause as { code?: string }).code === 'ERR_UNKNOWN_FILE_EXTENSION';
    throw inputError('config/broken', `it can't be loaded: ${cause instanceof Error ? cause.message : String(cause)}`, {
      where,
      fix: old
        ? `this Node (${process.version}) reads no TypeScript: use Node 22.18 or newer, or name it ionwalk.config.js`
        : 'correct it, or install what it imports',
      cause,
    });
  }
  const config = loaded.default as IonwalkConfig | undefined;
  if (typeof config !== 'object' || config === null || !Array.isArray(config.plugins ?? [])) {
    throw inputError('config/broken', 'its default export is no config', {
      where,
      fix: 'write export default defineConfig({ plugins: […] })',
    });
  }
  const plugins = (config.plugins ?? []).filter((plugin): plugin is Plugin => Boolean(plugin));
  return { plugins, bundled: config.bundled !== false, from: where };
}

async function dependenciesOf(manifest: string): Promise<(Plugin | FailedPlugin)[]> {
  const { dependencies = {}, devDependencies = {} } = readManifest(manifest);
  const found: (Plugin | FailedPlugin)[] = [];
  for (const name of Object.keys({ ...dependencies, ...devDependencies }).sort()) {
    const folder = packageFolder(manifest, name);
    if (folder === undefined || !readManifest(join(folder, 'package.json')).keywords?.includes('ionwalk-plugin')) continue;
    if (BUNDLED.has(name)) continue;
    try {
      const entry = createRequire(manifest).resolve(name);
      found.push(((await import(pathToFileURL(entry).href)) as { default: Plugin }).default);
    } catch (error) {
      found.push({ failed: name, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  return found;
}

/** These come with Ionwalk; a project that also names them doesn't get them twice. */
const BUNDLED: ReadonlySet<string> = new Set(['@ionwalk/plugin-eis', '@ionwalk/plugin-nmr', '@ionwalk/plugin-sims']);

interface Manifest {
  readonly keywords?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

function readManifest(path: string): Manifest {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof manifest === 'object' && manifest !== null ? manifest : {};
  } catch (cause) {
    if (!existsSync(path)) return {};
    throw new IonwalkError('input', 'config/package-json', `it is no JSON: ${cause instanceof Error ? cause.message : String(cause)}`, {
      where: path.split(sep).slice(-2).join('/'),
      fix: 'correct it, or write an ionwalk.config.ts beside it',
      cause,
    });
  }
}

function packageFolder(manifest: string, name: string): string | undefined {
  for (let folder = dirname(manifest); ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return candidate;
    if (folder === dirname(folder)) return undefined;
  }
}

function findUpwards(cwd: string, names: readonly string[]): string | undefined {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const found = names.map((name) => join(folder, name)).find((path) => existsSync(path));
    if (found !== undefined) return found;
    if (folder === dirname(folder)) return undefined;
  }
}

const shown = (path: string, cwd: string): string => relative(cwd, path).split(sep).join('/');
