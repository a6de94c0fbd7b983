import { type Dataset, inputError } from '@ionwalk/core';
import { aicc, akaikeWeights } from '@ionwalk/core/fit';
import { type CircuitModel, circuitModel } from '../circuit/circuit-model.ts';
import { arcsOf } from '../circuit/ladder.ts';
import type { Weighting } from '../circuit/spectrum-data.ts';
import type { EisSpectrum } from '../kinds.ts';

export interface SelectedCircuit {
  readonly model: CircuitModel;
  /** The rejected ones, best first; `dAICc` relative to the chosen circuit. */
  readonly alternatives: readonly { readonly model: string; readonly dAICc: number; readonly weight: number }[];
  /** Why the circuit of the lowest AICc isn't the one chosen; undefined where it is. */
  readonly reason: string | undefined;
}

const MIN_POINTS = 5;

/** A smaller circuit is kept unless AICc falls by more than this. */
const WORTH = 2;
/** An exponent below this makes one arc out of two. */
const FLAT_ARC = 0.5;

/**
 * Chooses among zero to three arcs, each with and without a series resistance, an inductance (where the spectrum has Im Z > 0 at its high end, or might) and a
 * blocking CPE, by AICc; the smaller circuit wins unless the larger one is better by more than 2. Circuits with an arc whose resistance isn't known to a third of
 * itself, or is flatter than n = 0.5, aren't eligible while others are. Error `fit/too-few-points` below five points; no circuit of more parameters than points is tried.
 */
export function selectCircuit(data: Dataset<typeof EisSpectrum>, weighting: Weighting): SelectedCircuit {
  const points = data.variables.frequency.values.length;
  if (points < MIN_POINTS)
    throw inputError('fit/too-few-points', `${points} points, the choice of a circuit needs ${MIN_POINTS}`, {
      where: data.title,
      fix: 'the file may be cut short: copy or export it again, or give a small circuit (--circuit "p(R1,C1)")',
    });
  const n = 2 * points;
  const tried = candidates(data)
    .map((text) => ({ text, model: circuitModel(text, { weighting, insist: false }) }))
    .filter(({ model }) => model.circuit.parameters.length <= points)
    .map(({ text, model }) => {
      const search = model.search(data);
      const k = model.circuit.parameters.length;
      return { text, model, k, score: aicc({ chi2: search.chi2, n, k, sigmaKnown: weighting === 'sigma' }), fault: faultOf(model, data) };
    });
  const sound = tried.filter(({ fault }) => fault === undefined);
  const eligible = sound.length > 0 ? sound : tried;
  const chosen = eligible
    .toSorted((a, b) => a.k - b.k || a.score - b.score)
    .reduce((best, next) => (next.score < best.score - (next.k > best.k ? WORTH : 0) ? next : best));
  const weights = akaikeWeights(tried.map(({ score }) => score));
  const alternatives = tried
    .map(({ text, score }, i) => ({ model: text, dAICc: score - chosen.score, weight: weights[i] as number }))
    .filter(({ model }) => model !== chosen.text)
    .toSorted((a, b) => a.dAICc - b.dAICc);
  const best = tried.reduce((a, b) => (b.score < a.score ? b : a));
  const lower = chosen.score - best.score;
  const reason =
    lower > 0
      ? `${chosen.text} is kept: ${best.text} lies ${lower.toPrecision(2)} lower in AICc, but ${(sound.length > 0 ? best.fault : undefined) ?? `a larger circuit has to gain more than ${WORTH}`}`
      : undefined;
  return { model: circuitModel(chosen.text, { weighting }), alternatives, reason };
}

function candidates(data: Dataset<typeof EisSpectrum>): string[] {
  const inductive = data.variables.im.values.some((value) => value > 0);
  const texts: string[] = [];
  for (let arcs = 0; arcs <= 3; arcs++)
    for (const lead of inductive ? ['', 'R0', 'L0', 'L0-R0'] : ['', 'R0'])
      for (const spike of [false, true]) {
        if (arcs === 0 && (!spike || !lead.includes('R0'))) continue;
        const parts = [...(lead === '' ? [] : [lead]), ...Array.from({ length: arcs }, (_, i) => `p(R${i + 1},CPE${i + 1})`)];
        texts.push([...parts, ...(spike ? [`CPE${arcs + 1}`] : [])].join('-'));
      }
  return texts;
}

/** What speaks against a circuit: a minimum not confirmed, a resistance or inductance not known to a third of itself, an arc that is none. Undefined for nothing. */
function faultOf(model: CircuitModel, data: Dataset<typeof EisSpectrum>): string | undefined {
  const { best, confirmed } = model.search(data);
  if (!confirmed) return 'its minimum is not confirmed';
  const k = best.free.length;
  const variance = best.dof > 0 ? best.chi2 / best.dof : Infinity;
  for (let a = 0; a < k; a++) {
    const parameter = model.circuit.parameters[best.free[a]!];
    if (parameter?.role !== 'R' && parameter?.role !== 'L') continue;
    if (best.atBound[a] === 1 || best.determined[a] === 0) return `its ${parameter.name} is not determined`;
    if (!(Math.sqrt(best.covarianceIterated[a * k + a]! * variance) < 1 / 3))
      return `its ${parameter.name} is uncertain by more than a third`;
  }
  const flat = arcsOf(model.circuit).find((arc) => arc.n >= 0 && best.parameters[arc.n]! <= FLAT_ARC);
  return flat && `its arc of ${flat.resistor} is flatter than n = ${FLAT_ARC}`;
}
