import { usageError, type AnalysisContext, type Dataset, type Figure, type Fit, type Outcome, type Table } from '@ionwalk/core';
import { chiSquareSurvival } from '@ionwalk/core/fit';
import { CouplingSeries, LinewidthSeries, type Fid, type Spectrum } from '../kinds.ts';
import { couplingLine, meanTemperature } from '../models/coupling-line.ts';
import { fitNarrowing, narrowingFigure } from './fit-narrowing.ts';
import type { Shape } from './shape.ts';

type Given = Dataset<typeof Fid> | Dataset<typeof Spectrum>;
interface Entry {
  readonly T: number;
  readonly fit: Fit;
}

/** Below this ratio of the widest to the narrowest line there is no narrowing to fit. */
const NARROWED = 2;
const [LEAST_LINE, LEAST_NARROWING] = [3, 6];

/**
 * Spectra over temperature, each fitted alone, coldest first; then C_Q(T) as a line (three and more values), and the narrowing of the central line where it is one (six
 * temperatures, a factor 2). Tables `nmr-cq`, `nmr-lines`, `nmr-laws`, figures `nmr-cq` and `nmr-narrowing`.
 * @throws nmr/joint – fewer than two spectra, or one without temperature
 */
export async function lineshapeSeries(
  given: readonly Given[],
  one: (data: Given) => Promise<Shape>,
  ctx: AnalysisContext,
): Promise<Outcome> {
  const missing = given.find(({ conditions }) => conditions.temperature === undefined);
  if (given.length < 2 || missing)
    throw usageError('nmr/joint', missing ? `${missing.title} states no temperature` : 'a series needs at least two spectra', {
      where: 'option --joint',
      fix: missing
        ? 'give files or tables that state their temperature (column temperature)'
        : 'give several files, or a table with a column series',
    });
  const ordered = [...given].sort((a, b) => (a.conditions.temperature as number) - (b.conditions.temperature as number));
  const entries: Entry[] = [];
  const figures: Figure[] = [];
  for (const data of ordered) {
    ctx.signal.throwIfAborted();
    const { fit, figures: own } = await one(data);
    entries.push({ T: data.conditions.temperature as number, fit });
    figures.push(...own.map((figure) => ({ ...figure, id: `${figure.id}-${entries.length}` })));
  }
  const fits = entries.map(({ fit }) => fit);
  const line = await couplingOver(entries, ctx);
  const narrowed = await narrowingOf(entries, ctx);
  for (const law of [line?.fit, narrowed?.fit]) if (law) sayContradicted(law, ctx);
  return {
    records: [],
    fits: [...fits, ...(line ? [line.fit] : []), ...(narrowed ? [narrowed.fit] : [])],
    figures: [...(line ? [line.figure] : []), ...(narrowed ? [narrowed.figure] : []), ...figures],
    tables: seriesTables(
      entries,
      [line?.fit, narrowed?.fit].filter((fit) => fit !== undefined),
    ),
  };
}

/** `nmr/law-contradicted`: the values scatter about their law by more than their uncertainties (p < 1e-4), so that those of the law mean little. */
function sayContradicted(fit: Fit, ctx: Pick<AnalysisContext, 'warn'>): void {
  if (fit.dof < 1 || chiSquareSurvival(fit.chi2, fit.dof) >= 1e-4) return;
  ctx.warn(
    'nmr/law-contradicted',
    `the values lie ${Math.sqrt(fit.reducedChi2).toPrecision(2)} times their uncertainties off this law: it describes them poorly, or the uncertainties are too small`,
    fit.model,
  );
}

/** Temperatures, values and uncertainties of a parameter where it is an estimate. */
function estimates(entries: readonly Entry[], name: string): { T: Float64Array; values: Float64Array; sigma: Float64Array } {
  const known = entries.filter(({ fit: { params } }) => {
    const param = params[name];
    return param && !param.fixed && param.bound === null && param.value !== null && (param.u ?? 0) > 0;
  });
  const pick = (f: (entry: Entry) => number): Float64Array => Float64Array.from(known, f);
  return {
    T: pick(({ T }) => T),
    values: pick(({ fit }) => fit.params[name]?.value as number),
    sigma: pick(({ fit }) => fit.params[name]?.u as number),
  };
}

