import { type Described, type Kind, type Param, parseUnit, type Plugin } from '@ionwalk/core';
import { type Check, expectThat } from '../check.ts';
import { registryOf } from '../read-sample.ts';

/** 1: everything can be listed without running anything. */
export function descriptorChecks(plugin: Plugin): Check[] {
  const check = (name: string, run: () => void): Check => ({ number: 1, name, run: async () => run() });
  return [
    check('is taken by a host: ids, api version, no duplicates', () => void registryOf(plugin)),
    check('every part has a title, a phrase without a full stop', () => {
      for (const [name, part] of parts(plugin)) {
        expectThat(typeof part.title === 'string' && part.title.trim() !== '', `${name} has no title`);
        expectThat(!part.title.endsWith('.'), `the title of ${name} ends with a full stop: '${part.title}'`);
      }
    }),
    check('every unit is known', () => {
      for (const [name, unit] of units(plugin)) {
        try {
          // A power that is itself a parameter, Ohm-1.s^n, or a half, Ohm.s-0.5, is no fixed unit: what remains must be known.
          parseUnit(unit.replace(/\^[a-z]\b|(?<=[A-Za-z])-?0\.5\b/g, ''));
        } catch {
          throw new Error(`${name} has the unit '${unit}', which is not known`);
        }
      }
    }),
    check('the descriptors are plain data', () => {
      for (const [name, data] of descriptors(plugin)) {
        const copy: unknown = JSON.parse(JSON.stringify(data));
        expectThat(deepEqual(copy, data), `the descriptor of ${name} holds a function, a class or a number that isn't finite`);
      }
    }),
    check('defaults and choices fit their own bounds', () => {
      for (const [name, param] of params(plugin)) {
        if (param.type === 'choice')
          expectThat(param.options.includes(param.default), `the default '${param.default}' of ${name} is none of its choices`);
        if (param.type !== 'number' || param.default === undefined) continue;
        const { min = -Infinity, max = Infinity } = param;
        expectThat(param.default >= min && param.default <= max, `the default ${param.default} of ${name} is outside ${min} to ${max}`);
      }
    }),
  ];
}

function* descriptors(plugin: Plugin): Iterable<[string, unknown]> {
  for (const kind of kindsOf(plugin)) yield [`kind ${kind.id}`, kind];
  yield* params(plugin);
  for (const { symbol, parameters } of plugin.elements ?? []) yield [`element ${symbol}`, parameters];
}

function* parts(plugin: Plugin): Iterable<[string, Described]> {
  yield ['the plugin', plugin];
  for (const kind of kindsOf(plugin)) {
    yield [`kind ${kind.id}`, kind];
    for (const [name, variable] of Object.entries(kind.variables)) yield [`variable ${name} of ${kind.id}`, variable];
  }
  for (const reader of plugin.readers ?? []) yield [`reader ${reader.id}`, reader];
  for (const model of plugin.models ?? []) yield [`model ${model.id}`, model];
  for (const element of plugin.elements ?? []) {
    yield [`element ${element.symbol}`, element];
    for (const [name, parameter] of Object.entries(element.parameters)) yield [`parameter ${name} of ${element.symbol}`, parameter];
  }
  for (const analysis of plugin.analyses ?? []) {
    yield [`analysis ${analysis.id}`, analysis];
    for (const [role, input] of Object.entries(analysis.inputs)) yield [`input ${role} of ${analysis.id}`, input];
  }
  yield* params(plugin);
}

function* params(plugin: Plugin): Iterable<[string, Param]> {
  for (const reader of plugin.readers ?? [])
    for (const [name, param] of Object.entries(reader.options)) yield [`option ${name} of ${reader.id}`, param];
  for (const model of plugin.models ?? [])
    for (const [name, param] of Object.entries(model.params)) yield [`parameter ${name} of ${model.id}`, param];
  for (const analysis of plugin.analyses ?? [])
    for (const [name, param] of Object.entries(analysis.options)) yield [`option ${name} of ${analysis.id}`, param];
}

function* units(plugin: Plugin): Iterable<[string, string]> {
  for (const kind of kindsOf(plugin))
    for (const [name, { unit }] of Object.entries(kind.variables)) yield [`variable ${name} of ${kind.id}`, unit];
  for (const { symbol, parameters } of plugin.elements ?? [])
    for (const [name, { unit }] of Object.entries(parameters)) yield [`parameter ${name} of ${symbol}`, unit];
  for (const [name, param] of params(plugin)) {
    if (param.type !== 'number') continue;
    yield [name, param.unit];
    if (param.display !== undefined) yield [name, param.display];
  }
}

const kindsOf = (plugin: Plugin): Kind[] => [
  ...new Set([...(plugin.kinds ?? []), ...(plugin.readers ?? []).flatMap((reader) => reader.produces)]),
];

function deepEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(b);
  return (
    Object.keys(a).length === keys.length &&
    keys.every((key) => deepEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]))
  );
}
