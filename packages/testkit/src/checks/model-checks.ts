import type { Dataset, Model, Plugin } from '@ionwalk/core';
import { fitModel } from '@ionwalk/core/fit';
import { type Check, expectThat } from '../check.ts';
import type { KitSample } from '../kit-sample.ts';
import { allDatasets } from '../read-sample.ts';

type Values = Readonly<Record<string, number>>;

/** 9 to 11: guesses, buffers, round trips and Jacobians, on every dataset of the samples that the model accepts. */
export function modelChecks(plugin: Plugin, samples: readonly KitSample[], given: readonly Dataset[]): Check[] {
  return (plugin.models ?? []).flatMap((model) => {
    const each = (check: (model: Model, data: Dataset) => void) => async (): Promise<void> => {
      const data = [...given, ...(await allDatasets(plugin, samples))].filter((dataset) => dataset.kind === model.accepts.id);
      expectThat(data.length > 0, `neither the samples nor the option datasets give one of ${model.accepts.id}`);
      for (const dataset of data) check(model, dataset);
    };
    const skip = samples.length + given.length === 0 ? { skip: 'there is no sample' } : {};
    const own: Check[] = [
      { number: 9, name: `model ${model.id} guesses within its bounds and fills its buffer, and only that`, ...skip, run: each(buffers) },
      { number: 10, name: `model ${model.id} fits its own curve`, ...skip, run: each(roundTrip) },
    ];
    if (model.jacobian) own.push({ number: 11, name: `model ${model.id} has the Jacobian of its function`, ...skip, run: each(jacobian) });
    return own;
  });
}

function buffers(model: Model, data: Dataset): void {
  const guess = Object.freeze({ ...model.guess(data) }) as Values;
  for (const [name, param] of Object.entries(model.params)) {
    const value = guess[name];
    expectThat(value !== undefined && Number.isFinite(value), `the guess of ${name} is ${value}`);
    const { min = -Infinity, max = Infinity } = param;
    expectThat(value >= min && value <= max, `the guess ${value} of ${name} is outside ${min} to ${max}`);
    if (param.scale === 'log') expectThat(value > 0, `the guess ${value} of ${name} has no logarithm`);
  }
  const n = model.observe(data).values.length;
  const [first, second] = [new Float64Array(n).fill(NaN), new Float64Array(n).fill(NaN)];
  model.evaluate(guess, data, first);
  expectThat(
    first.every(Number.isFinite),
    `evaluate leaves element ${first.findIndex((value) => !Number.isFinite(value))} unset or not finite`,
  );
  const kept = first.slice();
  model.evaluate(moved(model, guess), data, second);
  expectThat(
    first.every((value, i) => value === kept[i]),
    'evaluate writes into a buffer of an earlier call',
  );
  model.evaluate(guess, data, second);
  expectThat(
    second.every((value, i) => value === kept[i]),
    'evaluate gives other values for the same parameters',
  );
}

/** Fits the curve of the fitted parameters from a start moved by 30 %: the curve comes back to a millionth of its range. */
function roundTrip(model: Model, data: Dataset): void {
  const observed = model.observe(data);
  const name = Object.keys(data.variables).find(
    (key) => (data.variables[key] as { values?: Float64Array } | undefined)?.values === observed.values,
  );
  // Where the fitted vector is made from several variables, there is no variable to put the curve into.
  if (name === undefined) return;
  const truth = valuesOf(fitModel(model, data, {}, { bounds: false }).fit.params, model);
  const curve = new Float64Array(observed.values.length);
  model.evaluate(truth, data, curve);
  const synthetic = {
    ...data,
    variables: { ...data.variables, [name]: { ...(data.variables[name] as object), values: curve } },
  } as Dataset;
  const start = moved(model, truth);
  const overrides = Object.fromEntries(Object.keys(model.params).map((key) => [key, { default: start[key] as number }]));
  const refitted = valuesOf(fitModel(model, synthetic, overrides, { bounds: false }).fit.params, model);
  const again = new Float64Array(curve.length);
  model.evaluate(refitted, synthetic, again);
  const range = Math.max(...curve.map(Math.abs), Number.MIN_VALUE);
  const off = Math.max(...again.map((value, i) => Math.abs(value - (curve[i] as number)))) / range;
  expectThat(off <= 1e-6, `a fit of its own curve ends ${off.toExponential(1)} of the range away`);
}

function jacobian(model: Model, data: Dataset): void {
  const names = Object.keys(model.params);
  const at = moved(model, model.guess(data), 1.05);
  const target = (values: Values, out: Float64Array): void =>
    model.residuals ? model.residuals(values, data, out) : model.evaluate(values, data, out);
  const observed = model.observe(data).values.length;
  const n = observed;
  const stated = new Float64Array(n * names.length).fill(NaN);
  model.jacobian?.(at, data, stated);
  const [low, high] = [new Float64Array(n), new Float64Array(n)];
  names.forEach((name, j) => {
    const value = at[name] as number;
    const step = Math.cbrt(Number.EPSILON) * (Math.abs(value) || scaleOf(model, name));
    target({ ...at, [name]: value + step }, high);
    target({ ...at, [name]: value - step }, low);
    const difference = high.map((upper, i) => (upper - (low[i] as number)) / (2 * step));
    const largest = Math.max(...difference.map(Math.abs), Number.MIN_VALUE);
    // What is left of a small difference of large numbers is rounding, not the model's fault.
    const rounding = (8 * Number.EPSILON * Math.max(...high.map(Math.abs))) / (step * largest);
    for (let i = 0; i < n; i++) {
      const off = Math.abs((stated[i * names.length + j] as number) - (difference[i] as number)) / largest;
      expectThat(
        off <= 1e-5 + rounding,
        `the derivative by ${name} at point ${i} is ${stated[i * names.length + j]}, differences give ${difference[i]}`,
      );
    }
  });
}

/** Parameters moved by a factor, kept within their bounds. */
function moved(model: Model, values: Values, factor = 1.3): Values {
  return Object.fromEntries(
    Object.entries(model.params).map(([name, { min = -Infinity, max = Infinity, vary = true }]) => {
      const value = values[name] as number;
      const wanted = value * factor;
      return [name, vary ? (wanted > max || wanted < min ? Math.min(Math.max(value / factor, min), max) : wanted) : value];
    }),
  );
}

const scaleOf = (model: Model, name: string): number => Math.abs(model.params[name]?.default ?? 0) || 1;

function valuesOf(params: Readonly<Record<string, { readonly value: number | null }>>, model: Model): Values {
  return Object.fromEntries(Object.keys(model.params).map((name) => [name, params[name]?.value ?? NaN]));
}
