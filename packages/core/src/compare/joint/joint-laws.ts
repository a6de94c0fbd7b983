import type { JointLaw } from '../document.ts';
import { gate, type GateOptions } from '../gate.ts';
import type { Series } from '../series.ts';
import { valueAt } from '../value-at.ts';
import { hasKnownScatter, jointLaw } from './joint-law.ts';

/**
 * A joint law for each set of series that may be compared: the first that others pass the gate against is the reference (conduction before
 * echoes before tracers), and takes all others with it that reach a temperature of its own.
 */
export function jointLaws(all: readonly Series[], options: GateOptions): JointLaw[] {
  const open = new Set(all.filter((series) => series.kind !== 'sigma' && hasKnownScatter(series)));
  const laws: JointLaw[] = [];
  for (const reference of open) {
    open.delete(reference);
    const members = [reference];
    const notes = new Set<string>();
    for (const other of open) {
      if (!options.acrossSamples && other.sample?.id !== reference.sample?.id) continue;
      const passed = gate(reference, other, options);
      // A reference that would have to be corrected for one of them can't be the reference of all.
      if (passed.blocked.length > 0 || passed.a !== reference || !meets(reference, passed.b)) continue;
      members.push(passed.b);
      for (const note of passed.notes) notes.add(note);
      open.delete(other);
    }
    const law = jointLaw(members, [...notes]);
    if (law !== undefined) laws.push(law);
  }
  return laws;
}

/** Whether one of them has a temperature to which the other may be brought. */
const meets = (a: Series, b: Series): boolean => b.points.some(({ T }) => valueAt(a, T).ok) || a.points.some(({ T }) => valueAt(b, T).ok);
