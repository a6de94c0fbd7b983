import type { DiffusionRecord } from '@ionwalk/core';
import type { Check } from './study-types.ts';

/** What the table of checks is called and what came out of it, from the checks and the records themselves. */
export interface ChecksHeading {
  readonly title: string;
  readonly sentence: string;
  /** Empty: not stated, or several. */
  readonly formula: string;
}

/** The demo's sample is LLTO and its text a chapter; for any other material the text is only a text. */
export function checksHeading(
  checks: readonly Pick<Check, 'verdict'>[],
  records: readonly Pick<DiffusionRecord, 'sample'>[],
): ChecksHeading {
  const formulas = new Set(records.flatMap(({ sample }) => sample?.formula ?? []));
  const formula = formulas.size === 1 ? ([...formulas][0] as string) : '';
  const elements = new Set(formula.match(/[A-Z][a-z]?/gu));
  const llto = elements.size === 4 && ['Li', 'La', 'Ti', 'O'].every((element) => elements.has(element));
  const source = llto ? 'LLTO chapter' : 'text';
  const faults = checks.filter(({ verdict }) => verdict === 'disagrees').length;
  const of = `of its ${checks.length} numbers checked here`;
  const sentence =
    faults === 0
      ? `none ${of} contradicts its own inputs`
      : `${WORDS[faults] ?? String(faults)} ${of} ${faults === 1 ? "doesn't" : "don't"} follow from its own inputs`;
  return { title: `What the ${source} states, what its own inputs give, what was recovered`, sentence, formula };
}

const WORDS = ['none', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
