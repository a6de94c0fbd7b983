import type { DiffusionRecord } from '../api/record.ts';
import { recordId } from '../record/record-id.ts';

/** Software named by derived records when the host names none. */
export const COMPARE_SOFTWARE: DiffusionRecord['software'] = { name: 'ionwalk', version: '0.1.0', plugin: '@ionwalk/core/compare' };

export type DerivedDraft = Pick<
  DiffusionRecord,
  'kind' | 'region' | 'value' | 'unit' | 'u' | 'effects' | 'T' | 'ion' | 'sample' | 'direction' | 'parents'
> &
  Partial<Pick<DiffusionRecord, 'u_T' | 'nu' | 'carrier' | 'bound' | 'scale' | 'quantiles'>> & {
    readonly model: Partial<DiffusionRecord['model']> & { readonly name: string };
  };

/** A record made from other records: no files of its own, its parents lead to them. */
export function derivedRecord(draft: DerivedDraft, software: DiffusionRecord['software']): DiffusionRecord {
  const record: Omit<DiffusionRecord, 'id'> = {
    schema: 'ionwalk/diffusion-record/1',
    ...draft,
    model: { version: '1', free: {}, fixed: {}, flags: [], ...draft.model },
    inputs: [],
    software,
  };
  return { ...record, id: recordId(record) };
}
