import type { Dataset, Model, NumberParam } from '@ionwalk/core';
import type { CircuitModel } from '../circuit/circuit-model.ts';
import type { EisSpectrum } from '../kinds.ts';
import { GAS, type JointPlan } from './joint-plan.ts';

/** Limits of an activation energy [J/mol] and of a prefactor [Ohm/K], only there to end a walk to infinity. */
const ENERGY = { min: -1e6, max: 1e6 };
const PREFACTOR = { min: 1e-60, max: 1e60 };

export const energyParam: NumberParam = { type: 'number', title: 'Activation energy', unit: 'J/mol', ...ENERGY };
export const prefactorParam: NumberParam = { type: 'number', title: 'Prefactor of R/T', unit: 'Ohm/K', scale: 'log', ...PREFACTOR };

/**
 * The circuit at one temperature with some of its resistances as R = pre·T·exp(Ea/(R_gas T)): in place of `R1` the parameters `R1.Ea` [J/mol] and `R1.pre` [Ohm/K].
 * What follows another parameter (`--tie`) is none of its own: p_j = factor·p_root, ∂Z/∂p_root = Σ factor_j ∂Z/∂p_j.
 * @param starts – of all its own parameters, best first
 */
export function jointModel(
  model: CircuitModel,
  { linked, constraints }: Pick<JointPlan, 'linked' | 'constraints'>,
  temperature: number,
  starts: readonly Record<string, number>[],
): Model<typeof EisSpectrum> {
  const { parameters } = model.circuit;
  const m = parameters.length;
  const params: Record<string, NumberParam> = {};
  const follows = constraints?.follows ?? parameters.map((_, root) => ({ root, factor: 1 }));
  /** First column of each parameter of its own. */
  const column = new Int32Array(m);
  let width = 0;
  parameters.forEach(({ name }, j) => {
    if (follows[j]!.root !== j) return;
    column[j] = width;
    width += linked.has(j) ? 2 : 1;
    if (linked.has(j)) {
      params[`${name}.Ea`] = energyParam;
      params[`${name}.pre`] = prefactorParam;
    } else params[name] = { ...model.params[name]!, ...constraints?.ranges[j] };
  });
  const own: Record<string, number> = Object.fromEntries(parameters.map(({ name }) => [name, 0]));
  const load = (values: Readonly<Record<string, number>>): Record<string, number> => {
    for (let j = 0; j < m; j++) {
      const { root, factor } = follows[j]!;
      const name = parameters[root]!.name;
      own[parameters[j]!.name] =
        factor * (linked.has(root) ? arrhenius(values[`${name}.Ea`]!, values[`${name}.pre`]!, temperature) : values[name]!);
    }
    return own;
  };
  let inner = new Float64Array(0);
  return {
    id: 'circuit',
    title: model.title,
    version: model.version ?? '1',
    accepts: model.accepts,
    params,
    observe: (data: Dataset<typeof EisSpectrum>) => model.observe(data),
    guess: () => starts[0] ?? {},
    starts: () => starts.slice(1),
    evaluate: (values, data, out) => model.evaluate(load(values), data, out),
    jacobian(values, data, out) {
      if (width === m && linked.size === 0) {
        model.jacobian!(load(values), data, out);
        return;
      }
      const rows = out.length / width;
      if (inner.length !== rows * m) inner = new Float64Array(rows * m);
      model.jacobian!(load(values), data, inner);
      out.fill(0);
      for (let j = 0; j < m; j++) {
        const { root, factor } = follows[j]!;
        const isLinked = linked.has(root);
        const name = parameters[root]!.name;
        const at = column[root]!;
        const perEnergy = factor * (isLinked ? own[name]! / (GAS * temperature) : 1);
        const perPrefactor = isLinked ? (factor * own[name]!) / values[`${name}.pre`]! : 0;
        for (let i = 0; i < rows; i++) {
          const d = inner[i * m + j]!;
          out[i * width + at]! += d * perEnergy;
          if (isLinked) out[i * width + at + 1]! += d * perPrefactor;
        }
      }
    },
  };
}

export const arrhenius = (energy: number, prefactor: number, temperature: number): number =>
  prefactor * temperature * Math.exp(energy / (GAS * temperature));
