import type { ReferenceFact } from '@ionwalk/core/compare';
import { formatQuantity } from '@ionwalk/figures';

/** One published number as a row: what, where, at which temperature, whose, how far it was checked. */
export const referenceRows = (fact: ReferenceFact): string[] => [
  fact.quantity,
  fact.region ?? '',
  fact.material,
  formatQuantity(fact.value, fact.u === null ? null : fact.u * fact.value, fact.unit),
  fact.T === null ? '' : `${fact.T} K${fact.room ? ' (room)' : ''}`,
  fact.doi ?? fact.cite ?? '',
  fact.licence,
  fact.checked,
];
