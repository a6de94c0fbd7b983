import type { AnalysisContext, Dataset, Fitted, RecordDraft, Values } from '@ionwalk/core';
import type { CircuitModel } from '../circuit/circuit-model.ts';
import type { EisSpectrum } from '../kinds.ts';
import { type ArcRow, arcRows } from './arc-table.ts';
import { type Assignment, assignArcs, parseAssignment } from './assign-arcs.ts';
import { carrierOf } from './carrier-of.ts';
import { conductivityRecords } from './conductivity-records.ts';
import type { FIT_OPTIONS } from './fit-options.ts';
import { geometryOf } from './geometry.ts';
import { reportLeftOut } from './report-left-out.ts';

/** Records of one fit, and the rows of its table of arcs. @param label – of the spectrum, where there are several */
export type Derive = (
  spectrum: Dataset<typeof EisSpectrum>,
  fitted: Fitted,
  label?: string,
) => { readonly records: readonly RecordDraft[]; readonly rows: readonly ArcRow[] };

/**
 * What makes records of a fit: geometry, carriers and the assignment, read and checked before anything is fitted. Diagnostics: `eis/geometry-missing`,
 * `eis/assignment-doubtful`, `eis/region-undetermined`, `eis/series-resistance`, `eis/left-out`, `eis/brick-layer`, `eis/temperature-missing`, `carrier/missing`, `carrier/implausible`.
 * @param auto – the circuit was chosen for this spectrum
 */
export function conductivities(model: CircuitModel, options: Values<typeof FIT_OPTIONS>, ctx: AnalysisContext, auto: boolean): Derive {
  const { circuit } = model;
  if (options.area !== undefined && options.diameter !== undefined) geometryOf(options, {}, undefined, ctx);
  const carrier = carrierOf(
    {
      formula: options.formula,
      cell: options.cell,
      formulaUnits: options['formula-units'],
      carrierDensity: options['carrier-density'],
      carrierCount: options['carrier-count'],
      ion: options.ion,
    },
    ctx,
  );
  const assigned = options.assign.trim() === '' ? undefined : parseAssignment(options.assign, circuit);
  let saidSample = false;
  return (spectrum, fitted, label) => {
    if (!spectrum.conditions.sample && !saidSample && (options.formula !== '' || options.cell !== '')) {
      saidSample = true;
      ctx.note(
        'eis/sample-missing',
        'formula and cell gave the carrier density, but the records name no sample: they are compared with nothing else until --sample says which it is',
        'option --sample',
      );
    }
    const values = circuit.parameters.map(({ name }) => fitted.fit.params[name]?.value ?? NaN);
    const value = (index: number): number => values[index] as number;
    const geometry = geometryOf(options, spectrum.meta, spectrum.conditions.sample, ctx);
    if (!geometry) {
      ctx.warn(
        'eis/geometry-missing',
        `no conductivities${label === undefined ? '' : ` of ${label}`}: the thickness or the area is not known (give --thickness and --area, or --diameter)`,
        'option --thickness',
      );
      return { records: [], rows: arcRows(circuit, value, undefined, assigned, label) };
    }
    const assignment = assignArcs(circuit, value, geometry.cellConstant);
    const { bulk, gb } = assigned ?? assignment;
    if (!assigned) reportDoubts(assignment, auto ? circuit.text : undefined, ctx, label);
    if (bulk.length + gb.length === 0) reportNoRegion(assignment, ctx, label);
    else
      reportLeftOut({ circuit, params: fitted.fit.params, bulk, gb, arcs: assignment.arcs, assigned: assigned !== undefined }, ctx, label);
    if (assigned && gb.length > 0 && options['grain-size'] === undefined)
      ctx.note(
        'eis/brick-layer',
        'the conductivity of grain boundaries needs --grain-size (brick layer); the total, bulk and boundaries in series, is given without',
        'option --grain-size',
      );
    const records = conductivityRecords(
      {
        circuit,
        fitted,
        geometry,
        bulk,
        gb,
        doubtful: !assigned && assignment.doubts.length > 0,
        carrier,
        formula: options.formula,
        conditions: spectrum.conditions,
        grainSize: options['grain-size'],
        gbWidth: options['gb-width'],
        masked: spectrum.meta['masked'],
      },
      ctx,
    );
    return { records, rows: arcRows(circuit, value, assignment, { bulk, gb }, label) };
  };
}

const of = (label: string | undefined): string => (label === undefined ? '' : `${label}: `);

function reportDoubts({ doubts }: Assignment, chosen: string | undefined, ctx: AnalysisContext, label?: string): void {
  if (doubts.length === 0) return;
  // An analysis sees one input at a time: whether the others got the same circuit is for the user to look at.
  const series =
    chosen === undefined
      ? ''
      : `; ${chosen} was chosen for this spectrum alone, another of a series may get other arcs under the same names: fit the series with one circuit (--circuit "${chosen}"), or with --joint`;
  ctx.warn('eis/assignment-doubtful', `${of(label)}${doubts.join('; ')}; settle it with --assign, or rely on the total only${series}`);
}

function reportNoRegion({ arcs, series }: Assignment, ctx: AnalysisContext, label?: string): void {
  const classes = arcs.map(
    ({ arc, normalised, origin }) => `${arc.resistor} with ${normalised.toExponential(1)} F/cm is of class ${origin}`,
  );
  const first = arcs[0]?.arc.resistor ?? series[0];
  const what = classes.length > 0 ? `no arc is of class bulk or gb (${classes.join('; ')})` : 'the circuit has no arc';
  ctx.warn(
    'eis/region-undetermined',
    `${of(label)}no conductivity: ${what}${first === undefined ? '' : `; give --assign bulk=${first} if it is the sample`}${arcs.length > 0 && series[0] !== undefined ? `, or bulk=${series[0]} if only the intercept ${series[0]} is` : ''}`,
    'option --assign',
  );
}
