import type { Dataset } from '@ionwalk/core';
import type { CircuitModel } from '../circuit/circuit-model.ts';
import { spectrumData, type Weighting } from '../circuit/spectrum-data.ts';
import type { EisSpectrum } from '../kinds.ts';
import { circuitProblem } from '../search/circuit-problem.ts';
import { constrainedVariants } from './constrained-starts.ts';
import { arrhenius } from './joint-model.ts';
import { GAS, type JointPlan } from './joint-plan.ts';

/** Shared values tried, besides their mean: those of so many spectra. */
const MOST = 6;

/**
 * Start values of a joint fit, per spectrum and per start: the minimum of every spectrum by itself; then for shared values (their mean, or those of one of
 * the spectra) and the Arrhenius lines through the resistances, each spectrum fitted again with these held; under ties and ranges every one in its variants. In order of the whole χ².
 */
export function jointStarts(
  model: CircuitModel,
  spectra: readonly Dataset<typeof EisSpectrum>[],
  weighting: Weighting,
  plan: JointPlan,
): Record<string, number>[][] {
  const { parameters } = model.circuit;
  const minima = spectra.map((spectrum) => model.search(spectrum).parameters);
  const data = spectra.map((spectrum) => spectrumData(spectrum, weighting));
  const middle = parameters.map(({ linear }, j) => {
    const values = minima.map((minimum) => minimum[j]!);
    const mean = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0) / list.length;
    return linear ? mean(values) : Math.exp(mean(values.map(Math.log)));
  });
  const step = Math.max(1, Math.ceil(minima.length / MOST));
  const candidates = plan.shared.size === 0 ? [middle] : [middle, ...minima.filter((_, s) => s % step === 0)];
  const lines = new Map(
    [...plan.linked].map((j) => [
      j,
      straightLine(
        minima.map((minimum) => minimum[j]!),
        plan.temperatures,
      ),
    ]),
  );
  const tried = candidates.map((candidate) => {
    let chi2 = 0;
    const perSpectrum = data.map((each, s): Record<string, number>[] => {
      const fixed = new Map<number, number>();
      for (const j of plan.shared) fixed.set(j, candidate[j]!);
      for (const [j, { energy, prefactor }] of lines) fixed.set(j, arrhenius(energy, prefactor, plan.temperatures[s]!));
      const { parameters: found, result } = circuitProblem(model.circuit, each, { fixed }).fit(minima[s]!);
      chi2 += result.chi2;
      // A line belongs to its arc: where there are lines, arcs stay in their places.
      const variants = plan.constraints ? constrainedVariants(model.circuit, plan.constraints, found, lines.size === 0) : [found];
      return variants.map((values) => {
        const start: Record<string, number> = {};
        parameters.forEach(({ name }, j) => {
          const line = lines.get(j);
          if (line) {
            start[`${name}.Ea`] = line.energy;
            start[`${name}.pre`] = line.prefactor;
          } else start[name] = values[j]!;
        });
        return start;
      });
    });
    return { chi2, perSpectrum };
  });
  const ordered = tried.toSorted((a, b) => a.chi2 - b.chi2);
  return spectra.map((_, s) => ordered.flatMap(({ perSpectrum }) => perSpectrum[s]!));
}

/** ln(R/T) = ln pre + Ea/(R_gas T), unweighted. */
function straightLine(
  resistances: readonly number[],
  temperatures: readonly number[],
): { readonly energy: number; readonly prefactor: number } {
  const x = temperatures.map((T) => 1 / (GAS * T));
  const y = resistances.map((R, s) => Math.log(R / temperatures[s]!));
  const [mx, my] = [x, y].map((list) => list.reduce((a, b) => a + b, 0) / list.length) as [number, number];
  let [xx, xy] = [0, 0];
  x.forEach((value, s) => {
    xx += (value - mx) ** 2;
    xy += (value - mx) * (y[s]! - my);
  });
  const energy = xy / xx;
  return { energy, prefactor: Math.exp(my - energy * mx) };
}
