import type { FileGroup } from '@ionwalk/core/host';
import type { Figure, SourceFile } from '@ionwalk/core';
import type { UnitChoice } from '@ionwalk/figures';
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

/** A figure as a file for print, as `ionwalk plot -o` writes it. */
export interface DrawJob {
  readonly kind: 'draw';
  readonly figure: Figure;
  readonly format: 'svg' | 'png' | 'pdf';
  /** One column of a journal, or two. */
  readonly width: '84mm' | '174mm';
  /** Dots per inch of a PNG. */
  readonly dpi: number;
  readonly units: UnitChoice;
}

/** Work on what a client sent: plain data and blobs, so that it can be given to another thread. */
export type Job = InspectJob | AnalyseJob | DrawJob;

/** What the client gets, ready to send. */
export interface JobAnswer {
  readonly status: number;
  /** The exit code of the same command; null where that has none. */
  readonly exit: number | null;
  /** JSON; of a drawing that succeeded the bytes of the file. */
  readonly body: string | Uint8Array;
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
