import type { Diagnostic } from '../api/context.ts';
import type { Dataset, Kind, Variable, WindowedVariable } from '../api/kind.ts';
import { brokenPromise } from './plugin-error.ts';

/** True for a variable that is read on demand. */
export const isWindowed = (variable: Variable | WindowedVariable): variable is WindowedVariable =>
  'read' in variable && typeof variable.read === 'function';

/** Number of values a variable of this kind must hold in this dataset: the product of its dims. */
export function variableLength(dataset: Dataset, kind: Kind, name: string): number {
  return (kind.variables[name]?.dims ?? []).reduce((product, dim) => product * (dataset.size[dim] ?? NaN), 1);
}

/**
 * What crosses the boundary from a reader: a declared kind, the required variables, lengths that are the product of the dims, uncertainties
 * that are not negative. A broken promise throws (exit 5); values that aren't finite are flagged, returned as diagnostics.
 */
export function validateDataset(dataset: Dataset, kinds: readonly Kind[], part: string, known: readonly Diagnostic[]): Diagnostic[] {
  const kind = kinds.find((candidate) => candidate.id === dataset?.kind);
  if (!kind)
    throw brokenPromise(part, `gave a dataset of the kind '${dataset?.kind}' it does not declare (${kinds.map((k) => k.id).join(', ')})`);
  for (const [dim, length] of Object.entries(dataset.size)) {
    if (!Number.isSafeInteger(length) || length < 0) throw brokenPromise(part, `the size of '${dim}' is ${length}`);
  }
  const flagged: Diagnostic[] = [];
  for (const [name, spec] of Object.entries(kind.variables)) {
    const variable = dataset.variables[name] as Variable | WindowedVariable | undefined;
    if (variable === undefined) {
      if (spec.optional) continue;
      throw brokenPromise(part, `the variable '${name}' of ${kind.id} is missing`);
    }
    const length = variableLength(dataset, kind, name);
    if (!Number.isFinite(length)) throw brokenPromise(part, `the size of a dim of '${name}' (${spec.dims.join(', ')}) is missing`);
    if (isWindowed(variable)) {
      if (!spec.windowed) throw brokenPromise(part, `'${name}' is windowed but ${kind.id} does not say so`);
      continue;
    }
    const bad = checkValues(variable, name, length, part);
    const said = [...known, ...flagged].some((diagnostic) => diagnostic.code.endsWith('/not-finite'));
    if (bad > 0 && !said) {
      flagged.push({
        severity: 'warning',
        code: 'data/not-finite',
        message: `${bad} of ${length} values are not finite numbers`,
        where: `variable ${name}`,
      });
    }
  }
  const T = dataset.conditions.temperature;
  if (T !== undefined && !(Number.isFinite(T) && T > 0)) throw brokenPromise(part, `the temperature ${T} K can't be`);
  return flagged;
}

function checkValues(variable: Variable, name: string, length: number, part: string): number {
  const { values, sigma, covariance } = variable;
  if (!(values instanceof Float64Array)) throw brokenPromise(part, `the values of '${name}' are no Float64Array`);
  if (values.length !== length) throw brokenPromise(part, `'${name}' holds ${values.length} values where its dims make ${length}`);
  if (sigma && sigma.length !== length)
    throw brokenPromise(part, `the uncertainties of '${name}' are ${sigma.length} for ${length} values`);
  if (covariance && covariance.length !== length * length)
    throw brokenPromise(part, `the covariance of '${name}' is not ${length} × ${length}`);
  let bad = 0;
  for (let i = 0; i < length; i++) if (!Number.isFinite(values[i])) bad++;
  const negative = sigma?.findIndex((u) => u < 0) ?? -1;
  if (negative >= 0) throw brokenPromise(part, `the uncertainty of '${name}'[${negative}] is negative`);
  return bad;
}
