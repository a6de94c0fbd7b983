import type { AnalysisContext, Dataset, Fit, RecordDraft } from '@ionwalk/core';
import type { SimsImage } from '../kinds.ts';
import { tracerRecord, type RecordSource } from '../profile/profile-record.ts';
import type { ImageInversion } from './invert-image.ts';

interface RecordOptions {
  readonly sample: Dataset<typeof SimsImage>;
  readonly tracerLabel: string;
  readonly time: number;
  /** Second step before the later image, where there is one: its time [s], and whether it was sealed or open. */
  readonly then?: number;
  readonly second?: string;
  /** Of a grain boundary [m], for D_gb = P times width. */
  readonly width: number | undefined;
  /** What was taken out of the counts beyond the defaults. */
  readonly counting: RecordSource['given'];
  readonly ctx: AnalysisContext;
}

/** The bulk coefficient, and with a width D_gb: of all boundaries where they share a permeance, else of each that the data determine. */
export function inverseRecords(
  { verdict, boundaries, common }: ImageInversion,
  fit: Fit,
  alternatives: RecordSource['alternatives'],
  flags: readonly string[],
  { sample, tracerLabel, time, then: after, second, width, counting, ctx }: RecordOptions,
): RecordDraft[] {
  const models = alternatives.map(({ model, dAICc }) => ({ model, dAICc }));
  const given = { ...counting, time, ...(after === undefined ? {} : { then: after, second: second ?? 'sealed' }) };
  const source: RecordSource = {
    conditions: sample.conditions,
    tracerLabel,
    fit,
    alternatives: models,
    flags,
    time: time + (after ?? 0),
    given,
  };
  const records: RecordDraft[] = [];
  const D = fit.params['D_bulk'];
  if (D?.value != null && D.u !== null) records.push(tracerRecord('bulk', D.value, D.u / D.value, null, source, ctx));
  if (width === undefined) return records;
  const at = (permeance: number, uLn: number, given: { readonly [name: string]: string | number }): void => {
    const details = { ...source, time: null, given: { ...source.given, gb_width: width, P: permeance, ...given } };
    records.push(tracerRecord('gb', permeance * width, uLn, null, details, ctx));
  };
  if (verdict === 'individual') {
    for (const { a, b, permeance, uLn, identifiable } of boundaries) if (identifiable) at(permeance, uLn, { boundary: `${a}-${b}` });
    return records;
  }
  const P = fit.params['P'];
  if (P?.value != null && P.u !== null && common.parameters.count > 0) at(P.value, P.u / P.value, {});
  return records;
}
