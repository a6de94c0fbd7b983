import { inputError, usageError, type AnalysisContext, type Dataset, type Json, type Variable } from '@ionwalk/core';
import { diffusionWeighting, type GradientEcho } from '../gradients/diffusion-weighting.ts';
import { Arrayed, EchoDecay, NO_DIRECTION, type GradientDecay } from '../kinds.ts';
import { compareStated } from './compare-stated.ts';
import { metaText } from './meta-text.ts';
import { missingList } from './missing-list.ts';
import { encodingOf, type EncodingOptions } from './encoding-of.ts';
import { parseGradients } from './parse-gradients.ts';
import type { ProcessingOptions } from './processing-options.ts';
import { signalsOfRows, type RowsProcessed } from './signals-of-rows.ts';

export interface EchoOptions extends EncodingOptions, ProcessingOptions {
  readonly gradients: string;
}

export type EchoInput = Dataset<typeof Arrayed> | Dataset<typeof EchoDecay> | Dataset<typeof GradientDecay>;

export interface EchoSeries {
  readonly decay: Dataset<typeof EchoDecay>;
  /** How b was made; undefined where the table holds b itself. */
  readonly encoding: GradientEcho | undefined;
  /** Big delta [s] where it is known. */
  readonly Delta: number | undefined;
  /** Whether the file states b-values that contradict these. */
  readonly contradicted: boolean;
  /** How signals were made of rows; undefined for a table. */
  readonly rows: RowsProcessed | undefined;
}

/** The echo decay in arrayed data, a table of gradients or a table of b. b is recomputed wherever the gradients are known. */
export function echoDecayOf(data: EchoInput, nucleus: string | undefined, options: EchoOptions, ctx: AnalysisContext): EchoSeries {
  if (isEcho(data))
    return {
      decay: data,
      encoding: undefined,
      contradicted: false,
      rows: undefined,
      Delta: options.Delta ?? (typeof data.meta['Delta'] === 'number' ? data.meta['Delta'] : undefined),
    };
  const typed = options.gradients.trim() !== '';
  const rows = isArrayed(data) ? (data.size['step'] as number) : (data.size['point'] as number);
  const gradients = typed ? parseGradients(options.gradients, rows) : gradientsOf(data);
  checkGradients(gradients, data);
  const encoding = encodingOf(data, nucleus, options, ctx, typed);
  const factor = diffusionWeighting(encoding);
  const b = gradients.map((g) => factor * g * g);
  const contradicted = compareStated(b, data, ctx);
  const processed = isArrayed(data) ? signalsOfRows(data, options, ctx) : undefined;
  const signal: Variable = processed?.signal ?? (data as Dataset<typeof GradientDecay>).variables.signal;
  const meta: { [key: string]: Json } = { ...(nucleus !== undefined && { nucleus }) };
  const decay: Dataset<typeof EchoDecay> = {
    kind: EchoDecay.id,
    title: data.title,
    size: { point: rows },
    variables: { b: { values: b }, signal, ...(isArrayed(data) ? NO_DIRECTION : directionOf(data)) },
    conditions: data.conditions,
    meta,
  };
  return { decay, encoding, Delta: encoding.Delta, contradicted, rows: processed };
}

const directionOf = ({
  variables: { na, nb, nc },
}: Dataset<typeof GradientDecay>): Pick<Dataset<typeof EchoDecay>['variables'], 'na' | 'nb' | 'nc'> => ({ na, nb, nc });

/** No pulsed gradient reaches this [T/m]: mostly G/cm taken for T/m. */
const LARGEST = 50;

/** @throws nmr/gradient-size */
function checkGradients(gradients: Float64Array, data: Dataset): void {
  const largest = gradients.reduce((max, g) => Math.max(max, Math.abs(g)), 0);
  if (largest <= LARGEST) return;
  throw inputError('nmr/gradient-size', `a gradient of ${largest.toPrecision(3)} T/m: pulsed gradients end below ${LARGEST}`, {
    where: metaText(data, 'arrayName') ?? data.title,
    fix: 'name the unit: a column g [G/cm] (1 G/cm is 0.01 T/m), or give the peak gradients with --gradients; check the calibration of the list',
  });
}

const isEcho = (data: EchoInput): data is Dataset<typeof EchoDecay> => data.kind === EchoDecay.id;
const isArrayed = (data: EchoInput): data is Dataset<typeof Arrayed> => data.kind === Arrayed.id;

function gradientsOf(data: Dataset<typeof Arrayed> | Dataset<typeof GradientDecay>): Float64Array {
  if (!isArrayed(data)) return data.variables.gradient.values;
  if (data.meta['arrayUnit'] === 'T/m') return data.variables.step.values;
  const missing = missingList(data, 'difflist', ', or give the peak gradients with --gradients');
  if (missing) throw missing;
  const stepped = metaText(data, 'arrayName') ?? 'nothing named';
  throw usageError('nmr/array', `the data are stepped in ${stepped}, not in a gradient`, {
    where: stepped,
    fix: 'give the gradients with --gradients, or analyse delays with: ionwalk nmr relaxation',
  });
}
