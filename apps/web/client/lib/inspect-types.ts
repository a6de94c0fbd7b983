import type { Diagnostic, DiffusionRecord, Figure, Fit, Table } from '@ionwalk/core';
import type { ErrorParts } from './api-error.ts';

/** One thing among the dropped files, as `inspect --json` lists it. */
export interface InspectedFile {
  readonly path: string;
  readonly reader: string | null;
  readonly confidence: string | null;
  readonly reason: string;
  readonly claims: readonly string[];
  readonly candidates?: readonly { readonly reader: string; readonly confidence: string; readonly reason: string }[];
  readonly datasets: readonly {
    readonly kind: string;
    readonly title: string;
    readonly size: Readonly<Record<string, number>>;
    readonly conditions: { readonly temperature?: number; readonly sample?: string };
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** An answer of an analysis, or one entry of several. */
export interface Answer {
  readonly path?: string;
  readonly dataset?: string;
  readonly error?: ErrorParts;
  readonly records?: readonly DiffusionRecord[];
  readonly fits?: readonly Fit[];
  readonly alternatives?: readonly { readonly model: string; readonly dAICc: number; readonly weight: number }[];
  readonly figures?: readonly Figure[];
  readonly tables?: readonly Table[];
  readonly diagnostics?: readonly Diagnostic[];
}

/** The document of a run as a list: one bare answer, or its `results`. */
export const answersOf = (document: Answer | { readonly results: readonly Answer[] }): readonly Answer[] =>
  'results' in document ? document.results : [document];
