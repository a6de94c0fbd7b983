import type { Diagnostic, DiffusionRecord } from '@ionwalk/core';

/** The records of a JSONL text; a line that is none is left out under a diagnostic that names it. */
export function parseRecords(text: string, name: string, diagnostics: Diagnostic[]): DiffusionRecord[] {
  const records: DiffusionRecord[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    const record = parsed(line);
    if (record) records.push(record);
    else diagnostics.push({ severity: 'error', code: 'record/json', message: 'this line holds no record', where: `${name}:${index + 1}` });
  });
  return records;
}

function parsed(line: string): DiffusionRecord | undefined {
  try {
    const value = JSON.parse(line) as Partial<DiffusionRecord> | null;
    const sound =
      typeof value === 'object' &&
      value !== null &&
      typeof value.kind === 'string' &&
      typeof value.value === 'number' &&
      typeof value.unit === 'string';
    if (!sound) return undefined;
    return { ...value, effects: value.effects ?? [], parents: value.parents ?? [], inputs: value.inputs ?? [] } as DiffusionRecord;
  } catch {
    return undefined;
  }
}
