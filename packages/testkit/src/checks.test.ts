import type { Model, Plugin, Reader } from '@ionwalk/core';
import * as vitest from 'vitest';
import { describe, expect, it } from 'vitest';
import { checks } from './checks.ts';
import { describePlugin } from './describe-plugin.ts';
import { fixturePlugin, fixtureSample } from '../test/fixture-plugin.ts';
import { sampleFrom } from './kit-sample.ts';

/** The numbers of the checks that fail, with the first message of each. */
async function failures(plugin: Plugin): Promise<Map<number, string>> {
  const failed = new Map<number, string>();
  for (const check of checks(plugin, { samples: [fixtureSample()], flips: 40 })) {
    await check.run().catch((error: Error) => void (failed.has(check.number) || failed.set(check.number, error.message)));
  }
  return failed;
}

const withReader = (change: (reader: Reader) => Partial<Reader>): Plugin => {
  const plugin = fixturePlugin();
  const reader = plugin.readers?.[0] as Reader;
  return { ...plugin, readers: [{ ...reader, ...change(reader) }] };
};
const withModel = (change: (model: Model) => Partial<Model>): Plugin => {
  const plugin = fixturePlugin();
  const model = plugin.models?.[0] as Model;
  return { ...plugin, models: [{ ...model, ...change(model) }] };
};

describePlugin(fixturePlugin(), { vitest, samples: [fixtureSample()] });

