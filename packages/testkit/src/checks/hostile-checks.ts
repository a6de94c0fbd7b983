import { isIonwalkError, type Plugin, type SourceFile } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { createRegistry, type Identified, readThing } from '@ionwalk/core/host';
import { type Check, expectThat } from '../check.ts';
import type { KitSample } from '../kit-sample.ts';
import { identifySample } from '../read-sample.ts';

/** A reading that takes longer than this hangs, on any machine. */
const LIMIT_MS = 5000;
const CUTS = 12;

/** 8: cut short or flipped bytes give typed errors or flagged data, never a crash, a hang or a silent NaN. */
export function hostileChecks(plugin: Plugin, samples: readonly KitSample[], flips: number): Check[] {
  return samples.flatMap((sample) => [
    {
      number: 8,
      name: `sample ${sample.id} cut short at ${CUTS} places ends in a typed error or data that is flagged`,
      run: () => truncated(plugin, sample),
    },
    {
      number: 8,
      name: `sample ${sample.id} with ${flips} flipped bytes ends in a typed error or data that is flagged`,
      run: () => flipped(plugin, sample, flips),
    },
  ]);
}

async function truncated(plugin: Plugin, sample: KitSample): Promise<void> {
  const thing = await identifySample(plugin, sample, await sample.files());
  const bytes = new Uint8Array(await thing.main.blob.arrayBuffer());
  for (let i = 0; i < CUTS; i++) {
    const length = Math.floor((bytes.length * i) / CUTS);
    await survives(plugin, sample, thing, bytes.slice(0, length), `cut to ${length} of ${bytes.length} bytes`);
  }
}

async function flipped(plugin: Plugin, sample: KitSample, flips: number): Promise<void> {
  const thing = await identifySample(plugin, sample, await sample.files());
  const whole = new Uint8Array(await thing.main.blob.arrayBuffer());
  const random = seededRandom(8);
  for (let i = 0; i < flips; i++) {
    // Every other flip hits the head, where the counts are.
    const at = Math.floor(random.uniform() * (i % 2 === 0 ? Math.min(whole.length, 4096) : whole.length));
    const bytes = whole.slice();
    bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(random.uniform() * 8));
    await survives(plugin, sample, thing, bytes, `bit flipped in byte ${at}`);
  }
}

async function survives(plugin: Plugin, sample: KitSample, thing: Identified, bytes: Uint8Array<ArrayBuffer>, what: string): Promise<void> {
  const main: SourceFile = { path: thing.main.path, blob: new Blob([bytes]) };
  const broken: Identified = {
    ...thing,
    main,
    original: main,
    folder: thing.folder.map((file) => (file.path === main.path ? main : file)),
  };
  const started = performance.now();
  try {
    const { diagnostics } = await readThing(createRegistry([plugin]), broken, { reader: sample.reader ?? (thing.reader as string) });
    // The host flags what isn't finite where the reader did not: then the reader was silent.
    expectThat(!diagnostics.some(({ code }) => code === 'data/not-finite'), `${what}: it gives numbers that aren't finite without a word`);
  } catch (error) {
    expectThat(isIonwalkError(error), `${what}: ${String(error)}`);
    expectThat(error.kind === 'input', `${what}: ${error.code}: ${error.message}`);
    expectThat(error.fix.trim() !== '', `${what}: ${error.code} says nothing to do`);
  }
  const took = performance.now() - started;
  expectThat(took < LIMIT_MS, `${what}: it takes ${Math.round(took)} ms`);
}
