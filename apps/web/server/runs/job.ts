import type { FileGroup } from '@ionwalk/core/host';
import type { SourceFile } from '@ionwalk/core';
import type { FlatValue } from '../json-field.ts';

/** What files are. */
export interface InspectJob {
  readonly kind: 'inspect';
  readonly files: readonly SourceFile[];
  readonly reader: string | undefined;
}

/** An analysis of files, by the full name of the analysis. */
export interface AnalyseJob {
  readonly kind: 'analyse';
  readonly id: string;
  readonly roles: { readonly [role: string]: readonly Pick<FileGroup, 'path' | 'files' | 'only'>[] };
  readonly options: Readonly<Record<string, FlatValue>>;
  readonly guess: Readonly<Record<string, string | number>>;
  readonly fix: Readonly<Record<string, string | number>>;
  readonly reader: string | undefined;
  readonly figures: boolean;
}

/** Work that plugins do on uploaded files: plain data and blobs, so that it can be given to another thread. */
export type Job = InspectJob | AnalyseJob;

/** What the client gets, ready to send. */
export interface JobAnswer {
  readonly status: number;
  /** The exit code of the same command; null where that has none. */
  readonly exit: number | null;
  /** JSON. */
  readonly body: string;
}

export interface Progress {
  /** 0 to 1. */
  readonly fraction: number;
  readonly note: string;
}

export interface JobWatch {
  readonly signal: AbortSignal;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
}

/** Does a job, or hands it to someone who does. */
export type DoJob = (job: Job, watch: JobWatch) => Promise<JobAnswer>;
