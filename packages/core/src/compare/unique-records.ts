import type { Diagnostic } from '../api/context.ts';
import type { DiffusionRecord } from '../api/record.ts';
import { inputError } from '../errors.ts';
import { canonicalJson } from '../record/canonical-json.ts';

/**
 * Records pooled from several files, each once. A repeated record is dropped with a note.
 * @throws record/duplicate – one id for two contents
 */
export function uniqueRecords(
  records: readonly DiffusionRecord[],
  report: (diagnostic: Diagnostic) => void,
  where?: (index: number) => string,
): DiffusionRecord[] {
  const seen = new Map<string, { readonly record: DiffusionRecord; readonly index: number }>();
  const kept: DiffusionRecord[] = [];
  records.forEach((record, index) => {
    const first = seen.get(record.id);
    if (first === undefined) {
      seen.set(record.id, { record, index });
      kept.push(record);
      return;
    }
    const place = where?.(index);
    if (canonicalJson(first.record) !== canonicalJson(record)) {
      throw inputError(
        'record/duplicate',
        `id '${record.id}' stands for two records of unequal content${where ? `, the first at ${where(first.index)}` : ''}`,
        {
          where: place ?? record.id,
          fix: 'remove one of the two, or remove their ids to have them computed from the content',
        },
      );
    }
    report({
      severity: 'info',
      code: 'record/repeated',
      message: `record ${record.id} is given twice and counted once`,
      ...(place === undefined ? {} : { where: place }),
    });
  });
  return kept;
}
