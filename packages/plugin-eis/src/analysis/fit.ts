import {
  type Analysis,
  type AnalysisContext,
  type Dataset,
  defineAnalysis,
  type Fitted,
  inputError,
  type Json,
  type NumberParam,
  type Outcome,
  type Overrides,
  usageError,
  type Values,
} from '@ionwalk/core';
import { fitModel, modelProblem } from '@ionwalk/core/fit';
import { type CircuitModel, circuitModel } from '../circuit/circuit-model.ts';
import { foreignElements } from '../circuit/foreign-elements.ts';
import { knownElements } from '../circuit/known-elements.ts';
import { spectrumData, type Weighting, weightedSquare } from '../circuit/spectrum-data.ts';
import { isZviewModel, zviewModel } from '../circuit/zview-model.ts';
import { EisSpectrum } from '../kinds.ts';
import { searchFit } from '../search/search-fit.ts';
import { reportArcCount } from './report-arc-count.ts';
import { arcTable } from './arc-table.ts';
import { constrainedModel } from './constrained-model.ts';
import { parseConstraints } from './constraints.ts';
import { conductivities } from './conductivities.ts';
import { fitConstrained } from './fit-constrained.ts';
import { fitTogether } from './fit-together.ts';
import { FIT_OPTIONS } from './fit-options.ts';
import { impedanceFigures } from './impedance-figures.ts';
import { judgeBounds, judgeParameters, judgeResiduals } from './judge-fit.ts';
import { maskSpectrum } from './mask-spectrum.ts';
import { parameterIntervals } from './parameter-intervals.ts';
import { reportInfluence } from './report-influence.ts';
import { reportTiedInfluence } from './report-tied-influence.ts';
import { selectCircuit } from './select-circuit.ts';
import { widenAtBound } from './widen-at-bound.ts';

/** χ² this much above the search's own is another minimum. */
const WORSE = 1e-3;

type FitInputs = { readonly spectrum: { readonly title: string; readonly kind: typeof EisSpectrum; readonly many: true } };

/**
 * `ionwalk eis fit`: a circuit fitted to one spectrum, or to several together (`--joint`), and conductivities of bulk, grain boundaries and the whole with D_σ.
 * Diagnostics: `eis/masked`, `eis/influence`, `eis/intervals`, `fit/not-identifiable`, `fit/systematic-residuals`, `eis/circuit-choice`, `eis/arc-count`, `eis/guess-left`, `eis/at-bound` and those of
 * `conductivities`. Errors: `eis/circuit`, `eis/joint`, `eis/constraint`, `fit/too-few-points`, `eis/geometry`, `eis/assign`, `eis/ion`, `eis/sigma`, `eis/mask`, `plugin/element`.
 */
export const fit: Analysis<FitInputs, typeof FIT_OPTIONS> = defineAnalysis({
  id: 'fit',
  title: 'Fit an equivalent circuit',
  doc: 'Fits a circuit without needing start values and turns its resistances into conductivities and charge diffusion coefficients.',
  cite: ['10.1002/adma.19900020304', '10.5006/1.3280607'],
  inputs: { spectrum: { title: 'Impedance spectrum', kind: EisSpectrum, many: true } },
  options: FIT_OPTIONS,
  models({ circuit, weighting, joint, tie, bound }, offers) {
    if (isAuto(circuit) || joint) return [];
    const model = circuitModel(circuit, { weighting, elements: knownElements(offers?.elements) });
    const constraints = parseConstraints(model.circuit, tie, bound);
    return [constraints ? constrainedModel(model, constraints) : model];
  },
  async run({ spectrum: measured }, options, ctx): Promise<Outcome> {
    ctx.signal.throwIfAborted();
    const { weighting } = options;
    const spectra = measured.map((spectrum) => maskSpectrum(spectrum, options.mask, ctx));
    if (options.joint) return fitTogether(spectra, options, ctx);
    const [spectrum, second] = spectra;
    if (!spectrum || second)
      throw usageError('eis/joint', `${spectra.length} spectra for one fit`, {
        where: 'option --joint',
        fix: 'give one, or --joint to fit them together',
      });
    for (const option of ['share', 'link'] as const)
      if (options[option].trim() !== '')
        throw usageError('eis/joint', `--${option} is about several spectra`, { where: `option --${option}`, fix: 'add --joint' });
    const auto = isAuto(options.circuit);
    if (auto) refuseConstraints(options, 'a circuit', 'write --circuit "p(R1,CPE1)-p(R2,CPE2)-CPE3"');
    const chosen = auto ? selectCircuit(spectrum, weighting) : undefined;
    const elements = knownElements(ctx.offers?.elements);
    const model = chosen?.model ?? circuitModel(options.circuit, { weighting, elements });
    const constraints = auto ? undefined : parseConstraints(model.circuit, options.tie, options.bound);
    const constrained = constraints && constrainedModel(model, constraints);
    const derive = conductivities(model, options, ctx, auto);
    if (chosen) reportArcCount(chosen, ctx);
    if (chosen?.reason !== undefined) ctx.note('eis/circuit-choice', chosen.reason, 'option --circuit');
    const held = heldByModel(options.circuit, model);
    const fitted = constrained
      ? await fitConstrained(model, constrained, constraints, spectrum, weighting, ctx, held)
      : widenAtBound(await fitCircuit(model, spectrum, weighting, ctx, held), model, spectrum, weighting);
    judgeParameters(constraints ? judgeBounds(fitted.fit, constraints, ctx) : fitted.fit, ctx);
    judgeResiduals(fitted.residuals, spectrum, weighting, ctx);
    const problem = constrained && (() => modelProblem(constrained, spectrum, heldBy(constrained, fitted)));
    const influence = problem
      ? reportTiedInfluence({ problem: problem(), fitted, spectra: [{ spectrum }] }, weighting, ctx)
      : reportInfluence({ model, spectrum, fitted }, weighting, ctx);
    const values = model.circuit.parameters.map(({ name }) => fitted.fit.params[name]?.value ?? NaN);
    const figures =
      ctx.figures !== false && values.every((value) => Number.isFinite(value)) ? impedanceFigures(spectrum, model.circuit, values) : [];
    const { records, rows } = derive(spectrum, fitted);
    const intervals = parameterIntervals(
      { problem: problem ?? (() => modelProblem(model, spectrum, heldBy(model, fitted))), fitted },
      options,
      ctx,
    );
    return {
      fits: [fitted.fit],
      figures,
      alternatives: chosen?.alternatives ?? [],
      records,
      tables: [arcTable(rows), ...(intervals ? [intervals.table] : [])],
      extra: {
        ...(intervals ? { intervals: intervals.extra } : {}),
        ...(constraints ? { constraints: { ties: constraints.ties, bounds: constraints.bounds } } : {}),
        ...maskedOf(spectrum),
        ...foreignElements(model.circuit),
        ...influence,
      },
    };
  },
});

