import type { Plugin, SourceFile } from '@ionwalk/core';
import type { RawOptions } from '@ionwalk/core/host';

/** Files that the plugin reads, for the checks that need data. */
export interface KitSample {
  readonly id: string;
  readonly files: () => Promise<readonly SourceFile[]>;
  /** Its main file, where there are several; default: what identifying the files gives. */
  readonly main?: string;
  /** Full name of the reader that must match it, `nmr/bruker`; default: any of the plugin. */
  readonly reader?: string;
  /** Options for an analysis, by its id, without which it can't run on this sample. */
  readonly options?: { readonly [analysis: string]: RawOptions };
}

/** A sample of one file from bytes or text. */
export function sampleFrom(id: string, path: string, content: string | Uint8Array<ArrayBuffer>, more: Partial<KitSample> = {}): KitSample {
  return { id, files: () => Promise.resolve([{ path, blob: new Blob([content]) }]), ...more };
}

/** The samples a plugin carries, and those given. */
export const samplesOf = (plugin: Plugin, given: readonly KitSample[] = []): KitSample[] => [
  ...(plugin.samples ?? []).map(({ id, files }) => ({ id, files })),
  ...given,
];
