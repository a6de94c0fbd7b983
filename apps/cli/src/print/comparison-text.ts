import type { CompareDocument } from '@ionwalk/core/compare';
import type { Session } from '../session.ts';
import { compensationText } from './compensation-text.ts';
import { diagnosticText } from './diagnostic-text.ts';
import type { DisplayUnits } from './display-units.ts';
import { havenText } from './haven-text.ts';
import { jointText } from './joint-text.ts';
import { lawsText } from './laws-text.ts';
import { pairsText } from './pairs-text.ts';

/** Laws, Haven ratios and pairs for people. */
export function comparisonText(document: CompareDocument, units: DisplayUnits, session: Session): void {
  session.out(lawsText(document.laws, units));
  session.out(compensationText(document.compensation));
  session.out(havenText(document.haven, units));
  session.out(jointText(document.joint));
  session.out(pairsText(document.comparisons, units));
  const refused = document.comparisons.filter((pair) => pair.gate === 'not-comparable').length;
  if (refused > 0)
    session.say(`of ${document.comparisons.length} pairs of series ${refused} are not comparable: --json gives the reason of each\n`);
  session.say(diagnosticText(document.diagnostics, session.terminal));
  const said = new Set(document.diagnostics.map((diagnostic) => diagnostic.code + diagnostic.message));
  for (const law of document.laws) {
    session.say(
      diagnosticText(
        law.diagnostics.filter((diagnostic) => !said.has(diagnostic.code + diagnostic.message)),
        session.terminal,
      ),
    );
  }
}
