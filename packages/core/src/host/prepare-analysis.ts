import type { Offers } from '../api/offers.ts';
import type { Effect } from '../api/record.ts';
import { isIonwalkError, usageError } from '../errors.ts';
import { parseQuantity } from '../units/parse-quantity.ts';
import { type FitRequests, unknownParameter } from './fit-requests.ts';
import { parseEffect } from './parse-effect.ts';
import { type ParsedOptions, parseOptions, type RawOptions } from './parse-options.ts';
import { pluginError } from './plugin-error.ts';
import { findAnalysis, type RegisteredAnalysis, type Registry } from './registry.ts';

/** What a person asks of an analysis besides its inputs. */
export interface AnalysisWishes extends FitRequests {
  /** As typed, or in SI. May hold `temperature`, `sample` and `effect`, which every analysis has. */
  readonly options?: RawOptions;
  /** Further shared effects. */
  readonly effects?: readonly Effect[];
}

/** What a person asked for, read and checked before any file is opened. */
export interface PreparedAnalysis {
  readonly entry: RegisteredAnalysis;
  readonly parsed: ParsedOptions;
  readonly conditions: { readonly temperature?: number; readonly sample?: string };
  readonly effects: readonly Effect[];
  readonly offers: Offers;
}

/** Reads all options of a call: usage errors (exit 2) come before any input is looked at. */
export function prepareAnalysis(registry: Registry, id: string, request: AnalysisWishes): PreparedAnalysis {
  const entry = findAnalysis(registry, id);
  const { temperature, sample, effect, ...own } = request.options ?? {};
  const declared = entry.analysis.options;
  const effects = [...(request.effects ?? [])];
  const conditions: { temperature?: number; sample?: string } = {};
  if (temperature !== undefined && temperature !== null && temperature !== '') {
    const { value, u } = typeof temperature === 'number' ? { value: temperature } : readTemperature(String(temperature));
    if (!(value > 0 && Number.isFinite(value))) {
      throw usageError('usage/range', `--temperature is ${Number(value.toPrecision(6))} K`, {
        where: 'option --temperature',
        fix: 'give a temperature above 0 K, like 27degC',
      });
    }
    conditions.temperature = value;
    if (u !== undefined && u > 0) effects.push({ tag: 'thermometer', from: { u_T: u, unit: 'K' } });
  }
  if (typeof sample === 'string' && sample !== '') conditions.sample = sample;
  for (const text of Array.isArray(effect) ? effect : typeof effect === 'string' ? effect.split('\n') : []) {
    if (text !== '') effects.push(parseEffect(text as string));
  }
  const parsed = parseOptions(declared, own, { command: entry.command });
  const { offers } = registry;
  checkParameterNames(entry, parsed, request, offers);
  return { entry, parsed, conditions, effects, offers };
}

function readTemperature(text: string): { value: number; u?: number } {
  try {
    const { value, u, assumed } = parseQuantity(text, 'K');
    if (assumed) throw usageError('units/missing', `'${text}' has no unit`, { fix: `write ${text.trim()}degC or ${text.trim()}K` });
    return u === undefined ? { value } : { value, u };
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    throw usageError(error.code, error.message, { where: 'option --temperature', fix: error.fix });
  }
}

/** Catches a misspelt `--guess` before the work is done, where the analysis can tell its models from the options. */
function checkParameterNames(
  { analysis, plugin }: RegisteredAnalysis,
  { values }: ParsedOptions,
  { guess = {}, fix = {} }: FitRequests,
  offers: Offers,
): void {
  const asked = [...Object.keys(guess), ...Object.keys(fix)];
  if (asked.length === 0 || !analysis.models) return;
  let known: string[];
  try {
    known = analysis.models(values as never, offers).flatMap((model) => Object.keys(model.params));
  } catch (error) {
    throw pluginError(error, `${plugin.id} ${analysis.id}`, undefined);
  }
  const lost = asked.find((name) => !known.includes(name));
  if (lost !== undefined) throw unknownParameter(lost, lost in fix, [...new Set(known)]);
}
