import type { AnalysisContext } from '@ionwalk/core';
import type { SelectedCircuit } from './select-circuit.ts';

/** Two circuits this close in AICc are a tie. */
const TIE = 2;

/**
 * Says where the data don't tell how many arcs there are: a circuit of another number of arcs that fits better but has an arc it can't determine (warning),
 * or as well within 2 of AICc (info). Code `eis/arc-count`.
 */
export function reportArcCount({ model, alternatives }: SelectedCircuit, ctx: Pick<AnalysisContext, 'warn' | 'note'>): void {
  const chosen = model.circuit.text;
  const rival = alternatives.find((other) => arcsIn(other.model) !== arcsIn(chosen));
  if (!rival || rival.dAICc >= TIE) return;
  const [mine, theirs] = [arcsIn(chosen), arcsIn(rival.model)];
  const counts = [mine, theirs].toSorted((a, b) => a - b).map((count) => WORDS[count] ?? String(count));
  const better = rival.dAICc < 0;
  ctx[better ? 'warn' : 'note'](
    'eis/arc-count',
    `the data can't tell ${counts.join(' from ')} arcs: ${rival.model} ${better ? `lies ${(-rival.dAICc).toPrecision(2)} lower in AICc than ${chosen}, but not all of its arcs are determined` : `is within ${TIE} of ${chosen} in AICc`}; resistances of neighbouring arcs are sure in their sum only`,
    'option --circuit',
  );
}

const WORDS = ['no', 'one', 'two', 'three'];
const arcsIn = (circuit: string): number => circuit.split('p(').length - 1;
