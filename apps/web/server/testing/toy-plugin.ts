import { API_VERSION, defineAnalysis, defineKind, definePlugin, defineReader, inputError, type Plugin } from '@ionwalk/core';

/**
 * A technique nobody has heard of: what shows up for it shows up for any plugin. Lines `TOY`, then numbers; a reader that meets the line `loop` never ends.
 * The modes of its analysis are the ways in which a plugin can go wrong.
 */
const series = defineKind({
  id: 'toy/series',
  title: 'Toy series',
  variables: { value: { dims: ['row'], unit: 'm', title: 'Length' } },
});

const lines = defineReader({
  id: 'lines',
  title: 'Toy lines',
  produces: [series],
  extensions: ['toy'],
  options: {},
  sniff: ({ head }) =>
    new TextDecoder().decode(head.slice(0, 3)) === 'TOY' ? { confidence: 'certain', reason: "begins with 'TOY'" } : undefined,
  async *read({ main }) {
    const text = await main.blob.text();
    if (text.includes('loop')) for (;;);
    const values = text
      .split('\n')
      .slice(1)
      .filter((line) => line.trim() !== '')
      .map(Number);
    if (values.some((value) => !Number.isFinite(value)))
      throw inputError('toy/number', 'a line is no number', { where: main.path, fix: 'write numbers' });
    yield {
      kind: 'toy/series',
      title: main.path,
      size: { row: values.length },
      variables: { value: { values: Float64Array.from(values) } },
      conditions: {},
      meta: {},
    };
  },
});

const spread = defineAnalysis({
  id: 'spread',
  title: 'Diffusion from a spread',
  doc: 'Mean square over twice the time.',
  inputs: { sample: { kind: series, title: 'Series' }, reference: { kind: series, title: 'Reference', optional: true } },
  options: {
    time: { type: 'number', unit: 's', display: 'h', min: 0, required: true, title: 'Time' },
    mode: {
      type: 'choice',
      options: ['auto', 'crash', 'loop', 'wait', 'heap', 'exit', 'throw-late', 'print'],
      default: 'auto',
      title: 'Mode',
    },
  },
  async run({ sample }, { time, mode }, ctx) {
    if (mode === 'crash') throw new TypeError('secret detail at /somewhere/file.ts');
    if (mode === 'loop') for (;;);
    if (mode === 'exit') process.exit(0);
    if (mode === 'print') console.log('printed by a plugin');
    if (mode === 'throw-late') queueMicrotask(() => Promise.reject(new Error('too late')));
    if (mode === 'heap') {
      const rows: number[][] = [];
      for (;;) rows.push(Array.from({ length: 10_000 }, (_, i) => i + rows.length));
    }
    if (mode === 'wait' || mode === 'throw-late') {
      for (let i = 0; i < 600; i++) {
        ctx.progress(i / 600, `step ${i}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
        ctx.signal.throwIfAborted();
      }
    }
    const { values } = sample.variables.value;
    const D = values.reduce((sum, x) => sum + x * x, 0) / values.length / (2 * time);
    if (values.length < 3) ctx.gate('toy/few', 'fewer than three values');
    return {
      records: [
        {
          kind: 'D_toy',
          region: 'bulk',
          value: D,
          unit: 'm2/s',
          u: 0.1,
          effects: [],
          T: sample.conditions.temperature ?? null,
          ion: null,
          sample: null,
          direction: null,
          model: { name: 'toy/spread', free: {}, fixed: { time }, flags: [] },
        },
      ],
      fits: [],
      figures: [],
    };
  },
});

export const toyPlugin: Plugin = definePlugin({
  id: 'toy',
  package: '@example/ionwalk-plugin-toy',
  version: '2.0.0',
  api: API_VERSION,
  title: 'Toy technique',
  readers: [lines],
  analyses: [spread],
});
