import { type Analysis, type Dataset, type Figure, isIonwalkError, type Layer, type NumRef, type Plugin } from '@ionwalk/core';
import { acceptedKinds, type AnalysisResult, runAnalysis } from '@ionwalk/core/host';
import { type Check, expectThat } from '../check.ts';
import type { KitSample } from '../kit-sample.ts';
import { readSample, registryOf } from '../read-sample.ts';

/** 13: every analysis on every sample of its kind: valid records, figures that can be drawn, the same answer twice. */
export function analysisChecks(plugin: Plugin, samples: readonly KitSample[]): Check[] {
  return samples.flatMap((sample) =>
    (plugin.analyses ?? []).map((analysis) => ({
      number: 13,
      name: `analysis ${analysis.id} answers sample ${sample.id}, if it is for it`,
      run: () => answers(plugin, analysis, sample),
    })),
  );
}

async function answers(plugin: Plugin, analysis: Analysis, sample: KitSample): Promise<void> {
  const [first, ...others] = Object.entries(analysis.inputs);
  if (!first || others.some(([, input]) => !input.optional)) return;
  const kinds = acceptedKinds(first[1]);
  const suited = (await readSample(plugin, sample)).datasets.filter((dataset) => kinds.includes(dataset.kind));
  for (const dataset of suited) {
    const result = await run(plugin, analysis, first[0], dataset, sample);
    if (!result) continue;
    for (const figure of result.answer.figures) drawable(figure);
    const again = await run(plugin, analysis, first[0], dataset, sample);
    expectThat(JSON.stringify(result) === JSON.stringify(again), 'the second answer differs from the first');
  }
}

async function run(
  plugin: Plugin,
  analysis: Analysis,
  role: string,
  dataset: Dataset,
  sample: KitSample,
): Promise<AnalysisResult | undefined> {
  try {
    return await runAnalysis(registryOf(plugin), `${plugin.id}/${analysis.id}`, {
      inputs: { [role]: { dataset } },
      options: sample.options?.[analysis.id] ?? {},
    });
  } catch (error) {
    // What it may say: an option is needed, or this sample can't be analysed. A crash or an invalid answer is neither.
    expectThat(
      isIonwalkError(error) && (error.kind === 'usage' || error.kind === 'input'),
      `it fails: ${error instanceof Error ? error.message : String(error)}`,
    );
    return undefined;
  }
}

function drawable(figure: Figure): void {
  expectThat(figure.v === 1 && figure.id !== '' && figure.title !== '', `a figure has no version, id or title`);
  expectThat(figure.description.trim() !== '', `figure ${figure.id} has no description`);
  expectThat(
    figure.layers.some((layer) => layer.kind === 'image' || ('role' in layer && layer.role === 'data')),
    `figure ${figure.id} shows no data`,
  );
  for (const layer of figure.layers) straight(figure.id, layer);
}

function straight(id: string, layer: Layer): void {
  const lengths = Object.entries(layer).flatMap(([key, value]) =>
    ['x', 'y', 'lo', 'hi', 'flags'].includes(key) && isList(value) ? [value.length] : [],
  );
  expectThat(new Set(lengths).size <= 1, `figure ${id}: a ${layer.kind} layer is ragged (${lengths.join(', ')})`);
  if (layer.kind === 'image' && isList(layer.data))
    expectThat(layer.data.length === layer.w * layer.h, `figure ${id}: the image is not ${layer.w} × ${layer.h}`);
}

const isList = (value: unknown): value is Exclude<NumRef, { readonly object: string }> => Array.isArray(value) || ArrayBuffer.isView(value);
