import type { Effect, DiffusionRecord, RecordDraft } from '../api/record.ts';
import type { Plugin } from '../api/plugin.ts';
import { recordId } from '../record/record-id.ts';
import { validateRecord } from '../record/validate-record.ts';
import { IONWALK_VERSION } from '../version.ts';
import type { RecordInput } from './hash-blob.ts';
import { brokenPromise } from './plugin-error.ts';

/**
 * Records from a plugin's drafts: schema, inputs, software and the model's version filled in, `parents` from indices to ids, the shared
 * effects of the call on each, the id last. Provenance can't be forged or forgotten: it is not the plugin's to write.
 * A draft that makes no valid record is the plugin's broken promise (exit 5).
 */
export function finishRecords(
  drafts: readonly RecordDraft[],
  plugin: Plugin,
  inputs: readonly RecordInput[],
  effects: readonly Effect[],
  part: string,
): DiffusionRecord[] {
  const finished = new Map<number, DiffusionRecord>();
  const open = new Set<number>();
  const finish = (index: number): DiffusionRecord => {
    const done = finished.get(index);
    if (done) return done;
    const draft = drafts[index];
    if (!draft || open.has(index))
      throw brokenPromise(part, `record ${index} names a parent that ${draft ? 'is its own descendant' : "doesn't exist"}`);
    open.add(index);
    const parents = (draft.parents ?? []).map((parent) => finish(parent).id);
    const record = complete(draft, parents, plugin, inputs, effects);
    try {
      validateRecord(record, `record ${index} (${draft.kind})`);
    } catch (error) {
      throw brokenPromise(part, `record ${index} is invalid: ${error instanceof Error ? error.message : String(error)}`);
    }
    finished.set(index, record);
    return record;
  };
  return drafts.map((_, index) => finish(index));
}

function complete(
  draft: RecordDraft,
  parents: readonly string[],
  plugin: Plugin,
  inputs: readonly RecordInput[],
  effects: readonly Effect[],
): DiffusionRecord {
  const own = draft.effects ?? [];
  const added = effects.filter((effect) => !own.some((present) => present.tag === effect.tag));
  const model = plugin.models?.find(
    (candidate) => `${plugin.id}/${candidate.id}` === draft.model.name || candidate.id === draft.model.name,
  );
  const record: Omit<DiffusionRecord, 'id'> = {
    ...(JSON.parse(JSON.stringify(draft)) as RecordDraft),
    schema: 'ionwalk/diffusion-record/1',
    effects: [...own, ...added],
    model: { ...draft.model, version: model?.version ?? plugin.version },
    inputs: inputs.map((input) => ({ ...input })),
    parents,
    software: { name: 'ionwalk', version: IONWALK_VERSION, plugin: `${plugin.package}@${plugin.version}` },
  };
  return { id: recordId(record), ...record };
}
