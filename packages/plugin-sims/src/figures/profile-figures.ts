import type { Dataset, Figure, Table } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import type { ProfileFit } from '../profile/fit-profile.ts';
import { predictFit } from '../profile/predict-fit.ts';
import type { TracerRows } from '../profile/fraction-rows.ts';

const LINE_POINTS = 200;

/** The profile with its error bars and the fitted line, its residuals in standard deviations, and the table behind both. */
export function profileFigures(
  rows: TracerRows,
  data: Dataset<typeof TracerProfile>,
  found: ProfileFit,
): { figures: Figure[]; table: Table } {
  const what = rows.tracerLabel === '' ? 'tracer' : rows.tracerLabel;
  const depth = data.variables.depth.values;
  const shown = { x: rows.depth, y: rows.fraction };
  const bars = rows.sigma
    ? { lo: rows.fraction.map((f, i) => f - (rows.sigma?.[i] as number)), hi: rows.fraction.map((f, i) => f + (rows.sigma?.[i] as number)) }
    : {};
  const line = fittedLine(data, found);
  const profile: Figure = {
    v: 1,
    id: 'sims-profile',
    title: `Profile of ${what}`,
    description: `Fraction of ${what} against depth, ${depth.length} rows, with the fit of ${found.fit.model}.`,
    axes: { x: { quantity: 'depth', unit: 'm', scale: 'linear' }, y: { quantity: 'tracer-fraction', unit: '1', scale: 'linear' } },
    layers: [
      { kind: 'points', series: rows.title, role: 'data', ...shown, ...bars },
      { kind: 'line', series: found.fit.model, role: 'fit', x: line.x, y: line.y },
    ],
    table: 'sims-profile',
  };
  const residuals: Figure = {
    v: 1,
    id: 'sims-residuals',
    title: 'Residuals of the profile',
    description: `Residuals of ${found.fit.model} in standard deviations against depth; chi-square ${found.fit.chi2.toPrecision(4)} for ${found.fit.dof} degrees of freedom.`,
    axes: { x: { quantity: 'depth', unit: 'm', scale: 'linear' }, y: { quantity: 'residual', unit: '1', scale: 'linear' } },
    layers: [{ kind: 'points', series: rows.title, role: 'data', x: depth, y: found.pearson.map((r) => -r) }],
  };
  return { figures: [profile, residuals], table: profileTable(rows, data, found) };
}

function fittedLine(data: Dataset<typeof TracerProfile>, found: ProfileFit): { x: Float64Array; y: Float64Array } {
  const deepest = data.variables.depth.values.reduce((most, x) => Math.max(most, x), 0);
  const x = Float64Array.from({ length: LINE_POINTS }, (_, i) => (deepest * i) / (LINE_POINTS - 1));
  return { x, y: predictFit(data, found, x) };
}

function profileTable(rows: TracerRows, data: Dataset<typeof TracerProfile>, found: ProfileFit): Table {
  const fit = predictFit(data, found, rows.depth);
  const numbers = (values: Float64Array): (number | null)[] => Array.from(values, (v) => (Number.isFinite(v) ? v : null));
  return {
    id: 'sims-profile',
    title: 'Profile and fit',
    columns: [
      { name: 'depth', unit: 'm', values: numbers(rows.depth) },
      { name: 'fraction', unit: '1', values: numbers(rows.fraction) },
      ...(rows.sigma ? [{ name: 'sigma', unit: '1', values: numbers(rows.sigma) }] : []),
      { name: 'fit', unit: '1', values: numbers(fit) },
    ],
  };
}
