import {
  decodeText,
  defineAnalysis,
  defineKind,
  defineModel,
  definePlugin,
  defineReader,
  inputError,
  type Kind,
  looksLikeText,
  type Plugin,
  readDelimitedTable,
  toNumber,
  type VariableSpec,
} from '@ionwalk/core';
import { sampleFrom, type KitSample } from '../src/kit-sample.ts';

/** A decay over time: the smallest kind there is. */
const Decay: Kind<{ time: VariableSpec; signal: VariableSpec }> = defineKind({
  id: 'toy/decay',
  title: 'Decay',
  variables: { time: { title: 'Time', dims: ['point'], unit: 's' }, signal: { title: 'Signal', dims: ['point'], unit: '1' } },
});

/** A plugin that keeps every promise; tests break one at a time. */
export function fixturePlugin(): Plugin {
  const reader = defineReader({
    id: 'table',
    title: 'Table of a decay',
    produces: [Decay],
    extensions: ['csv'],
    options: {},
    sniff({ head }) {
      return looksLikeText(head) && decodeText(head).startsWith('time,signal')
        ? { confidence: 'certain', reason: 'header time,signal' }
        : undefined;
    },
    async *read({ main }, _options, ctx) {
      ctx.signal.throwIfAborted();
      const table = readDelimitedTable(decodeText(new Uint8Array(await main.blob.arrayBuffer())));
      const column = (index: number): Float64Array =>
        Float64Array.from(table.rows, (row, i) => {
          const value = toNumber(row[index] ?? '');
          if (Number.isFinite(value)) return value;
          throw inputError('toy/number', `'${row[index] ?? ''}' is no finite number`, {
            where: `${main.path}:${table.lines[i]}`,
            fix: 'correct the row',
          });
        });
      if (table.rows.length < 3)
        throw inputError('toy/rows', `${table.rows.length} rows`, { where: main.path, fix: 'give three rows or more' });
      const [time, signal] = [column(0), column(1)];
      yield {
        kind: Decay.id,
        title: 'decay',
        size: { point: time.length },
        variables: { time: { values: time }, signal: { values: signal } },
        conditions: {},
        meta: {},
      };
    },
  });
  const model = defineModel({
    id: 'exponential',
    title: 'Exponential decay',
    accepts: Decay,
    params: {
      amplitude: { type: 'number', unit: '1', title: 'Amplitude' },
      tau: { type: 'number', unit: 's', title: 'Decay time', min: 0, scale: 'log' },
    },
    observe: (data) => data.variables.signal,
    guess: (data) => ({
      amplitude: data.variables.signal.values[0] ?? 1,
      tau: Math.max((data.variables.time.values.at(-1) ?? 1) / 3, 1e-9),
    }),
    evaluate({ amplitude, tau }, data, out) {
      const t = data.variables.time.values;
      for (let i = 0; i < out.length; i++) out[i] = amplitude * Math.exp(-(t[i] ?? NaN) / tau);
    },
    jacobian({ amplitude, tau }, data, out) {
      const t = data.variables.time.values;
      for (let i = 0; i < t.length; i++) {
        const decay = Math.exp(-(t[i] ?? NaN) / tau);
        out[2 * i] = decay;
        out[2 * i + 1] = (amplitude * decay * (t[i] ?? NaN)) / tau ** 2;
      }
    },
  });
  const analysis = defineAnalysis({
    id: 'decay',
    title: 'Decay time',
    inputs: { curve: { title: 'Decay', kind: Decay } },
    options: {},
    models: () => [model],
    async run({ curve }, _options, ctx) {
      const { fit, fitted } = await ctx.fit(model, curve);
      const x = Array.from(curve.variables.time.values);
      const time = { quantity: 'time', unit: 's', scale: 'linear' } as const;
      return {
        records: [],
        fits: [fit],
        figures: [
          {
            v: 1,
            id: 'decay',
            title: 'Decay',
            description: 'Signal against time with the fitted exponential.',
            axes: { x: time, y: { quantity: 'signal', unit: '1', scale: 'linear' } },
            layers: [
              { kind: 'points', series: 'data', role: 'data', x, y: Array.from(curve.variables.signal.values) },
              { kind: 'line', series: 'fit', role: 'fit', x, y: Array.from(fitted) },
            ],
          },
        ],
      };
    },
  });
  return definePlugin({
    id: 'toy',
    package: 'ionwalk-plugin-toy',
    version: '1.0.0',
    api: '1.0',
    title: 'Toy',
    kinds: [Decay],
    readers: [reader],
    models: [model],
    analyses: [analysis],
  });
}

/** Twelve points of 2 exp(−t/3) with a ripple. */
export function fixtureSample(): KitSample {
  const rows = Array.from({ length: 12 }, (_, i) => `${i},${(2 * Math.exp(-i / 3) + 0.001 * Math.sin(7 * i)).toFixed(6)}`);
  return sampleFrom('decay', 'decay.csv', `time,signal\n${rows.join('\n')}\n`, { reader: 'toy/table' });
}
