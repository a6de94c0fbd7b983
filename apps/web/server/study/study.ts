import type { Diagnostic, DiffusionRecord } from '@ionwalk/core';
import type { CompareDocument } from '@ionwalk/core/compare';

/** One line of checks.json: what the text states, what its inputs give, what the raw files gave back. */
export interface Check {
  readonly id: string;
  readonly quantity: string;
  readonly stated: number | string | null;
  readonly recomputed: number | string | null;
  readonly recovered: { readonly value: number | null; readonly lo: number | null; readonly hi: number | null } | null;
  readonly unit: string;
  readonly ratio: number | null;
  readonly verdict: string;
  readonly note: string;
}

/** A figure in the study's folder: `arrhenius-bulk.svg`, and whether its data (`arrhenius-bulk.json`) lie beside it. */
export interface ListedFigure {
  readonly id: string;
  readonly data: boolean;
}

/** A study folder as the first page shows it. */
export interface Study {
  readonly name: string;
  /** The folder as a command typed where the server runs would name it. */
  readonly folder: string;
  /** No records yet: the page shows where to drop files. */
  readonly empty: boolean;
  readonly simulated: boolean;
  readonly version: string;
  readonly records: readonly DiffusionRecord[];
  readonly compare: CompareDocument | null;
  readonly checks: readonly Check[];
  readonly figures: readonly ListedFigure[];
  /** Lines of commands.txt: what was run to make the study. */
  readonly commands: readonly string[];
  readonly report: boolean;
  readonly diagnostics: readonly Diagnostic[];
}
