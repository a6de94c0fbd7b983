import { usageError, type AnalysisContext, type Figure, type Outcome, type RecordDraft, type Table } from '@ionwalk/core';
import { checkMeasurement, type DiffusionOptions } from './diffusion-options.ts';
import { decayModel } from './decay-candidates.ts';
import { diffusionRecord } from './diffusion-record.ts';
import { echoDecayFigure } from './echo-decay-figure.ts';
import { echoDecayOf, type EchoInput } from './echo-decay-of.ts';
import { JOINT_MODELS, jointDiffusion } from './joint-diffusion.ts';
import { jointFigure } from './joint-figure.ts';
import { judgeFit } from './judge-fit.ts';
import { nucleusOf } from './nucleus-of.ts';
import { recordFlags } from './record-flags.ts';
import { residualPart } from './residual-part.ts';

const PLAIN = { offset: false, magnitude: false };

/** One law for all series, a record for each. */
export async function fitTogether(all: readonly EchoInput[], options: DiffusionOptions, ctx: AnalysisContext): Promise<Outcome> {
  const name = options.model;
  checkMeasurement(options);
  if (!JOINT_MODELS.includes(name))
    throw usageError('nmr/joint', `a joint fit with the model ${name} is not offered`, {
      where: 'option --model',
      fix: `use one of ${JOINT_MODELS.join(', ')}`,
    });
  const series = all.map((data) => {
    const nucleus = nucleusOf(data, options.nucleus);
    return { nucleus, ...echoDecayOf(data, nucleus, options, ctx) };
  });
  const decays = series.map(({ decay }) => decay);
  const model = decayModel(name, decays[0] as (typeof decays)[number], PLAIN);
  const { fitted, views } = await jointDiffusion(name, model, decays, ctx);
  let from = 0;
  const parts = series.map(({ decay: { variables } }) => {
    const to = from + variables.signal.values.length;
    const part = residualPart(variables.signal, fitted.fitted.subarray(from, to));
    from = to;
    return part;
  });
  const fault = judgeFit(fitted.fit, (series[0] as (typeof series)[number]).decay.variables.signal, ctx, Math.max(...parts));
  const trials = views.map((view) => [{ name, fitted: view }]);
  const bounded = Object.values(fitted.fit.params).some(({ bound }) => bound !== null);
  const records = series.flatMap((entry, s) => {
    if (bounded) return [];
    const flags = recordFlags(fault, entry.contradicted);
    const known = { nucleus: entry.nucleus, series: entry, domain: options.domain, flags, measurement: PLAIN };
    const record = diffusionRecord({ trials: trials[s] ?? [], alternatives: [] }, [], known, ctx);
    return record ? [{ ...record, model: { ...record.model, flags: [...record.model.flags, 'joint-fit'] } }] : [];
  });
  if (bounded)
    ctx.gate(
      'nmr/not-identifiable',
      'a parameter is only bounded: the mean coefficients are left to fits of each series alone',
      fitted.fit.model,
    );
  const each = series.map(({ decay }, s) => {
    const figure = echoDecayFigure(decay, trials[s] ?? [], () => model);
    return { ...figure, id: `${figure.id}-${s + 1}` };
  });
  const together = jointFigure(
    series.map(({ decay, Delta }, s) => ({ figure: each[s] as Figure, T: decay.conditions.temperature, Delta })),
  );
  return { records, fits: [fitted.fit], figures: [together, ...each], tables: [lengthsTable(records)] };
}

/** What each series says of lengths: √(2DΔ) along one direction and √(6DΔ) in space, to hold against the size of a domain. */
function lengthsTable(records: readonly RecordDraft[]): Table {
  const along = records.map(({ value, scale }) => (scale?.t ? Math.sqrt(2 * value * scale.t) : null));
  return {
    id: 'nmr-joint',
    title: 'Coefficients and diffusion lengths',
    columns: [
      { name: 'T', unit: 'K', values: records.map(({ T }) => T) },
      { name: 'Delta', unit: 's', values: records.map(({ scale }) => scale?.t ?? null) },
      { name: 'D', unit: 'm2/s', values: records.map(({ value }) => value) },
      { name: 'u(ln D)', unit: '1', values: records.map(({ u }) => u) },
      { name: 'length along one direction', unit: 'm', values: along },
      { name: 'length in space', unit: 'm', values: records.map(({ scale }) => scale?.l ?? null) },
    ],
  };
}
