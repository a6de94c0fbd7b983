import type { Dataset, Plugin, Variable, WindowedVariable } from '@ionwalk/core';
import { isWindowed } from '@ionwalk/core/host';
import { type Check, expectThat } from '../check.ts';
import type { KitSample } from '../kit-sample.ts';
import { identifySample, readSample } from '../read-sample.ts';

/** 4 to 7: matching, reading, repeating, aborting; on every sample. */
export function readerChecks(plugin: Plugin, samples: readonly KitSample[]): Check[] {
  if ((plugin.readers ?? []).length === 0) return [];
  if (samples.length === 0)
    return [{ number: 5, name: 'its readers read samples', skip: 'there is no sample', run: () => Promise.resolve() }];
  return samples.flatMap((sample) => [
    {
      number: 4,
      name: `sample ${sample.id} is matched by its reader with a reason, and its claims exist`,
      run: () => matches(plugin, sample),
    },
    { number: 5, name: `sample ${sample.id} gives valid datasets`, run: () => reads(plugin, sample) },
    { number: 6, name: `sample ${sample.id} reads the same twice and stays as it is`, run: () => repeats(plugin, sample) },
    { number: 7, name: `sample ${sample.id} isn't read once the signal is aborted`, run: () => aborts(plugin, sample) },
  ]);
}

async function matches(plugin: Plugin, sample: KitSample): Promise<void> {
  const files = await sample.files();
  const thing = await identifySample(plugin, sample, files);
  if (sample.reader !== undefined) expectThat(thing.reader === sample.reader, `it is matched by ${thing.reader}, not ${sample.reader}`);
  expectThat(thing.tied.length === 0, `several readers match equally well: ${thing.tied.join(', ')}`);
  expectThat(thing.reason.trim() !== '', `${thing.reader} says no reason`);
  for (const claim of thing.claims)
    expectThat(
      thing.folder.some((file) => file.path === claim),
      `it claims '${claim}', which isn't there`,
    );
}

async function reads(plugin: Plugin, sample: KitSample): Promise<void> {
  const { datasets, diagnostics, reader } = await readSample(plugin, sample);
  expectThat(datasets.length > 0, `${reader} gave no dataset`);
  for (const dataset of datasets) expectThat(dataset.title.trim() !== '', 'a dataset has no title');
  for (const { code } of diagnostics)
    expectThat(/^[a-z][a-z0-9-]*\/[a-z0-9-]+$/.test(code), `the code '${code}' is not like ${plugin.id}/something`);
}

async function repeats(plugin: Plugin, sample: KitSample): Promise<void> {
  const files = await sample.files();
  const before = await Promise.all(files.map((file) => file.blob.arrayBuffer()));
  const first = await readSample(plugin, sample, files);
  const second = await readSample(plugin, sample, files);
  expectThat(
    first.datasets.length === second.datasets.length,
    `it gives ${first.datasets.length} datasets, then ${second.datasets.length}`,
  );
  first.datasets.forEach((dataset, i) => sameDataset(dataset, second.datasets[i] as Dataset));
  const after = await Promise.all(files.map((file) => file.blob.arrayBuffer()));
  before.forEach((bytes, i) =>
    expectThat(sameNumbers(new Uint8Array(bytes), new Uint8Array(after[i] as ArrayBuffer)), `the bytes of ${files[i]?.path} were changed`),
  );
}

function sameDataset(a: Dataset, b: Dataset): void {
  const facts = ({ kind, title, size, conditions, meta }: Dataset): string => JSON.stringify([kind, title, size, conditions, meta]);
  expectThat(facts(a) === facts(b), `the second reading of '${a.title}' differs: ${facts(a)} and ${facts(b)}`);
  for (const [name, variable] of Object.entries(a.variables) as [string, Variable | WindowedVariable][]) {
    const other = b.variables[name] as Variable | WindowedVariable;
    if (!variable || isWindowed(variable)) continue;
    expectThat(!isWindowed(other) && sameNumbers(variable.values, other.values), `the second reading of '${name}' differs`);
    if (!isWindowed(other)) expectThat(variable.values !== other.values, `the values of '${name}' are shared between two readings`);
  }
}

async function aborts(plugin: Plugin, sample: KitSample): Promise<void> {
  const reader = plugin.readers?.find((candidate) => `${plugin.id}/${candidate.id}` === sample.reader);
  const thing = await identifySample(plugin, sample, await sample.files());
  const chosen = reader ?? plugin.readers?.find((candidate) => `${plugin.id}/${candidate.id}` === thing.reader);
  const reason = new Error('stop');
  const signal = AbortSignal.abort(reason);
  const byPath = new Map(thing.folder.map((file) => [file.path, file]));
  const source = { main: thing.main, files: thing.folder, file: (path: string) => byPath.get(path) };
  const defaults = Object.fromEntries(Object.entries(chosen?.options ?? {}).map(([name, param]) => [name, param.default]));
  const silent = { signal, progress() {}, note() {}, warn() {}, gate() {}, meta() {} };
  try {
    for await (const dataset of chosen?.read(source, defaults as never, silent) ?? []) void dataset;
  } catch (error) {
    expectThat(error === reason, `it throws ${String(error)}, not the reason of the signal`);
    return;
  }
  throw new Error('it goes on reading after the signal was aborted');
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
