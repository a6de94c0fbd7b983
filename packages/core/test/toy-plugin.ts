import type { Analysis } from '../src/api/analysis.ts';
import { defineKind, type Dataset, type Kind, type VariableSpec } from '../src/api/kind.ts';
import { defineModel } from '../src/api/model.ts';
import type { Plugin } from '../src/api/plugin.ts';
import type { Reader, SourceFile } from '../src/api/reader.ts';
import { inputError } from '../src/errors.ts';

/** A line through points, as text: `toy` on the first line, then `x y` per line; `name.note` beside it is claimed. */
export const Points: Kind<{ x: VariableSpec; y: VariableSpec }> = defineKind({
  id: 'toy/points',
  title: 'Points',
  variables: { x: { title: 'X', dims: ['point'], unit: 's' }, y: { title: 'Y', dims: ['point'], unit: 'm2' } },
});

export const line = defineModel({
  id: 'line',
  version: '2.1.0',
  title: 'Line',
  accepts: Points,
  params: { slope: { type: 'number', unit: 'm2/s', title: 'Slope', max: 10 }, offset: { type: 'number', unit: 'm2', title: 'Offset' } },
  observe: (data) => data.variables.y,
  guess: () => ({ slope: 1, offset: 0 }),
  evaluate({ slope, offset }, data, out) {
    for (let i = 0; i < out.length; i++) out[i] = slope * (data.variables.x.values[i] ?? NaN) + offset;
  },
});

export const toyReader: Reader = {
  id: 'text',
  title: 'Toy text',
  produces: [Points],
  extensions: ['toy'],
  options: { scale: { type: 'number', unit: '1', title: 'Scale', default: 1 } },
  sniff({ path, head, siblings }) {
    if (!new TextDecoder().decode(head).startsWith('toy')) return undefined;
    return {
      confidence: 'certain',
      reason: 'begins with toy',
      claims: siblings.filter((name) => name === path.replace(/\.\w+$/, '.note')),
    };
  },
  async *read(source, options, ctx) {
    const text = await source.main.blob.text();
    for (const block of text.split('---')) {
      const rows = block
        .split('\n')
        .map((row) => row.trim().split(/\s+/).map(Number))
        .filter((row) => row.length === 2);
      if (rows.length === 0) throw inputError('toy/empty', 'no row', { where: source.main.path, fix: 'add rows' });
      const temperature = source.file(source.main.path.replace(/\.\w+$/, '.note')) ? 300 : undefined;
      const column = (i: number): Float64Array =>
        Float64Array.from(rows, (row) => (row[i] ?? NaN) * (i === 1 ? (options['scale'] as number) : 1));
      ctx.note('toy/read', `${rows.length} rows`);
      yield {
        kind: 'toy/points',
        title: `block of ${rows.length}`,
        size: { point: rows.length },
        variables: { x: { values: column(0) }, y: { values: column(1) } },
        conditions: temperature === undefined ? {} : { temperature },
        meta: { rows: rows.length },
      };
    }
  },
};

export const slopeAnalysis: Analysis = {
  id: 'slope',
  title: 'Slope',
  inputs: { points: { title: 'Points', kind: Points } },
  options: {
    window: { type: 'number', unit: 's', display: 'ms', title: 'Window', min: 0 },
    pause: { type: 'number', unit: 's', title: 'Pause', min: 0 },
    grainSize: { type: 'number', unit: 'm', title: 'Grain size' },
    mode: { type: 'choice', options: ['auto', 'manual'], default: 'auto', title: 'Mode' },
    spread: { type: 'flag', default: false, title: 'Give a number that is not finite' },
  },
  models: () => [line],
  async run(inputs, given, ctx) {
    const options = given as Record<string, unknown>;
    const data = inputs['points'] as unknown as Dataset<typeof Points>;
    const { fit } = await ctx.fit(line, data);
    const { temperature = null, sample } = data.conditions;
    const base = {
      unit: 'm2/s',
      u: 0.1,
      effects: [],
      T: temperature,
      ion: { element: 'Li', z: 1 },
      sample: sample === undefined ? null : { id: sample },
      direction: null,
    } as const;
    const model = { name: 'toy/line', free: {}, fixed: {}, flags: [] };
    if (options['mode'] === 'manual') ctx.gate('toy/manual', 'done by hand');
    return {
      records: [
        { ...base, kind: 'D_sim', region: 'bulk', value: Math.abs(fit.params.slope.value as number), model },
        { ...base, kind: 'D_local', region: 'local', value: 2e-9, parents: [0], model },
      ],
      fits: [fit],
      figures: [],
      extra: options['spread']
        ? { spread: { width: NaN } }
        : { uncertainty: ctx.uncertainty('grainSize') ?? null, given: ctx.given('window') },
    };
  },
};

export const toyPlugin: Plugin = {
  id: 'toy',
  package: 'ionwalk-plugin-toy',
  version: '1.2.3',
  api: '1.0',
  title: 'Toy',
  kinds: [Points],
  readers: [toyReader],
  models: [line],
  analyses: [slopeAnalysis],
};

export const file = (path: string, content: string | Uint8Array<ArrayBuffer>): SourceFile => ({ path, blob: new Blob([content]) });
export const TOY = 'toy\n0 1\n1 3\n2 5.001\n3 7\n';
