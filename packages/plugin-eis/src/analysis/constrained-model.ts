import type { Dataset, Model, NumberParam } from '@ionwalk/core';
import type { CircuitModel } from '../circuit/circuit-model.ts';
import type { EisSpectrum } from '../kinds.ts';
import { constrainedStarts } from './constrained-starts.ts';
import type { Constraints } from './constraints.ts';

/**
 * The circuit in its free parameters only: p_j = factor·p_root for one that follows another, so ∂Z/∂p_root = Σ_j factor_j ∂Z/∂p_j over all that follow it,
 * itself included; `min` and `max` as bounded. Values outside of the bounds never reach the circuit.
 */
export function constrainedModel(model: CircuitModel, constraints: Constraints): Model<typeof EisSpectrum> {
  const { parameters } = model.circuit;
  const { follows, ranges } = constraints;
  const m = parameters.length;
  const free = parameters.flatMap((_, j) => (follows[j]!.root === j ? [j] : []));
  const column = Int32Array.from(follows, ({ root }) => free.indexOf(root));
  const width = free.length;
  const params: Record<string, NumberParam> = Object.fromEntries(
    free.map((j) => [parameters[j]!.name, { ...model.params[parameters[j]!.name]!, ...ranges[j] }]),
  );
  const own: Record<string, number> = Object.fromEntries(parameters.map(({ name }) => [name, 0]));
  const load = (values: Readonly<Record<string, number>>): Record<string, number> => {
    for (let j = 0; j < m; j++) own[parameters[j]!.name] = follows[j]!.factor * values[parameters[follows[j]!.root]!.name]!;
    return own;
  };
  let inner = new Float64Array(0);
  const starts = new WeakMap<object, readonly Record<string, number>[]>();
  const startsOf = (data: Dataset<typeof EisSpectrum>): readonly Record<string, number>[] => {
    const known = starts.get(data);
    if (known) return known;
    const search = model.search(data);
    const made = constrainedStarts(model.circuit, constraints, [search.parameters, ...search.starts]).map((values) =>
      Object.fromEntries(free.map((j) => [parameters[j]!.name, values[j]!])),
    );
    starts.set(data, made);
    return made;
  };
  return {
    id: 'circuit',
    title: model.title,
    version: model.version ?? '1',
    ...(model.equation === undefined ? {} : { equation: model.equation }),
    accepts: model.accepts,
    params,
    observe: (data) => model.observe(data),
    guess: (data) => startsOf(data)[0]!,
    starts: (data) => startsOf(data).slice(1),
    evaluate: (values, data, out) => model.evaluate(load(values), data, out),
    jacobian(values, data, out) {
      const rows = out.length / width;
      if (inner.length !== rows * m) inner = new Float64Array(rows * m);
      model.jacobian!(load(values), data, inner);
      out.fill(0);
      for (let j = 0; j < m; j++) {
        const { factor } = follows[j]!;
        const at = column[j]!;
        for (let i = 0; i < rows; i++) out[i * width + at]! += factor * inner[i * m + j]!;
      }
    },
  };
}
