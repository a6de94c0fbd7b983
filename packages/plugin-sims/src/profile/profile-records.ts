import type { AnalysisContext, FitParam, RecordDraft, Region } from '@ionwalk/core';
import { FAST } from './fast-boundary.ts';
import type { ProfileFit } from './fit-profile.ts';
import type { SeriesBoundary } from './grain-boundary.ts';
import { tracerRecord, type RecordSource } from './profile-record.ts';

/** Records of a fit: its D, that inside of the grains, and that of a boundary where a width is given for it. */
export function profileRecords(
  found: ProfileFit,
  permeance: SeriesBoundary['permeance'],
  options: { readonly region: string; readonly 'gb-width': number | undefined },
  source: RecordSource,
  ctx: AnalysisContext,
): RecordDraft[] {
  const logU = (name: string): number | null => {
    const param = (found.fit.params as Record<string, FitParam>)[name];
    return param?.u == null ? null : param.u / (found.values[name] as number);
  };
  const brick = found.model.id === 'brick-layer';
  const fast = found.model.id in FAST;
  const region = brick ? 'effective' : fast ? 'bulk' : (options.region as Region);
  const records = [tracerRecord(region, found.values['D'] as number, logU('D'), null, source, ctx)];
  if (brick) records.push(tracerRecord('bulk', found.values['D_bulk'] as number, logU('D_bulk'), null, source, ctx));
  const width = options['gb-width'];
  if (width === undefined) return records;
  const withWidth = { ...source, given: { ...source.given, gb_width: width } };
  if (fast) records.push(tracerRecord('gb', (found.values['sdD_gb'] as number) / width, logU('sdD_gb'), null, withWidth, ctx));
  if (permeance) {
    const through = { ...withWidth, given: { ...withWidth.given, P: permeance.value } };
    records.push(tracerRecord('gb', permeance.value * width, permeance.uLn, permeance.bound, through, ctx));
  }
  return records;
}
