import { usageError, type AnalysisContext, type Dataset } from '@ionwalk/core';
import { Arrayed, Recovery } from '../kinds.ts';
import type { RecoveryKind } from '../models/recovery-kind.ts';
import { isDecay } from '../models/recovery-kind.ts';
import { metaText } from './meta-text.ts';
import { missingList } from './missing-list.ts';
import type { ProcessingOptions } from './processing-options.ts';
import { signalsOfRows, type RowsProcessed } from './signals-of-rows.ts';

export type RecoveryInput = Dataset<typeof Arrayed> | Dataset<typeof Recovery>;

/**
 * The relaxation curve in arrayed data or in a table. Loop counts become delays by `cycle`. After inversion or saturation the row of the
 * longest delay is made positive and the others keep their sign.
 */
export function recoveryOf(
  data: RecoveryInput,
  kind: RecoveryKind,
  options: ProcessingOptions & { readonly cycle: number | undefined },
  ctx: AnalysisContext,
): { readonly curve: Dataset<typeof Recovery>; readonly rows: RowsProcessed | undefined } {
  if (!isArrayed(data)) return { curve: data, rows: undefined };
  const delay = delaysOf(data, options.cycle);
  const longest = delay.reduce((best, value, i) => (value > (delay[best] as number) ? i : best), 0);
  const rows = signalsOfRows(data, options, ctx, isDecay(kind) ? 'largest' : longest);
  const curve: Dataset<typeof Recovery> = {
    kind: Recovery.id,
    title: data.title,
    size: { point: delay.length },
    variables: { delay: { values: delay }, signal: rows.signal },
    conditions: data.conditions,
    meta: data.meta,
  };
  return { curve, rows };
}

const isArrayed = (data: RecoveryInput): data is Dataset<typeof Arrayed> => data.kind === Arrayed.id;

function delaysOf(data: Dataset<typeof Arrayed>, cycle: number | undefined): Float64Array {
  const [arrayUnit, arrayName] = [metaText(data, 'arrayUnit'), metaText(data, 'arrayName') ?? 'nothing named'];
  const step = data.variables.step.values;
  if (arrayUnit === 's') return step;
  if (arrayUnit === '1' && arrayName === 'vclist') {
    if (cycle === undefined)
      throw usageError('nmr/cycle', 'the rows count loops: their duration is missing', {
        where: 'option --cycle',
        fix: 'give the duration of one loop, like --cycle 15.9us; the pulse program has it',
      });
    return step.map((count) => count * cycle);
  }
  const missing = missingList(data, 'vdlist', ', or give a table of delay and signal');
  if (missing) throw missing;
  throw usageError('nmr/array', `the data are stepped in ${arrayName}, not in a delay`, {
    where: arrayName,
    fix: 'give data with a vdlist, vplist or vclist; gradient series go to: ionwalk nmr diffusion',
  });
}

/** The experiment by the pulse program's name; undefined where that doesn't tell. */
export function kindFromPulseProgram(name: string | undefined): RecoveryKind | undefined {
  if (name === undefined) return undefined;
  if (/t1rho|lock/i.test(name)) return 'T1rho';
  if (/cpmg|hahn|t2/i.test(name)) return 'T2';
  if (/sat/i.test(name)) return 'T1-sr';
  return /t1ir|invrec|ir\b/i.test(name) ? 'T1-ir' : undefined;
}
