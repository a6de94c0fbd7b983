import { expect, it } from 'vitest';
import { file, slopeAnalysis, TOY, toyPlugin } from '../../test/toy-plugin.ts';
import type { Plugin } from '../api/plugin.ts';
import { recordId } from '../record/record-id.ts';
import { sha256Hex } from '../record/sha256.ts';
import { analyseFiles, type AnalyseFilesOptions } from './analyse-files.ts';
import { analysisDocument, type AnalysisEntry, analysisExit } from './analysis-document.ts';
import type { FileGroup } from './load-group.ts';
import { createRegistry } from './registry.ts';
import type { Answer } from './run-analysis.ts';

const group = (path: string, content: string): FileGroup => ({
  path: `./${path}`,
  files: [file(path, content), file(path.replace('.toy', '.note'), 'n')],
  only: [path],
  shown: () => `./${path}`,
});
const analyse = (contents: readonly string[], options: AnalyseFilesOptions = {}, plugin: Plugin = toyPlugin): Promise<AnalysisEntry[]> =>
  analyseFiles(createRegistry([plugin]), 'toy/slope', { points: contents.map((content, i) => group(`${'abc'[i]}.toy`, content)) }, options);
const answerTo = async (options: AnalyseFilesOptions, plugin?: Plugin): Promise<Answer> => {
  const [entry] = await analyse([TOY], options, plugin);
  if (!entry?.answer) throw entry?.error;
  return entry.answer;
};
const codeOf = (error: unknown): string | undefined => (error as { code?: string } | undefined)?.code;
/** The toy analysis with another outcome. */
const withRun = (run: (typeof slopeAnalysis)['run']): Plugin => ({ ...toyPlugin, analyses: [{ ...slopeAnalysis, run }] });