function refuseConstraints(options: Values<typeof FIT_OPTIONS>, needed: string, fix: string): void {
  for (const option of ['tie', 'bound'] as const)
    if (options[option].trim() !== '')
      throw usageError('eis/constraint', `--${option} is about the parameters of ${needed}`, { where: `option --${option}`, fix });
}

const maskedOf = ({ meta }: Dataset<typeof EisSpectrum>): { readonly [key: string]: Json } =>
  meta['masked'] === undefined ? {} : { masked: meta['masked'] };

/** What was fixed in a fit, to be left so. */
const heldBy = ({ params }: Pick<CircuitModel, 'params'>, { fit: { params: found } }: Fitted): Overrides<Record<string, NumberParam>> =>
  Object.fromEntries(
    Object.keys(params).flatMap((name) => (found[name]?.fixed ? [[name, { default: found[name].value ?? NaN, vary: false }]] : [])),
  );

const isAuto = (circuit: string): boolean => circuit.trim().toLowerCase() === 'auto';

/** Parameters that a circuit model of ZView holds fixed. Its start values are left: the search needs none. */
function heldByModel(text: string, { circuit }: CircuitModel): Overrides<Record<string, NumberParam>> {
  if (!isZviewModel(text)) return {};
  return Object.fromEntries(
    zviewModel(text).values.flatMap(({ value, free }, j) =>
      free || !(value > 0 && Number.isFinite(value)) ? [] : [[circuit.parameters[j]?.name ?? '', { default: value, vary: false }]],
    ),
  );
}

/** The fit the user asked for (guesses and fixed values merged by the host), unless the search knows a lower χ². */
async function fitCircuit(
  model: CircuitModel,
  spectrum: Dataset<typeof EisSpectrum>,
  weighting: Weighting,
  ctx: AnalysisContext,
  overrides: Overrides<Record<string, NumberParam>> = {},
): Promise<Fitted> {
  const data = spectrumData(spectrum, weighting);
  const points = data.frequency.length;
  // The minimum is confirmed already: further starts would only lead there once more.
  const ready = model.search(spectrum).confirmed ? { ...model, starts: () => [] } : model;
  const asked = await ctx.fit(ready, spectrum, overrides, { name: 'circuit', weighting });
  const names = model.circuit.parameters.map(({ name }) => name);
  const held = names.flatMap((name, j) => (asked.fit.params[name]?.fixed ? ([[j, asked.fit.params[name].value as number]] as const) : []));
  if (points < names.length - held.length)
    throw inputError('fit/too-few-points', `${points} points for ${names.length - held.length} free parameters of ${model.circuit.text}`, {
      where: spectrum.title,
      fix: 'use a smaller circuit, fix some of its parameters (--fix), or measure more frequencies; the file may be cut short',
    });
  const search = held.length === 0 ? model.search(spectrum) : searchFit(model.circuit, data, { fixed: new Map(held) });
  const size = weightedSquare(data.packed, data.sigma);
  const close = (chi2: number, part: number): boolean => chi2 - search.chi2 <= part * search.chi2 + 1e-13 * size;
  let fitted: Fitted = asked;
  if (!close(asked.fit.chi2, WORSE)) {
    const fixed: Overrides<Record<string, NumberParam>> = Object.fromEntries(
      held.map(([j, value]) => [names[j] as string, { default: value, vary: false }]),
    );
    const own = {
      ...model,
      guess: () => Object.fromEntries(names.map((name, j) => [name, search.parameters[j] as number])),
      starts: () => [],
    };
    fitted = fitModel(own, spectrum, fixed, { name: asked.fit.model, weighting });
    ctx.note(
      'eis/guess-left',
      `the start values lead to χ² = ${asked.fit.chi2.toExponential(4)}; the search found ${fitted.fit.chi2.toExponential(4)}, which is given`,
    );
  }
  const confirmed = search.confirmed && close(fitted.fit.chi2, 1e-4);
  const converged = confirmed || (fitted.fit.converged && fitted.fit.chi2 < search.chi2);
  return {
    ...fitted,
    fit: {
      ...fitted.fit,
      circuit: model.circuit.text,
      converged,
      message: converged ? `minimum confirmed by a search from ${search.tried} starts` : `not confirmed: ${fitted.fit.message}`,
    },
  };
}
