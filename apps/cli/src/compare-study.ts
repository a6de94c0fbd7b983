import { type Diagnostic, type DiffusionRecord, parseQuantity } from '@ionwalk/core';
import type { CompareDocument, CompareOptions } from '@ionwalk/core/compare';
import { parseEffect } from '@ionwalk/core/host';
import { parseTemperatures } from './parse-temperatures.ts';
import { readText } from './read-text.ts';
import type { Session } from './session.ts';

/** Options that every command about records shares. */
export interface CompareFlags {
  readonly at?: string;
  readonly acrossSamples?: boolean;
  readonly gbWidth?: string;
  readonly grainSize?: string;
  readonly suppose?: readonly string[];
  readonly figures?: boolean;
}

export interface ComparedStudy {
  readonly document: CompareDocument;
  /** The records read, pooled, each once. */
  readonly records: readonly DiffusionRecord[];
  /** 4 where something asked for came out as a bound or not comparable, or a law is flagged. */
  readonly exit: 0 | 4;
}

/** Reads the records of all paths as one study and compares them. */
export async function compareStudy(paths: readonly string[], flags: CompareFlags, session: Session): Promise<ComparedStudy> {
  const { compareExit, compareRecords, parseRecords, supposeEffects, uniqueRecords } = await import('@ionwalk/core/compare');
  const options = compareOptions(flags);
  const notes: Diagnostic[] = [];
  const all: DiffusionRecord[] = [];
  for (const { text, path } of await Promise.all(paths.map((typed) => readText(typed, session.cwd)))) {
    all.push(...parseRecords(text, path, (warning) => notes.push(warning)));
  }
  const records = uniqueRecords(all, (note) => notes.push(note));
  const supposed = flags.suppose === undefined ? records : supposeEffects(records, flags.suppose.map(parseEffect));
  const full = compareRecords(supposed, options);
  const document = { ...full, figures: flags.figures === false ? [] : full.figures, diagnostics: [...notes, ...full.diagnostics] };
  return { document, records, exit: compareExit(document, flags.at !== undefined) };
}

function compareOptions({ at, acrossSamples, gbWidth, grainSize }: CompareFlags): CompareOptions {
  return {
    ...(at === undefined ? {} : { at: parseTemperatures(at) }),
    ...(gbWidth === undefined ? {} : { gbWidth: parseQuantity(gbWidth, 'm').value }),
    ...(grainSize === undefined ? {} : { grainSize: parseQuantity(grainSize, 'm').value }),
    acrossSamples: acrossSamples === true,
  };
}
