import type { ChoiceParam, NumberParam, Param, TextParam } from '../api/param.ts';
import { usageError } from '../errors.ts';
import { parseQuantity } from '../units/parse-quantity.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { optionFlag } from './option-flag.ts';

/** Options as they arrive: text as typed (with units), or values already in SI. Several texts for one that may be repeated. */
export type RawOptions = { readonly [name: string]: string | number | boolean | readonly string[] | null | undefined };

export interface ParsedOptions {
  readonly values: { readonly [name: string]: string | number | boolean | undefined };
  /** Names of the options that were given. */
  readonly given: ReadonlySet<string>;
  /** Relative standard uncertainty of what was typed with brackets, `1.02(2)mm`. */
  readonly uncertainty: ReadonlyMap<string, number>;
  /** Options whose uncertainty the analysis has asked for. */
  readonly used: Set<string>;
  /** Options typed without a unit, and the unit that was taken. */
  readonly assumed: ReadonlyMap<string, string>;
}

/**
 * Reads options against their descriptors: quantities into SI, choices, flags and texts checked, defaults filled in.
 * Names may be written as the flag (`grain-size`) or as the descriptor has them.
 * @throws usage/unknown-option, usage/missing-option, usage/choice, usage/range, usage/option, units/… – exit 2, each with what to type
 */
export function parseOptions(
  params: Readonly<Record<string, Param>>,
  raw: RawOptions,
  { command = 'this command' }: { command?: string } = {},
): ParsedOptions {
  const values: Record<string, string | number | boolean | undefined> = {};
  const given = new Set<string>();
  const uncertainty = new Map<string, number>();
  const assumed = new Map<string, string>();
  for (const [typed, value] of Object.entries(raw)) {
    if (value === undefined || value === null) continue;
    const name = nameOf(params, typed, command);
    const param = params[name] as Param;
    given.add(name);
    if (param.type === 'number') {
      const quantity = readNumber(name, param, value);
      values[name] = quantity.value;
      if (quantity.u !== undefined) uncertainty.set(name, Math.abs(quantity.u / quantity.value));
      if (quantity.assumed) assumed.set(name, param.unit);
    } else if (param.type === 'flag') values[name] = readFlag(name, value);
    else if (param.type === 'choice') values[name] = readChoice(name, param, value);
    else values[name] = readText(name, param, value);
  }
  for (const [name, param] of Object.entries(params)) {
    if (given.has(name)) continue;
    if (param.type === 'number' && param.required) {
      throw usageError('usage/missing-option', `${command} needs --${optionFlag(name)} (${param.title})`, {
        where: `option --${optionFlag(name)}`,
        fix: `add --${optionFlag(name)} with a value in ${param.display ?? param.unit}`,
      });
    }
    values[name] = param.default;
  }
  return { values, given, uncertainty, used: new Set(), assumed };
}

function nameOf(params: Readonly<Record<string, Param>>, typed: string, command: string): string {
  if (Object.hasOwn(params, typed)) return typed;
  const byFlag = Object.keys(params).find((name) => optionFlag(name) === typed);
  if (byFlag !== undefined) return byFlag;
  throw unknownOption(typed, Object.keys(params), command);
}

/** `usage/unknown-option` with the nearest of the known ones. */
export function unknownOption(typed: string, known: readonly string[], command: string): Error {
  const flags = known.map(optionFlag);
  const near = didYouMean(typed, flags);
  return usageError('usage/unknown-option', `${command} has no option --${typed}`, {
    where: `option --${typed}`,
    fix: near
      ? `did you mean --${near}?`
      : flags.length > 0
        ? `it has ${flags.map((flag) => `--${flag}`).join(' ')}`
        : 'it takes no options',
  });
}

