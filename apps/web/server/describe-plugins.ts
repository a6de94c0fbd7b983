import { type Analysis, elementParameterName, type ImpedanceElement, type Json, type Kind, type Plugin, type Reader } from '@ionwalk/core';
import { formFields, optionSchema, type FormField, type OptionSchema, type PluginEntry, type Registry } from '@ionwalk/core/host';

export interface DescribedInput {
  readonly name: string;
  readonly title: string;
  readonly doc: string;
  readonly kinds: readonly string[];
  readonly many: boolean;
  readonly optional: boolean;
}

export interface DescribedAnalysis {
  readonly id: string;
  readonly command: string;
  readonly route: string;
  readonly title: string;
  readonly doc: string;
  readonly cite: readonly string[];
  readonly inputs: readonly DescribedInput[];
  /** JSON Schema of the options. */
  readonly options: OptionSchema;
  readonly fields: readonly FormField[];
}

export interface DescribedReader {
  readonly id: string;
  readonly title: string;
  readonly doc: string;
  readonly extensions: readonly string[];
  readonly produces: readonly string[];
}

export interface DescribedPlugin {
  readonly id: string;
  readonly package: string;
  readonly version: string;
  readonly status: 'ready' | 'failed';
  readonly reason: string | null;
  readonly title: string;
  readonly doc: string;
  readonly cite: readonly string[];
  readonly kinds: readonly { readonly id: string; readonly title: string; readonly variables: Json }[];
  readonly readers: readonly DescribedReader[];
  readonly models: readonly { readonly id: string; readonly title: string; readonly doc: string; readonly equation: string | null }[];
  readonly analyses: readonly DescribedAnalysis[];
  /** Elements of circuits. */
  readonly elements: readonly DescribedElement[];
}

export interface DescribedElement {
  readonly symbol: string;
  readonly title: string;
  readonly doc: string;
  readonly equation: string;
  /** As they are called in a fit of one such element. */
  readonly parameters: readonly { readonly name: string; readonly title: string; readonly unit: string }[];
}

/** Everything the page and the API know about techniques: what the plugins declare, enumerated without running any of it. */
export const describePlugins = (registry: Registry): { readonly plugins: readonly DescribedPlugin[] } => ({
  plugins: registry.plugins.map(describePlugin),
});

function describePlugin({ id, package: name, version, status, reason, plugin }: PluginEntry): DescribedPlugin {
  return {
    id,
    package: name,
    version,
    status,
    reason: reason ?? null,
    title: plugin?.title ?? id,
    doc: plugin?.doc ?? '',
    cite: plugin?.cite ?? [],
    kinds: (plugin?.kinds ?? []).map(describeKind),
    readers: (plugin?.readers ?? []).map((reader) => describeReader(id, reader)),
    models: (plugin?.models ?? []).map((model) => ({
      id: model.id,
      title: model.title,
      doc: model.doc ?? '',
      equation: model.equation ?? null,
    })),
    analyses: (plugin?.analyses ?? []).map((analysis) => describeAnalysis(plugin as Plugin, analysis)),
    elements: (plugin?.elements ?? []).map(describeElement),
  };
}

const describeElement = ({ symbol, title, doc, equation, parameters }: ImpedanceElement): DescribedElement => ({
  symbol,
  title,
  doc: doc ?? '',
  equation,
  parameters: Object.entries(parameters).map(([key, { title: meaning, unit }]) => ({
    name: elementParameterName(symbol, key),
    title: meaning,
    unit,
  })),
});

const describeKind = (kind: Kind): DescribedPlugin['kinds'][number] => ({
  id: kind.id,
  title: kind.title,
  variables: Object.fromEntries(Object.entries(kind.variables).map(([name, { title, unit, dims }]) => [name, { title, unit, dims }])),
});

const describeReader = (plugin: string, reader: Reader): DescribedReader => ({
  id: `${plugin}/${reader.id}`,
  title: reader.title,
  doc: reader.doc ?? '',
  extensions: reader.extensions,
  produces: reader.produces.map((kind) => kind.id),
});

/** One analysis as form, schema and route. */
export function describeAnalysis(plugin: Plugin, analysis: Analysis): DescribedAnalysis {
  const inputs = Object.entries(analysis.inputs).map(([name, { title, doc, kind, many, optional }]) => ({
    name,
    title,
    doc: doc ?? '',
    kinds: (Array.isArray(kind) ? (kind as readonly Kind[]) : [kind as Kind]).map(({ id }) => id),
    many: many === true,
    optional: optional === true,
  }));
  return {
    id: analysis.id,
    command: `${plugin.id} ${analysis.id}`,
    route: `/api/${plugin.id}/${analysis.id}/runs`,
    title: analysis.title,
    doc: analysis.doc ?? '',
    cite: analysis.cite ?? [],
    inputs,
    options: optionSchema(analysis),
    fields: formFields(analysis),
  };
}
