import type { Dataset, Diagnostic, Plugin, SourceFile } from '@ionwalk/core';
import { createRegistry, identify, type Identified, readThing, type Registry } from '@ionwalk/core/host';
import { expectThat } from './check.ts';
import type { KitSample } from './kit-sample.ts';

export interface SampleReading {
  readonly thing: Identified;
  readonly reader: string;
  readonly datasets: readonly Dataset[];
  readonly diagnostics: readonly Diagnostic[];
}

/** A registry with this plugin alone. */
export function registryOf(plugin: Plugin): Registry {
  const registry = createRegistry([plugin]);
  const entry = registry.plugins[0];
  expectThat(entry?.status === 'ready', `the host refuses the plugin: ${entry?.reason}`);
  return registry;
}

/** The sample's main thing as a host identifies it. */
export async function identifySample(plugin: Plugin, { id, main }: KitSample, files: readonly SourceFile[]): Promise<Identified> {
  const things = await identify(registryOf(plugin), files, main === undefined ? {} : { only: [main] });
  const thing = things.find((candidate) => candidate.reader !== null);
  expectThat(thing, `no reader of the plugin matches the sample '${id}'`);
  return thing;
}

/** Reads a sample as a host does, validation at the boundary included. */
export async function readSample(
  plugin: Plugin,
  sample: KitSample,
  files?: readonly SourceFile[],
  signal?: AbortSignal,
): Promise<SampleReading> {
  const thing = await identifySample(plugin, sample, files ?? (await sample.files()));
  const reader = sample.reader ?? (thing.reader as string);
  const result = await readThing(registryOf(plugin), thing, { reader, signal });
  return { thing, reader, datasets: result.datasets, diagnostics: result.diagnostics };
}

/** All datasets of all samples that can be read; the checks of models run on these. */
export async function allDatasets(plugin: Plugin, samples: readonly KitSample[]): Promise<Dataset[]> {
  const found: Dataset[] = [];
  for (const sample of samples) {
    try {
      found.push(...(await readSample(plugin, sample)).datasets);
    } catch {
      // a sample that can't be read fails check 5; here it only gives no data
    }
  }
  return found;
}
