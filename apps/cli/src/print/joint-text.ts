import type { JointLaw } from '@ionwalk/core/compare';
import { textTable } from './text-table.ts';

/** One law for several techniques, for people: what each has to do with the reference, and the sentence. */
export function jointText(joint: readonly JointLaw[]): string {
  if (joint.length === 0) return '';
  const rows = joint.map((law) => [
    law.region ?? '',
    law.haven
      .map(({ kind, value, lo, hi }) =>
        value === null ? kind : `${kind} ${value.toFixed(2)}${lo === null || hi === null ? '' : ` [${lo.toFixed(2)}, ${hi.toFixed(2)}]`}`,
      )
      .join('  '),
    law.verdict,
    law.reason,
  ]);
  return `One law for all techniques (factors over the first)\n${textTable(rows, { indent: '  ' })}`;
}
