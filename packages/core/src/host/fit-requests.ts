import type { Overrides } from '../api/analysis-context.ts';
import type { NumberParam } from '../api/param.ts';
import { usageError } from '../errors.ts';
import { parseQuantity } from '../units/parse-quantity.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** Start values and fixed values a person asked for, by name of the parameter: SI numbers, or text with a unit. */
export interface FitRequests {
  readonly guess?: { readonly [name: string]: string | number };
  readonly fix?: { readonly [name: string]: string | number };
}

/** Merges what a person asked for into what an analysis asks of a fit, and remembers which names were met. */
export interface RequestMerger {
  merge<P extends Record<string, NumberParam>>(params: P, overrides: Overrides<P> | undefined): Overrides<P>;
  mergeInto<P extends Record<string, NumberParam>>(params: P): P;
  /** Throws `usage/unknown-parameter` for a name no fit had. */
  finish(): void;
}

/** @throws usage/unknown-parameter, usage/range, units/… – exit 2 */
export function createRequestMerger({ guess = {}, fix = {} }: FitRequests): RequestMerger {
  const asked = [
    ...Object.entries(guess).map(([name, value]) => ({ name, value, fixed: false })),
    ...Object.entries(fix).map(([name, value]) => ({ name, value, fixed: true })),
  ];
  const met = new Set<string>();
  const known = new Set<string>();
  const changes = (params: Record<string, NumberParam>): { name: string; change: { default: number; vary?: boolean } }[] => {
    for (const name of Object.keys(params)) known.add(name);
    return asked
      .filter(({ name }) => Object.hasOwn(params, name))
      .map(({ name, value, fixed }) => {
        met.add(name);
        return { name, change: { default: readValue(name, params[name] as NumberParam, value, fixed), ...(fixed ? { vary: false } : {}) } };
      });
  };
  return {
    merge(params, overrides) {
      const merged: Record<string, object | undefined> = { ...overrides };
      for (const { name, change } of changes(params)) merged[name] = { ...merged[name], ...change };
      return merged;
    },
    mergeInto(params) {
      const merged: Record<string, NumberParam> = { ...params };
      for (const { name, change } of changes(params)) merged[name] = { ...(merged[name] as NumberParam), ...change };
      return merged as typeof params;
    },
    finish() {
      const lost = asked.find(({ name }) => !met.has(name));
      if (lost) throw unknownParameter(lost.name, lost.fixed, [...known]);
    },
  };
}

/** `usage/unknown-parameter` naming the nearest one. */
export function unknownParameter(name: string, fixed: boolean, known: readonly string[]): Error {
  const near = didYouMean(name, known);
  return usageError('usage/unknown-parameter', `the model has no parameter '${name}'`, {
    where: `option ${fixed ? '--fix' : '--guess'} ${name}`,
    fix: `${near ? `did you mean '${near}'? ` : ''}${known.length > 0 ? `its parameters are ${known.join(', ')}` : 'this analysis fits no model'}`,
  });
}

function readValue(name: string, param: NumberParam, value: string | number, fixed: boolean): number {
  const number = typeof value === 'number' ? value : parseQuantity(value, param.unit).value;
  const { min = -Infinity, max = Infinity } = param;
  if (Number.isFinite(number) && number >= min && number <= max) return number;
  throw usageError('usage/range', `${name} = ${number} ${param.unit} is outside ${min} to ${max}`, {
    where: `option ${fixed ? '--fix' : '--guess'} ${name}`,
    fix: `give a value within ${min} to ${max} ${param.unit}`,
  });
}
