import type { Input } from '../api/analysis.ts';
import type { Diagnostic } from '../api/context.ts';
import type { Dataset, Kind } from '../api/kind.ts';
import { inputError, usageError } from '../errors.ts';
import type { RecordInput } from './hash-blob.ts';
import type { PreparedAnalysis } from './prepare-analysis.ts';

/** A dataset with what its reader said and the files it rests on. */
export interface LoadedDataset {
  readonly dataset: Dataset;
  readonly inputs?: readonly RecordInput[];
  readonly diagnostics?: readonly Diagnostic[];
}

/** Datasets by role, as a host has them. */
export interface LoadedInputs {
  readonly [role: string]: LoadedDataset | readonly LoadedDataset[];
}

/**
 * The datasets of each role as an analysis gets them, with what was typed (temperature, sample) over what the file states.
 * @throws input/kind – a dataset of another kind; usage/missing-input – a role without one
 */
export function gatherInputs(
  roles: Readonly<Record<string, Input>>,
  given: LoadedInputs,
  conditions: PreparedAnalysis['conditions'],
  command: string,
): { [role: string]: Dataset | readonly Dataset[] | undefined } {
  const gathered: { [role: string]: Dataset | readonly Dataset[] | undefined } = {};
  for (const [role, input] of Object.entries(roles)) {
    const items: readonly LoadedDataset[] = [given[role] ?? []].flatMap((one) => one);
    const accepted = acceptedKinds(input);
    for (const { dataset, inputs } of items) {
      if (accepted.includes(dataset.kind)) continue;
      throw inputError('input/kind', `${command} takes ${accepted.join(' or ')} as ${role}, not ${dataset.kind}`, {
        where: inputs?.[0]?.path ?? dataset.title,
        fix: 'give a file of that kind; ionwalk inspect shows what a file holds',
      });
    }
    if (items.length === 0 && !input.optional) {
      throw usageError('usage/missing-input', `${command} needs ${role} (${input.title})`, {
        fix: `give a file that holds ${accepted.join(' or ')}`,
      });
    }
    const datasets = items.map(({ dataset }) => ({ ...dataset, conditions: { ...dataset.conditions, ...conditions } }));
    gathered[role] = input.many ? datasets : datasets[0];
  }
  return gathered;
}

/** Ids of the kinds a role accepts. */
export const acceptedKinds = (input: Input): string[] =>
  [input.kind].flatMap((kind): readonly Kind[] | Kind => kind).map((kind) => kind.id);