function readNumber(name: string, param: NumberParam, value: unknown): { value: number; u?: number; assumed?: true } {
  const where = `option --${optionFlag(name)}`;
  const quantity = typeof value === 'number' ? { value } : typeof value === 'string' ? quantityAt(where, value, param) : undefined;
  if (!quantity || !Number.isFinite(quantity.value)) {
    throw usageError('usage/option', `--${optionFlag(name)} takes one finite number, not ${JSON.stringify(value)}`, {
      where,
      fix: `give a value in ${param.display ?? param.unit}`,
    });
  }
  const { min = -Infinity, max = Infinity } = param;
  if (quantity.value < min || quantity.value > max) {
    const shown = (value: number): string => `${Number(value.toPrecision(6))}${param.unit === '1' ? '' : ` ${param.unit}`}`;
    const range = [...(min > -Infinity ? [`at least ${shown(min)}`] : []), ...(max < Infinity ? [`at most ${shown(max)}`] : [])].join(
      ' and ',
    );
    throw usageError('usage/range', `--${optionFlag(name)} is ${shown(quantity.value)}, it must be ${range}`, {
      where,
      fix: `give a value that is ${range}${param.unit === '1' ? '' : '; check its unit'}`,
    });
  }
  return quantity;
}

/** A quantity read from text, with the option named in the error. */
function quantityAt(where: string, text: string, { unit, display = unit }: NumberParam): { value: number; u?: number; assumed?: true } {
  try {
    const quantity = parseQuantity(text, unit);
    // What a bare number means is plain only where help and storage have the same unit.
    if (quantity.assumed && display !== unit) {
      throw usageError('units/missing', `'${text}' has no unit`, {
        fix: `write ${text.trim()}${display}, ${text.trim()}${unit} or another unit, in one word`,
      });
    }
    return quantity;
  } catch (error) {
    const { code, message, fix } = error as { code?: string; message: string; fix?: string };
    if (code === undefined) throw error;
    // What says what to write says enough; the rest learns the unit people type here.
    const enough = fix !== undefined && /^(write (?!it like)|did you mean)/.test(fix);
    throw usageError(code, message, {
      where,
      fix: enough ? fix : display === '1' ? 'give a plain number' : `give a value in ${display}, like 1.02${display}`,
    });
  }
}

function readFlag(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  if (value === 'true' || value === 'false') return value === 'true';
  throw usageError('usage/option', `--${optionFlag(name)} is a switch and takes no value`, {
    where: `option --${optionFlag(name)}`,
    fix: `write --${optionFlag(name)} alone`,
  });
}

function readChoice(name: string, param: ChoiceParam, value: unknown): string {
  if (typeof value === 'string' && param.options.includes(value)) return value;
  const near = typeof value === 'string' ? didYouMean(value, param.options) : undefined;
  throw usageError('usage/choice', `--${optionFlag(name)} can't be ${JSON.stringify(value)}`, {
    where: `option --${optionFlag(name)}`,
    fix: `${near ? `did you mean '${near}'? ` : ''}it takes ${param.options.join(', ')}`,
  });
}

function readText(name: string, param: TextParam, value: unknown): string {
  const texts = (Array.isArray(value) ? value : [value]) as unknown[];
  const where = `option --${optionFlag(name)}`;
  if (texts.length > 1 && !param.repeatable) {
    throw usageError('usage/option', `--${optionFlag(name)} is given ${texts.length} times`, { where, fix: 'give it once' });
  }
  const joined = texts
    .map((text) => (typeof text === 'number' ? String(text) : text))
    .map((text) => (typeof text === 'string' ? text : undefined));
  if (joined.some((text) => text === undefined)) {
    throw usageError('usage/option', `--${optionFlag(name)} takes text, not ${JSON.stringify(value)}`, { where, fix: 'give it as text' });
  }
  if (param.pattern !== undefined) {
    const pattern = new RegExp(`^(?:${param.pattern})$`);
    const bad = joined.find((text) => (text as string).length > 4096 || !pattern.test(text as string));
    if (bad !== undefined) {
      throw usageError('usage/option', `--${optionFlag(name)} can't be read: '${bad.slice(0, 80)}'`, {
        where,
        fix: `${param.title}: it must match ${param.pattern}`,
      });
    }
  }
  return joined.join('\n');
}