describe('a plugin that breaks one promise fails the check of that promise', () => {
  it('1: an id that is no id', async () => {
    expect((await failures({ ...fixturePlugin(), id: 'Toy' })).get(1)).toContain('must match');
  });
  it('1: an api version from the future', async () => {
    expect((await failures({ ...fixturePlugin(), api: '9.0' })).get(1)).toContain('api 9.0');
  });
  it('1: a title that is missing', async () => {
    expect((await failures(withReader(() => ({ title: '' })))).get(1)).toContain('no title');
  });
  it('1: a unit nobody knows', async () => {
    const model = fixturePlugin().models?.[0] as Model;
    expect(
      (await failures(withModel(() => ({ params: { ...model.params, tau: { type: 'number', title: 'Tau', unit: 'fortnights' } } })))).get(
        1,
      ),
    ).toContain('fortnights');
  });
  it('1: a function in a descriptor', async () => {
    expect(
      (await failures(withReader(() => ({ options: { x: { type: 'flag', title: 'X', default: false, when: () => true } as never } })))).get(
        1,
      ),
    ).toContain('descriptor');
  });
  it('1: a default outside its bounds', async () => {
    expect(
      (await failures(withReader(() => ({ options: { x: { type: 'number', unit: '1', title: 'X', default: 5, max: 1 } } })))).get(1),
    ).toContain('outside');
  });
  it('3: a greedy sniffer', async () => {
    expect((await failures(withReader(() => ({ sniff: () => ({ confidence: 'possible', reason: 'a file' }) })))).get(3)).toContain('takes');
  });
  it('3: a sniffer that throws on an empty file', async () => {
    const plugin = withReader((reader) => ({
      sniff(peek) {
        if (peek.head.length === 0) throw new RangeError('no first byte');
        return reader.sniff(peek);
      },
    }));
    expect((await failures(plugin)).get(3)).toContain('threw on an empty file');
  });
  it('4: a claim on a file that is not there', async () => {
    const plugin = withReader((reader) => ({
      sniff: (peek) => {
        const match = reader.sniff(peek);
        return match && { ...match, claims: ['acqus'] };
      },
    }));
    expect((await failures(plugin)).get(4)).toContain("'acqus'");
  });
  it('5: a dataset that is shorter than its dims say', async () => {
    const plugin = withReader((reader) => ({
      async *read(...call) {
        for await (const data of reader.read(...call)) yield { ...data, size: { point: 99 } };
      },
    }));
    expect((await failures(plugin)).get(5)).toContain('99');
  });
  it('6: state kept between two readings', async () => {
    let count = 0;
    const plugin = withReader((reader) => ({
      async *read(...call) {
        for await (const data of reader.read(...call)) yield { ...data, title: `decay ${count++}` };
      },
    }));
    expect((await failures(plugin)).get(6)).toContain('differs');
  });
  it('7: an aborted signal that is ignored', async () => {
    const plugin = withReader((reader) => ({
      read: (source, options, ctx) => reader.read(source, options, { ...ctx, signal: new AbortController().signal }),
    }));
    expect((await failures(plugin)).get(7)).toContain('goes on reading');
  });
  it('8: a crash on a file that is cut short', async () => {
    const plugin = withReader((reader) => ({
      async *read(source, options, ctx) {
        ctx.signal.throwIfAborted();
        if (source.main.blob.size < 60) (undefined as unknown as { x: number }).x.toFixed(1);
        yield* reader.read(source, options, ctx);
      },
    }));
    expect((await failures(plugin)).get(8)).toContain('plugin/threw');
  });
  it('8: NaN without a word', async () => {
    const plugin = withReader((reader) => ({
      async *read(source, options, ctx) {
        ctx.signal.throwIfAborted();
        const text = await source.main.blob.text();
        if (/^\d+,-?\d+\.\d+$/m.test(text.split('\n')[3] ?? '') && text.endsWith('\n')) {
          yield* reader.read(source, options, ctx);
          return;
        }
        const values = Float64Array.of(1, NaN, 3);
        yield {
          kind: 'toy/decay',
          title: 'decay',
          size: { point: 3 },
          variables: { time: { values }, signal: { values } },
          conditions: {},
          meta: {},
        };
      },
    }));
    expect((await failures(plugin)).get(8)).toContain("aren't finite");
  });
  it('9: a buffer that is not filled to the end', async () => {
    const plugin = withModel((model) => ({
      evaluate(params, data, out) {
        model.evaluate(params, data, out);
        out[out.length - 1] = NaN;
      },
    }));
    expect((await failures(plugin)).get(9)).toContain('unset');
  });
  it('9: a guess outside its own bounds', async () => {
    expect((await failures(withModel((model) => ({ guess: (data) => ({ ...model.guess(data), tau: -1 }) })))).get(9)).toContain('outside');
  });
  it('9: a buffer kept from an earlier call', async () => {
    let kept: Float64Array | undefined;
    const plugin = withModel((model) => ({
      evaluate(params, data, out) {
        model.evaluate(params, data, out);
        if (kept && kept.length === out.length) kept.set(out);
        kept = out;
      },
    }));
    expect((await failures(plugin)).get(9)).toContain('earlier call');
  });
  it('10: a Jacobian so wrong that the fit of its own curve is not found', async () => {
    const plugin = withModel((model) => ({
      jacobian(params, data, out) {
        model.jacobian?.(params, data, out);
        for (let i = 0; i < out.length; i++) out[i] = -(out[i] ?? NaN);
      },
    }));
    expect([...(await failures(plugin)).keys()]).toEqual(expect.arrayContaining([10, 11]));
  });
  it('11: a Jacobian with a factor too many', async () => {
    const plugin = withModel((model) => ({
      jacobian(params, data, out) {
        model.jacobian?.(params, data, out);
        for (let i = 1; i < out.length; i += 2) out[i] = 2 * (out[i] ?? NaN);
      },
    }));
    expect((await failures(plugin)).get(11)).toContain('derivative by tau');
  });
  it('13: a figure whose columns differ in length', async () => {
    const plugin = fixturePlugin();
    const [analysis] = plugin.analyses ?? [];
    const ragged = {
      ...analysis,
      run: async (...call: Parameters<NonNullable<typeof analysis>['run']>) => {
        if (!analysis) throw new Error('the fixture has an analysis');
        const outcome = await analysis.run(...call);
        return {
          ...outcome,
          figures: outcome.figures.map((figure) => ({
            ...figure,
            layers: figure.layers.map((layer) => ('x' in layer && Array.isArray(layer.x) ? { ...layer, x: layer.x.slice(1) } : layer)),
          })),
        };
      },
    };
    expect((await failures({ ...plugin, analyses: [ragged as never] })).get(13)).toContain('ragged');
  });
  it('13: a record that is none', async () => {
    const plugin = fixturePlugin();
    const [analysis] = plugin.analyses ?? [];
    const draft = {
      kind: 'D_sim',
      region: 'bulk',
      value: -1,
      unit: 'm2/s',
      u: null,
      effects: [],
      T: null,
      ion: null,
      sample: null,
      direction: null,
      model: { name: 'toy/x', free: {}, fixed: {}, flags: [] },
    };
    const broken = { ...analysis, run: async () => ({ records: [draft], fits: [], figures: [] }) };
    expect((await failures({ ...plugin, analyses: [broken as never] })).get(13)).toContain('record 0');
  });
});

it('shows what it can not check as skipped, with the reason', () => {
  const skipped = checks(fixturePlugin()).filter((check) => check.skip !== undefined);
  expect(skipped.map((check) => check.number)).toEqual([5, 9, 10, 11]);
});

it("declines the samples of another plugin, and says so where one isn't declined", async () => {
  const foreign = [sampleFrom('other', 'other.csv', 'time,signal,noise\n1,2,3\n')];
  const check = checks(fixturePlugin(), { foreign }).find(({ name }) => name.includes('another plugin'));
  await expect(check?.run()).rejects.toThrow('takes other.csv');
});
