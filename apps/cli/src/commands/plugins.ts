import type { Command } from 'commander';
import { elementParameterName, type ImpedanceElement, usageError } from '@ionwalk/core';
import { didYouMean, optionSchema, type PluginEntry } from '@ionwalk/core/host';
import { textTable } from '../print/text-table.ts';
import { type Session, outJson } from '../session.ts';

export function addPluginsCommand(program: Command, session: Session): void {
  const plugins = program.command('plugins').description('the techniques that are installed').helpCommand(false);
  plugins
    .command('list')
    .description('every plugin, its readers and analyses; failed ones with the reason')
    .action(() => list(session));
  plugins
    .command('inspect')
    .description('all that a plugin declares')
    .argument('<id>', 'of the plugin')
    .action((id: string) => inspect(id, session));
}

async function list(session: Session): Promise<void> {
  const { plugins } = await session.registry();
  if (session.json) return outJson(session, { plugins: plugins.map(summary) });
  session.out(
    textTable(
      plugins.map((entry) => [entry.id, `${entry.package}@${entry.version}`, entry.status, entry.reason ?? entry.plugin?.title ?? '']),
    ),
  );
  for (const entry of plugins) {
    const { readers, analyses, elements } = summary(entry);
    if (entry.plugin)
      session.out(
        `\n${entry.id}\n  reads     ${readers.join(', ') || 'nothing'}\n  analyses  ${analyses.map((id) => id.replace('/', ' ')).join(', ') || 'none'}\n${elements.length > 0 ? `  elements  ${elements.join(', ')}\n` : ''}`,
      );
  }
}

async function inspect(id: string, session: Session): Promise<void> {
  const { plugins } = await session.registry();
  const entry = plugins.find((candidate) => candidate.id === id);
  if (!entry) {
    const near = didYouMean(
      id,
      plugins.map((candidate) => candidate.id),
    );
    throw usageError('usage/unknown-plugin', `no plugin is called '${id}'`, {
      fix: near ? `did you mean '${near}'?` : `there are ${plugins.map((candidate) => candidate.id).join(', ')}`,
    });
  }
  const details = {
    ...summary(entry),
    title: entry.plugin?.title ?? null,
    readerDetails: (entry.plugin?.readers ?? []).map((reader) => ({
      id: `${id}/${reader.id}`,
      title: reader.title,
      doc: reader.doc ?? null,
      produces: reader.produces.map((kind) => kind.id),
      extensions: reader.extensions,
    })),
    analysisDetails: (entry.plugin?.analyses ?? []).map((analysis) => ({
      id: `${id}/${analysis.id}`,
      title: analysis.title,
      doc: analysis.doc ?? null,
      options: optionSchema(analysis),
    })),
    elementDetails: (entry.plugin?.elements ?? []).map(elementDetail),
  };
  if (session.json) return outJson(session, details);
  session.out(`${entry.id}  ${entry.package}@${entry.version}  ${entry.status}${entry.reason === undefined ? '' : `: ${entry.reason}`}\n`);
  for (const reader of details.readerDetails) session.out(`  reads     ${reader.id}  ${reader.title}\n`);
  for (const analysis of details.analysisDetails) session.out(`  analysis  ionwalk ${analysis.id.replace('/', ' ')}  ${analysis.title}\n`);
  for (const { symbol, title, parameters } of details.elementDetails)
    session.out(`  element   ${symbol}1  ${title}  ${parameters.map(({ name, unit }) => `${name} [${unit}]`).join(', ')}\n`);
}

/** An element with its parameters as they are called in a fit. */
const elementDetail = ({ symbol, aliases = [], title, doc, cite = [], equation, parameters }: ImpedanceElement) => ({
  symbol,
  aliases,
  title,
  doc: doc ?? null,
  cite,
  equation,
  parameters: Object.entries(parameters).map(([key, { title: meaning, unit, min, max, scale }]) => ({
    name: elementParameterName(symbol, key),
    title: meaning,
    unit,
    min,
    max,
    scale,
  })),
});

function summary(entry: PluginEntry): {
  id: string;
  package: string;
  version: string;
  status: string;
  reason: string | null;
  readers: string[];
  analyses: string[];
  kinds: string[];
  elements: string[];
} {
  const { id, plugin } = entry;
  return {
    id,
    package: entry.package,
    version: entry.version,
    status: entry.status,
    reason: entry.reason ?? null,
    readers: (plugin?.readers ?? []).map((reader) => `${id}/${reader.id}`),
    analyses: (plugin?.analyses ?? []).map((analysis) => `${id}/${analysis.id}`),
    kinds: (plugin?.kinds ?? []).map((kind) => kind.id),
    elements: (plugin?.elements ?? []).map(({ symbol }) => symbol),
  };
}