async function couplingOver(entries: readonly Entry[], ctx: AnalysisContext): Promise<{ fit: Fit; figure: Figure } | undefined> {
  const { T, values, sigma } = estimates(entries, 'CQ');
  if (T.length < LEAST_LINE) return undefined;
  const data: Dataset<typeof CouplingSeries> = {
    kind: CouplingSeries.id,
    title: 'C_Q over temperature',
    size: { point: T.length },
    conditions: {},
    meta: {},
    variables: { temperature: { values: T }, coupling: { values, sigma } },
  };
  const fitted = await ctx.fit(couplingLine, data, {}, { name: 'nmr/coupling-line', weighting: 'sigma' });
  const fit = { ...fitted.fit, derived: { ...fitted.fit.derived, T_ref: meanTemperature(T) } };
  const figure: Figure = {
    v: 1,
    id: 'nmr-cq',
    title: 'Quadrupole coupling over temperature',
    description: `C_Q of ${T.length} spectra from ${(T[0] as number).toFixed(0)} to ${(T.at(-1) as number).toFixed(0)} K; bars are standard uncertainties.`,
    axes: {
      x: { quantity: 'temperature', unit: 'K', scale: 'linear' },
      y: { quantity: 'quadrupole-coupling', unit: 'Hz', scale: 'linear' },
    },
    layers: [
      {
        kind: 'points',
        series: 'C_Q',
        role: 'data',
        x: T,
        y: values,
        lo: values.map((value, i) => value - (sigma[i] as number)),
        hi: values.map((value, i) => value + (sigma[i] as number)),
      },
      { kind: 'line', series: 'line', role: 'fit', x: T, y: fitted.fitted },
    ],
  };
  return { fit, figure };
}

async function narrowingOf(entries: readonly Entry[], ctx: AnalysisContext): Promise<{ fit: Fit; figure: Figure } | undefined> {
  const { T, values, sigma } = estimates(entries, 'widthCentral');
  const [high, low] = [values.reduce((a, b) => Math.max(a, b), 0), values.reduce((a, b) => Math.min(a, b), Infinity)];
  if (T.length < LEAST_NARROWING || high < NARROWED * low) return undefined;
  const data: Dataset<typeof LinewidthSeries> = {
    kind: LinewidthSeries.id,
    title: 'central line',
    size: { point: T.length },
    conditions: {},
    meta: {},
    variables: { temperature: { values: T }, width: { values, sigma } },
  };
  const { fit } = await fitNarrowing(data, ctx);
  return { fit, figure: narrowingFigure(data, fit) };
}

/** What changes with temperature first, the rest in a table of its own; then the laws. */
function seriesTables(entries: readonly Entry[], laws: readonly Fit[]): Table[] {
  const has = (name: string): boolean => entries[0]?.fit.params[name] !== undefined;
  const size = has('anisotropy') ? 'anisotropy' : 'CQ';
  const bound = { name: 'eta bound', values: entries.map(({ fit }) => fit.params['eta']?.bound ?? null) };
  const first = columnsOf(entries, [size, 'eta', 'widthCentral', 'width'].filter(has));
  const others = ['offset', 'widthSatellite', 'fractionCentral'].filter(has);
  const rows = laws.flatMap(({ model, params }) => Object.entries(params).map(([name, param]) => ({ model, name, param })));
  const law: Table = {
    id: 'nmr-laws',
    title: 'Laws over temperature',
    columns: [
      { name: 'law', values: rows.map(({ model }) => model) },
      { name: 'parameter', values: rows.map(({ name }) => name) },
      { name: 'value', values: rows.map(({ param }) => param.value) },
      { name: 'u', values: rows.map(({ param }) => param.u) },
      { name: 'unit', values: rows.map(({ param }) => param.unit) },
      { name: 'bound', values: rows.map(({ param }) => param.bound) },
    ],
  };
  return [
    { id: 'nmr-cq', title: 'Line shapes over temperature', columns: [...first, bound] },
    { id: 'nmr-lines', title: 'Positions, satellites and shares', columns: columnsOf(entries, others) },
    ...(rows.length > 0 ? [law] : []),
  ];
}

/** T, then value and uncertainty of each parameter. */
function columnsOf(entries: readonly Entry[], names: readonly string[]): Table['columns'] {
  const pick = (name: string, key: 'value' | 'u'): (number | null)[] => entries.map(({ fit }) => fit.params[name]?.[key] ?? null);
  return [
    { name: 'T', unit: 'K', values: entries.map(({ T }) => T) },
    ...names.flatMap((name) => {
      const unit = entries[0]?.fit.params[name]?.unit ?? '1';
      return [
        { name, unit, values: pick(name, 'value') },
        { name: `u_${name}`, unit, values: pick(name, 'u') },
      ];
    }),
  ];
}
