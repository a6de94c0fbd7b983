import type { Diagnostic, DiffusionRecord } from '@ionwalk/core';
import { compareRecords, type CompareDocument } from '@ionwalk/core/compare';
import { errorDocument } from '@ionwalk/core/host';

/** The comparison made anew, at these temperatures [K] or those of the data; what stops it becomes a diagnostic. */
export function compareStudy(
  records: readonly DiffusionRecord[],
  at: readonly number[],
  diagnostics: Diagnostic[],
): CompareDocument | null {
  try {
    return compareRecords(records, at.length > 0 ? { at } : {});
  } catch (error) {
    const { code, message, where } = errorDocument(error).error;
    diagnostics.push({ severity: 'error', code, message, ...(where === null ? {} : { where }) });
    return null;
  }
}
