import type { Analysis } from '../api/analysis.ts';
import type { Offers, OfferedElement } from '../api/offers.ts';
import type { Kind } from '../api/kind.ts';
import { API_VERSION, type Plugin } from '../api/plugin.ts';
import type { Reader } from '../api/reader.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { usageError } from '../errors.ts';
import { elementProblem } from './element-problem.ts';

/** A reader or analysis with its full name, `nmr/bruker`, `nmr diffusion`. */
export interface RegisteredReader {
  readonly id: string;
  readonly plugin: Plugin;
  readonly reader: Reader;
}
export interface RegisteredAnalysis {
  readonly id: string;
  readonly command: string;
  readonly plugin: Plugin;
  readonly analysis: Analysis;
}

/** One plugin as the host sees it; a failed one stays listed with its reason and offers nothing. */
export interface PluginEntry {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly status: 'ready' | 'failed';
  readonly reason?: string;
  readonly plugin?: Plugin;
}

export interface Registry {
  readonly plugins: readonly PluginEntry[];
  readonly readers: readonly RegisteredReader[];
  readonly analyses: readonly RegisteredAnalysis[];
  readonly kinds: ReadonlyMap<string, Kind>;
  readonly offers: Offers;
}

/** A plugin that could not be imported, kept so that it is listed. */
export interface FailedPlugin {
  readonly failed: string;
  readonly reason: string;
}

/**
 * Collects what plugins declare: readers `nmr/bruker`, analyses `nmr diffusion`, kinds.
 * A plugin with a bad id, an api version this host can't serve, or an id or an element's symbol taken already is kept as `failed` with the reason; no plugin can
 * stop another from loading.
 */
export function createRegistry(plugins: readonly (Plugin | FailedPlugin)[]): Registry {
  const entries: PluginEntry[] = [];
  const readers: RegisteredReader[] = [];
  const analyses: RegisteredAnalysis[] = [];
  const kinds = new Map<string, Kind>();
  const taken = new Set<string>();
  const elements: OfferedElement[] = [];
  const symbols = new Map<string, string>();
  for (const plugin of plugins) {
    if (typeof plugin === 'object' && plugin !== null && 'failed' in plugin) {
      entries.push({ id: plugin.failed, package: plugin.failed, version: '', status: 'failed', reason: plugin.reason });
      continue;
    }
    const reason = whyNot(plugin, taken) ?? elementProblem(plugin.elements, symbols);
    const named = nameOf(plugin);
    if (reason !== undefined) {
      entries.push({ ...named, status: 'failed', reason });
      continue;
    }
    taken.add(plugin.id);
    entries.push({ ...named, status: 'ready', plugin });
    for (const reader of plugin.readers ?? []) readers.push({ id: `${plugin.id}/${reader.id}`, plugin, reader });
    for (const analysis of plugin.analyses ?? []) {
      analyses.push({ id: `${plugin.id}/${analysis.id}`, command: `${plugin.id} ${analysis.id}`, plugin, analysis });
    }
    for (const element of plugin.elements ?? []) {
      elements.push({ element, from: `${plugin.package}@${plugin.version}` });
      for (const symbol of [element.symbol, ...(element.aliases ?? [])]) symbols.set(symbol.toLowerCase(), plugin.id);
    }
    for (const kind of kindsOf(plugin)) if (!kinds.has(kind.id)) kinds.set(kind.id, kind);
  }
  return { plugins: entries, readers, analyses, kinds, offers: { elements } };
}

/** The reader `nmr/bruker`; usage/unknown-reader with the nearest name otherwise. */
export function findReader(registry: Registry, id: string): RegisteredReader {
  const found = registry.readers.find((entry) => entry.id === id);
  if (found) return found;
  const near = didYouMean(
    id,
    registry.readers.map((entry) => entry.id),
  );
  throw usageError('usage/unknown-reader', `no reader is called '${id}'`, {
    where: 'option --reader',
    fix: near ? `did you mean '${near}'? 'ionwalk plugins list' shows every reader` : "'ionwalk plugins list' shows every reader",
  });
}

/** The analysis `nmr/diffusion` (or `nmr diffusion`); usage/unknown-analysis otherwise. */
export function findAnalysis(registry: Registry, id: string): RegisteredAnalysis {
  const found = registry.analyses.find((entry) => entry.id === id || entry.command === id);
  if (found) return found;
  const near = didYouMean(
    id.replace(' ', '/'),
    registry.analyses.map((entry) => entry.id),
  );
  throw usageError('usage/unknown-analysis', `no analysis is called '${id}'`, {
    fix: near ? `did you mean '${near.replace('/', ' ')}'?` : "'ionwalk plugins list' shows every analysis",
  });
}

const ID = /^[a-z][a-z0-9-]*$/;

function whyNot(plugin: Plugin, taken: ReadonlySet<string>): string | undefined {
  if (typeof plugin !== 'object' || plugin === null) return 'its default export is no plugin object (definePlugin({…}))';
  if (typeof plugin.id !== 'string' || !ID.test(plugin.id)) return `its id '${plugin.id}' must match [a-z][a-z0-9-]*`;
  if (RESERVED.has(plugin.id)) return `the id '${plugin.id}' is a command of Ionwalk's own`;
  if (taken.has(plugin.id)) return `a plugin with the id '${plugin.id}' is loaded already`;
  if (typeof plugin.package !== 'string' || typeof plugin.version !== 'string') return 'it states no package name and version';
  const api = apiProblem(plugin.api);
  if (api !== undefined) return api;
  return listProblem('reader', plugin.readers) ?? listProblem('analysis', plugin.analyses) ?? listProblem('model', plugin.models);
}

/** Names the command line keeps for itself. */
const RESERVED: ReadonlySet<string> = new Set(
  'inspect compare plot report demo serve project why plugins batch records help start version'.split(' '),
);

function apiProblem(api: unknown): string | undefined {
  const wanted = /^(\d+)\.(\d+)$/.exec(typeof api === 'string' ? api : '');
  const own = API_VERSION.split('.').map(Number) as [number, number];
  if (!wanted) return `it states no api version ("${API_VERSION}")`;
  const [major, minor] = [Number(wanted[1]), Number(wanted[2])];
  if (major !== own[0] || minor > own[1]) return `it is built for api ${major}.${minor}, this host speaks ${API_VERSION}`;
  return undefined;
}

function listProblem(what: string, parts: readonly { readonly id: string }[] | undefined): string | undefined {
  const seen = new Set<string>();
  for (const part of parts ?? []) {
    if (typeof part?.id !== 'string' || !ID.test(part.id)) return `the ${what} id '${part?.id}' must match [a-z][a-z0-9-]*`;
    if (seen.has(part.id)) return `it has two ${what === 'analysis' ? 'analyses' : `${what}s`} called '${part.id}'`;
    seen.add(part.id);
  }
  return undefined;
}

function nameOf(plugin: Plugin): { id: string; package: string; version: string } {
  const text = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);
  const name = text(plugin?.package, '?');
  return { id: text(plugin?.id, name), package: name, version: text(plugin?.version, '') };
}

function* kindsOf(plugin: Plugin): Iterable<Kind> {
  yield* plugin.kinds ?? [];
  for (const reader of plugin.readers ?? []) yield* reader.produces;
  for (const analysis of plugin.analyses ?? []) {
    for (const input of Object.values(analysis.inputs))
      yield* Array.isArray(input.kind) ? (input.kind as readonly Kind[]) : [input.kind as Kind];
  }
  for (const model of plugin.models ?? []) yield model.accepts;
}