it('fills in what provenance needs', async () => {
  const { records } = await answerTo({ options: { sample: 'A3' } });
  const [first, second] = records;
  expect(first).toMatchObject({
    schema: 'ionwalk/diffusion-record/1',
    T: 300,
    sample: { id: 'A3' },
    model: { name: 'toy/line', version: '2.1.0' },
    inputs: [
      { path: 'a.toy', sha256: sha256Hex(TOY), bytes: TOY.length },
      { path: 'a.note', sha256: sha256Hex('n'), bytes: 1 },
    ],
    parents: [],
    software: { name: 'ionwalk', plugin: 'ionwalk-plugin-toy@1.2.3' },
  });
  expect(first?.id).toBe(recordId(first as never));
  expect(second?.parents).toEqual([first?.id]);
});
it('names the fit after the plugin and always gives the keys of the contract', async () => {
  const answer = await answerTo({});
  expect(Object.keys(answer)).toEqual(['records', 'fits', 'alternatives', 'figures', 'tables', 'diagnostics', 'uncertainty', 'given']);
  expect(answer.fits[0]).toMatchObject({ model: 'toy/line', converged: true });
});
it('lets a typed temperature win, and makes its bracket and --effect shared effects of every record', async () => {
  const { records } = await answerTo({ options: { temperature: '27.0(5)degC', effect: ['geometry:0.02', 'probe:A:1.5K'] } });
  for (const record of records) {
    expect(record.T).toBeCloseTo(300.15, 9);
    expect(record.effects).toEqual([
      { tag: 'thermometer', from: { u_T: 0.5, unit: 'K' } },
      { tag: 'geometry', u: 0.02 },
      { tag: 'probe:A', from: { u_T: 1.5, unit: 'K' } },
    ]);
  }
});
it('hands a bracketed uncertainty and what was given to the analysis', async () => {
  expect(await answerTo({ options: { grainSize: '5.0(1)um', window: '3ms' } })).toMatchObject({ uncertainty: 0.02, given: true });
});
it('merges --fix and --guess into the fit', async () => {
  const { fits } = await answerTo({ fix: { slope: '3 m2/s' }, guess: { offset: 1 } });
  expect(fits[0]?.params['slope']).toMatchObject({ value: 3, fixed: true });
});
it('gives null and a diagnostic for a number that is not finite', async () => {
  const answer = await answerTo({ options: { spread: true } });
  expect(answer['spread']).toEqual({ width: null });
  expect(answer.diagnostics).toContainEqual({
    severity: 'info',
    code: 'json/not-finite',
    message: expect.any(String),
    where: expect.stringContaining('spread.width'),
  });
});
it('says which option had no unit', async () => {
  expect((await answerTo({ options: { pause: '3' } })).diagnostics).toContainEqual(
    expect.objectContaining({ code: 'units/assumed', where: 'option --pause' }),
  );
});
it('refuses a bare number where people type another unit than is stored, and a bare temperature', async () => {
  await expect(answerTo({ options: { window: '3' } })).rejects.toMatchObject({
    code: 'units/missing',
    where: 'option --window',
    fix: expect.stringContaining('3ms'),
  });
  await expect(answerTo({ options: { temperature: '160' } })).rejects.toMatchObject({
    code: 'units/missing',
    fix: 'write 160degC or 160K',
  });
});
it('says when an uncertainty typed in brackets goes nowhere', async () => {
  expect((await answerTo({ options: { window: '3(1)ms' } })).diagnostics).toContainEqual(
    expect.objectContaining({ code: 'units/uncertainty-unused', where: 'option --window' }),
  );
});
it('exits 4 where a gate failed, and gives the numbers', async () => {
  const [entry] = await analyse([TOY], { options: { mode: 'manual' } });
  expect([entry?.exit, entry?.answer?.records.length]).toEqual([4, 2]);
  expect(entry?.answer?.diagnostics).toContainEqual({ severity: 'error', code: 'toy/manual', message: 'done by hand' });
});
it.each<[string, AnalyseFilesOptions, string]>([
  ['an unknown option', { options: { windw: '1s' } }, 'usage/unknown-option'],
  ['an unknown parameter', { guess: { slop: 1 } }, 'usage/unknown-parameter'],
  ['a guess outside the bounds', { guess: { slope: 1e9 } }, 'usage/range'],
  ['a temperature below zero', { options: { temperature: '-400degC' } }, 'usage/range'],
  ['an effect that is none', { options: { effect: 'geometry' } }, 'usage/effect'],
])('refuses %s with exit 2', async (_, options, code) => {
  const failure = await analyse([TOY], options).then(
    ([entry]) => entry?.error,
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ kind: 'usage', code, fix: expect.stringMatching(/./) });
});
it('one bad input never stops the rest; entries keep the order and the path as typed', async () => {
  const entries = await analyse([TOY, 'toy\n', 'else']);
  expect(entries.map(({ path, exit }) => [path, exit])).toEqual([
    ['./a.toy', 0],
    ['./b.toy', 3],
    ['./c.toy', 3],
  ]);
  expect(analysisExit(entries)).toBe(6);
  const { results } = analysisDocument(entries) as { results: { error?: { code: string; where: string } }[] };
  expect(results[1]?.error).toMatchObject({ code: 'toy/empty', fix: 'add rows' });
  expect(results[2]?.error).toMatchObject({ code: 'reader/none', where: './c.toy' });
});
it('several datasets of one file are one entry each, by title', async () => {
  const entries = await analyse([`${TOY}---\n0 1\n1 2\n2 3\n`]);
  expect(entries.map(({ path, dataset }) => [path, dataset])).toEqual([
    ['./a.toy', 'block of 4'],
    ['./a.toy', 'block of 3'],
  ]);
});
it('one input alone gives its answer bare', async () => {
  expect(analysisDocument(await analyse([TOY]))).toHaveProperty('records');
});
it('gives the same document twice', async () => {
  expect(JSON.stringify(await analyse([TOY]))).toBe(JSON.stringify(await analyse([TOY])));
});
const draft = {
  kind: 'D_sim',
  region: 'bulk',
  value: 1,
  unit: 'm2/s',
  u: null,
  effects: [],
  T: null,
  ion: null,
  sample: null,
  direction: null,
  model: { name: 'toy/line', free: {}, fixed: {}, flags: [] },
} as const;
it.each<[string, object[]]>([
  ['a value that is not positive', [{ ...draft, value: -1 }]],
  ['NaN', [{ ...draft, value: NaN }]],
  ['a unit of another dimension', [{ ...draft, unit: 's' }]],
  ['a parent that does not exist', [{ ...draft, parents: [7] }]],
  [
    "records that are each other's parents",
    [
      { ...draft, parents: [1] },
      { ...draft, parents: [0] },
    ],
  ],
])('a record with %s is the fault of the plugin, exit 5', async (_, records) => {
  const [entry] = await analyse(
    [TOY],
    {},
    withRun(() => Promise.resolve({ records: records as never, fits: [], figures: [] })),
  );
  expect([entry?.exit, codeOf(entry?.error)]).toEqual([5, 'plugin/invalid-output']);
});
it('what an analysis throws is the fault of the plugin, exit 5, and names it', async () => {
  const [entry] = await analyse(
    [TOY],
    {},
    withRun(() => Promise.reject(new TypeError('boom'))),
  );
  expect([entry?.exit, entry?.error]).toEqual([5, expect.objectContaining({ code: 'plugin/threw', message: 'toy slope failed: boom' })]);
});
it('a fit that did not converge fails a gate', async () => {
  const fit = {
    model: 'toy/line',
    params: {},
    correlation: [],
    chi2: 1,
    reducedChi2: 1,
    dof: 1,
    aicc: 1,
    weighting: 'unit',
    iterations: 500,
    converged: false,
    message: 'too many steps',
  };
  const [entry] = await analyse(
    [TOY],
    {},
    withRun(() => Promise.resolve({ records: [], fits: [fit], figures: [] })),
  );
  expect([entry?.exit, entry?.answer?.diagnostics.at(-1)?.code]).toEqual([4, 'fit/not-converged']);
});
it('--no-figures leaves figures empty', async () => {
  const figure = { v: 1, id: 'f', title: 'F', description: 'f', axes: {}, layers: [] } as never;
  const plugin = withRun(() => Promise.resolve({ records: [], fits: [], figures: [figure] }));
  expect((await answerTo({}, plugin)).figures).toHaveLength(1);
  expect((await answerTo({ figures: false }, plugin)).figures).toEqual([]);
});
it('an abort ends it with its own reason', async () => {
  await expect(analyse([TOY], { signal: AbortSignal.abort(new DOMException('stop', 'AbortError')) })).rejects.toThrow('stop');
});
