import type { DescribedAnalysis, DescribedPlugin } from '../../server/describe-plugins.ts';

export type { FormField } from '@ionwalk/core/host';
/** What the page knows of plugins is what the server describes of them. */
export type AnalysisInfo = DescribedAnalysis;
export type PluginInfo = DescribedPlugin;

/** What a tab is called: a short id in capitals, a longer one by its title. */
export const tabName = ({ id, title }: Pick<PluginInfo, 'id' | 'title'>): string =>
  id.length <= 5 ? id.toUpperCase() : title.replace(/^@[^/]*\//u, '');

/** Analyses whose first input takes one of these kinds, across all plugins. */
export const analysesFor = (plugins: readonly PluginInfo[], kinds: readonly string[]): AnalysisInfo[] =>
  plugins.flatMap(({ analyses }) => analyses).filter(({ inputs }) => inputs[0]?.kinds.some((kind) => kinds.includes(kind)) === true);
