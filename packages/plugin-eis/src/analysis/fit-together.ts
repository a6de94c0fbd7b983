import { type AnalysisContext, type Dataset, type Fitted, type Outcome, type RecordDraft, usageError, type Values } from '@ionwalk/core';
import { circuitModel } from '../circuit/circuit-model.ts';
import { foreignElements } from '../circuit/foreign-elements.ts';
import { knownElements } from '../circuit/known-elements.ts';
import { jointFigures } from '../figures/joint-figures.ts';
import type { EisSpectrum } from '../kinds.ts';
import { type ArcRow, arcTable } from './arc-table.ts';
import { conductivities } from './conductivities.ts';
import { parseConstraints } from './constraints.ts';
import type { FIT_OPTIONS } from './fit-options.ts';
import { type JointFit, jointFit } from './joint-fit.ts';
import { jointName, type JointPlan, jointPlan } from './joint-plan.ts';
import { judgeBounds, judgeParameters, judgeResiduals } from './judge-fit.ts';
import { parameterIntervals } from './parameter-intervals.ts';
import { reportTiedInfluence } from './report-tied-influence.ts';

/** `eis fit --joint`: one fit of all spectra, ties and ranges (`--tie`, `--bound`) within each, and the records of every one. */
export async function fitTogether(
  spectra: readonly Dataset<typeof EisSpectrum>[],
  options: Values<typeof FIT_OPTIONS>,
  ctx: AnalysisContext,
): Promise<Outcome> {
  const { weighting } = options;
  if (options.circuit.trim().toLowerCase() === 'auto')
    throw usageError('eis/joint', 'a joint fit needs a circuit', {
      where: 'option --circuit',
      fix: 'write --circuit "p(R1,CPE1)-p(R2,CPE2)-CPE3"',
    });
  const model = circuitModel(options.circuit, { weighting, elements: knownElements(ctx.offers?.elements) });
  const constraints = parseConstraints(model.circuit, options.tie, options.bound);
  const plan = jointPlan(model.circuit, spectra, options, constraints);
  const derive = conductivities(model, options, onceEach(ctx), false);
  const joint = await jointFit(model, spectra, weighting, plan, ctx);
  const { fitted, views } = joint;
  judgeParameters(withoutBounded(joint, plan, onceEach(ctx)), ctx);
  const records: RecordDraft[] = [];
  const rows: ArcRow[] = [];
  let at = 0;
  spectra.forEach((spectrum, s) => {
    const count = 2 * spectrum.variables.frequency.values.length;
    judgeResiduals(fitted.residuals.subarray(at, (at += count)), spectrum, weighting, ctx, plan.labels[s]);
    const { records: own, rows: arcs } = derive(spectrum, views[s]!, plan.labels[s]);
    rows.push(...arcs);
    const first = records.length;
    records.push(
      ...own.map((record) => (record.parents ? { ...record, parents: record.parents.map((parent) => parent + first) } : record)),
    );
  });
  const labelled = spectra.map((spectrum, s) => ({ spectrum, label: plan.labels[s]! }));
  const influence = reportTiedInfluence({ problem: joint.problem(), fitted, spectra: labelled }, weighting, ctx);
  const intervals = parameterIntervals(joint, options, ctx);
  const figures =
    ctx.figures === false
      ? []
      : jointFigures(
          spectra.map((data, s) => ({ data, label: plan.labels[s]!, temperature: plan.temperatures[s]!, params: views[s]!.fit.params })),
          model.circuit,
        );
  return {
    fits: [fitted.fit],
    figures,
    records,
    tables: [arcTable(rows), ...(intervals ? [intervals.table] : [])],
    extra: {
      ...(intervals ? { intervals: intervals.extra } : {}),
      ...(constraints ? { constraints: { ties: constraints.ties, bounds: constraints.bounds } } : {}),
      ...foreignElements(model.circuit),
      ...influence,
    },
  };
}

/** The fit without the parameters that end at a range the user gave, which are said by themselves. */
function withoutBounded({ fitted, views }: JointFit, plan: JointPlan, ctx: AnalysisContext): Pick<Fitted['fit'], 'params'> {
  const { constraints } = plan;
  const rest = { ...fitted.fit.params };
  if (!constraints) return { params: rest };
  const index = new Map(Object.keys(constraints.roots).map((name, j) => [name, j]));
  views.forEach(({ fit }, s) => {
    const shared = (name: string): boolean => plan.shared.has(index.get(constraints.roots[name]!)!);
    const { params } = judgeBounds(fit, constraints, ctx, (name) => (shared(name) ? undefined : plan.labels[s]));
    for (const name of Object.keys(fit.params)) if (!Object.hasOwn(params, name)) delete rest[jointName(plan, name, index.get(name)!, s)];
  });
  return { params: rest };
}

/** What concerns all spectra alike is said once. */
function onceEach(ctx: AnalysisContext): AnalysisContext {
  const said = new Set<string>();
  const once =
    (say: AnalysisContext['note']): AnalysisContext['note'] =>
    (code, message, where) => {
      if (said.has(`${code} ${message}`)) return;
      said.add(`${code} ${message}`);
      say(code, message, where);
    };
  return { ...ctx, note: once(ctx.note), warn: once(ctx.warn) };
}
