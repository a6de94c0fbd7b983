import type { Diagnostic } from '../api/context.ts';
import type { DiffusionRecord } from '../api/record.ts';
import { compensations } from './compensation/compensation.ts';
import { comparison, seriesName } from './comparison.ts';
import { conductivityDiffusivities } from './conductivity-diffusivity.ts';
import { COMPARE_SOFTWARE } from './derived-record.ts';
import type { CompareDocument, CompareOptions, Comparison, Law } from './document.ts';
import { effectiveMediumNotes } from './effective-medium.ts';
import { compensationFigure } from './figures/compensation-figure.ts';
import { compareFigures } from './figures/compare-figures.ts';
import { groupSeries } from './group-series.ts';
import { havenRatios } from './haven-ratios.ts';
import { havenRecord } from './haven-record.ts';
import { jointLaws } from './joint/joint-laws.ts';
import { lawOf } from './law-of.ts';
import { lawPrediction } from './law-prediction.ts';
import type { Series } from './series.ts';
import { seriesPlace } from './next/refused-step.ts';
import { requireOneSample } from './one-sample.ts';
import { regionAlgebra } from './region-algebra.ts';
import { withBulks } from './series-at.ts';
import { orderNotes } from './order-notes.ts';
import { uniqueRecords } from './unique-records.ts';
import { requireWithinRange } from './within-range.ts';

/**
 * Records of any techniques set side by side: D_sigma of every conductivity, a law per series, Haven ratios, and every pair with a verdict.
 * All uncertainty is that of ln D, V_ij = δ_ij u_i² + Σ_tag s_i s_j over named shared effects. Records without a temperature take no part.
 * @throws record/duplicate – one id for two contents; record/sample – one sample id for two compositions or cells; record/value and others of `requireWithinRange`
 */
export function compareRecords(records: readonly DiffusionRecord[], options: CompareOptions = {}): CompareDocument {
  const { at, acrossSamples = false, gbWidth, grainSize, software = COMPARE_SOFTWARE } = options;
  const diagnostics: Diagnostic[] = [];
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic);
  const pooled = uniqueRecords(records, report).filter((record) => takesPart(record, report));
  requireOneSample(pooled);
  const { derived, left, recounted } = conductivityDiffusivities(pooled, software, report);
  const series = withBulks(groupSeries([...pooled.filter((record) => record.unit === 'm2/s'), ...derived, ...left], report));
  effectiveMediumNotes(series, report);
  const laws = series.map((one) => lawWith(one, at)).filter((law): law is Law => law !== undefined);
  for (const law of laws) diagnostics.push(...law.diagnostics);
  const known = new Set(series.map((one) => seriesPlace(one.sample?.id, one.kind, one.region)));
  const gateOptions = { acrossSamples, recounted, known };
  const haven = havenRatios(series, at, gateOptions);
  const compared = series.filter((one) => one.kind !== 'sigma');
  const named = compared.map((one) => ({ series: one, name: seriesName(one) }));
  const comparisons: Comparison[] = [];
  named.forEach(({ series: a, name: nameA }, i) => {
    for (let j = i + 1; j < named.length; j++) {
      const { series: b, name: nameB } = named[j] as (typeof named)[number];
      comparisons.push(comparison(a, b, { a: nameA, b: nameB }, gateOptions));
    }
  });
  orderNotes(comparisons, report);
  const conditional = gbWidth !== undefined && grainSize !== undefined ? regionAlgebra(series, { gbWidth, grainSize }, software) : [];
  const ratios = haven.map((result) => havenRecord(result, software)).filter((record) => record !== undefined);
  const entries = haven.map((result) => result.entry);
  const compensation = compensations(series);
  return {
    laws,
    haven: entries,
    comparisons,
    joint: jointLaws(series, gateOptions),
    compensation: compensation.map(({ result }) => result),
    records: [...derived, ...conditional, ...ratios],
    figures: [...compareFigures(series, haven, grainSize), ...compensation.map(compensationFigure)],
    diagnostics,
  };
}

function takesPart(record: DiffusionRecord, report: (diagnostic: Diagnostic) => void): boolean {
  if (record.kind === 'H_R') {
    if (record.parents.length === 0) {
      report({
        severity: 'info',
        code: 'record/haven-ratio',
        message:
          'a Haven ratio stated as such takes no part, as it can’t be traced to two coefficients: add both of them, and it is formed anew',
        where: record.id,
      });
    }
    return false;
  }
  if (record.T === null) {
    report({
      severity: 'warning',
      code: 'record/temperature',
      message: 'a record without a temperature takes no part; state --temperature',
      where: record.id,
    });
    return false;
  }
  requireWithinRange(record, record.id);
  return true;
}

/** The law of a series, with its predictions at the temperatures asked for. */
function lawWith(series: Series, at: readonly number[] | undefined): Law | undefined {
  const law = lawOf(series);
  if (law === undefined || at === undefined) return law;
  return { ...law, predictions: at.map((T) => lawPrediction(series, T)).filter((one) => one !== undefined) };
}
