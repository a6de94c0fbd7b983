import type { AnalysisContext } from '../api/analysis.ts';
import type { Plugin } from '../api/plugin.ts';
import type { Effect } from '../api/record.ts';
import { fitJointModels } from '../fit/fit-joint-models.ts';
import { fitModel } from '../fit/fit-model.ts';
import type { RequestMerger } from './fit-requests.ts';
import type { HostContext } from './host-context.ts';
import type { ParsedOptions } from './parse-options.ts';
import { yieldSeldom } from './yield-seldom.ts';

/** What an analysis gets to work with: the fitter with the person's own guesses merged in, and what was typed. */
export function createAnalysisContext(
  host: HostContext,
  plugin: Plugin,
  options: ParsedOptions,
  effects: readonly Effect[],
  requests: RequestMerger,
  { figures, offers }: Required<Pick<AnalysisContext, 'figures' | 'offers'>>,
): AnalysisContext {
  const full = (name: string): string => (name.includes('/') ? name : `${plugin.id}/${name}`);
  const breathe = async (): Promise<void> => {
    await yieldSeldom();
    host.signal.throwIfAborted();
  };
  const { signal } = host;
  return {
    signal,
    progress: (fraction, note) => host.progress(fraction, note),
    note: (code, message, where) => host.note(code, message, where),
    warn: (code, message, where) => host.warn(code, message, where),
    gate: (code, message, where) => host.gate(code, message, where),
    effects,
    figures,
    offers,
    uncertainty(option) {
      options.used.add(option);
      return options.uncertainty.get(option);
    },
    given: (option) => options.given.has(option),
    async fit(model, data, overrides, fitOptions = {}) {
      await breathe();
      return fitModel(model, data, requests.merge(model.params, overrides), { ...fitOptions, name: full(fitOptions.name ?? model.id) });
    },
    async fitJoint(parts, params, fitOptions = {}) {
      await breathe();
      return fitJointModels(parts, requests.mergeInto(params), {
        ...fitOptions,
        name: full(fitOptions.name ?? parts[0]?.model.id ?? 'joint'),
      });
    },
  };
}
