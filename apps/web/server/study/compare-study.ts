import type { Diagnostic, DiffusionRecord } from '@ionwalk/core';
import { compareRecords, type CompareDocument } from '@ionwalk/core/compare';
import { errorDocument } from '@ionwalk/core/host';

/** The comparison made anew, for a folder without `compare.json`; what stops it becomes a diagnostic. */
export function compareStudy(records: readonly DiffusionRecord[], diagnostics: Diagnostic[]): CompareDocument | null {
  try {
    return compareRecords(records);
  } catch (error) {
    const { code, message, where } = errorDocument(error).error;
    diagnostics.push({ severity: 'error', code, message, ...(where === null ? {} : { where }) });
    return null;
  }
}
