import { isIonwalkError, parseQuantity, usageError } from '@ionwalk/core';
import type { Circuit } from '../circuit/circuit.ts';
import { allowedRange } from '../circuit/parameter-limits.ts';

/** What the parameters of one circuit are held to. */
export interface Constraints {
  /** Per parameter of the circuit the free one it follows (itself where it is free) and by which factor. */
  readonly follows: readonly { readonly root: number; readonly factor: number }[];
  /** The name of that free parameter. */
  readonly roots: { readonly [name: string]: string };
  /** Range of each free parameter, SI: its own, those given, and those of all that follow it. */
  readonly ranges: readonly { readonly min: number; readonly max: number }[];
  /** As given, for the record: `{ C2: '0.1*C1' }`, `{ R1: [10, 1000] }`, null for an open end. */
  readonly ties: { readonly [name: string]: string };
  readonly bounds: { readonly [name: string]: readonly [number | null, number | null] };
}

/**
 * Reads `--tie C2=0.1*C1` and `--bound R1=10..1000` (bare numbers in the unit of the parameter, either end may be left open). Undefined where neither is given.
 * Usage error `eis/constraint`: a name the circuit lacks, one tied twice or in a circle, units that differ, a factor not above 0, a range that is empty.
 */
export function parseConstraints(circuit: Circuit, tie: string, bound: string): Constraints | undefined {
  const [ties, bounds] = [parts(tie), parts(bound)];
  if (ties.length === 0 && bounds.length === 0) return undefined;
  const { parameters } = circuit;
  const find = (name: string, option: string): number => {
    const index = parameters.findIndex((parameter) => parameter.name.toLowerCase() === name.toLowerCase());
    if (index >= 0) return index;
    throw refusal(
      option,
      `the circuit ${circuit.text} has no parameter ${name}`,
      `its parameters are ${parameters.map((p) => p.name).join(', ')}`,
    );
  };
  const direct = new Map<number, { readonly to: number; readonly factor: number }>();
  for (const text of ties) {
    const match = /^([\w.]+)=(?:([^*=]+)\*)?([A-Za-z][\w.]*)$/.exec(text);
    if (!match) throw refusal('tie', `'${text}' ties nothing`, 'write --tie CPE2.n=CPE1.n or --tie C2=0.1*C1');
    const [from, to] = [find(match[1]!, 'tie'), find(match[3]!, 'tie')];
    const factor = match[2] === undefined ? 1 : Number(match[2]);
    if (!(factor > 0 && factor < Infinity)) throw refusal('tie', `'${match[2]}' is no factor above 0`, 'write --tie C2=0.1*C1');
    const [a, b] = [parameters[from]!, parameters[to]!];
    if (a.unit !== b.unit) throw refusal('tie', `${a.name} [${a.unit}] can't follow ${b.name} [${b.unit}]`, 'tie parameters of one unit');
    if (direct.has(from)) throw refusal('tie', `${a.name} is tied twice`, 'tie each parameter once');
    direct.set(from, { to, factor });
  }
  const follows = parameters.map(({ name }, j) => {
    let [root, factor] = [j, 1];
    for (let step = 0; direct.has(root); step++) {
      if (step >= parameters.length) throw refusal('tie', `${name} is tied in a circle`, 'leave one parameter of the circle free');
      const { to, factor: by } = direct.get(root)!;
      [root, factor] = [to, factor * by];
    }
    return { root, factor };
  });
  const ranges = parameters.map(allowedRange);
  const given: { [name: string]: readonly [number | null, number | null] } = {};
  for (const text of bounds) {
    const match = /^([\w.]+)=(.*?)\.\.(.*)$/.exec(text);
    const [low, high] = [match?.[2]?.trim() ?? '', match?.[3]?.trim() ?? ''];
    if (!match || (low === '' && high === ''))
      throw refusal('bound', `'${text}' bounds nothing`, 'write --bound R1=10..1000, or R1=10.. for one end');
    const index = find(match[1]!, 'bound');
    const { name, unit } = parameters[index]!;
    if (Object.hasOwn(given, name)) throw refusal('bound', `${name} is bounded twice`, 'bound each parameter once');
    const [min, max] = [low, high].map((end) => (end === '' ? null : quantity(end, unit))) as [number | null, number | null];
    given[name] = [min, max];
    const own = ranges[index]!;
    ranges[index] = { min: Math.max(own.min, min ?? own.min), max: Math.min(own.max, max ?? own.max) };
    const range = ranges[index];
    if (!(range.min < range.max))
      throw refusal(
        'bound',
        `the range ${low}..${high} of ${name} is empty`,
        `give the lower end first, between ${own.min} and ${own.max} ${unit}; one value is --fix ${name}=…`,
      );
  }
  follows.forEach(({ root, factor }, j) => {
    if (root === j) return;
    const [own, range] = [ranges[root]!, ranges[j]!];
    ranges[root] = { min: Math.max(own.min, range.min / factor), max: Math.min(own.max, range.max / factor) };
    if (!(ranges[root].min < ranges[root].max))
      throw refusal(
        'tie',
        `the range of ${parameters[j]!.name} leaves none for ${parameters[root]!.name}, which it follows`,
        'widen --bound or change the factor of --tie',
      );
  });
  return {
    follows,
    roots: Object.fromEntries(parameters.map(({ name }, j) => [name, parameters[follows[j]!.root]!.name])),
    ranges,
    ties: Object.fromEntries(
      [...direct].map(([from, { to, factor }]) => [parameters[from]!.name, `${factor === 1 ? '' : `${factor}*`}${parameters[to]!.name}`]),
    ),
    bounds: given,
  };
}

const parts = (text: string): string[] =>
  text
    .replace(/[ \t]*([=*])[ \t]*/g, '$1')
    .split(/[\n,;]+|\s+(?=[A-Za-z]+\d[\w.]*=)/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function quantity(text: string, unit: string): number {
  try {
    return parseQuantity(text, unit).value;
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    throw usageError(error.code, error.message, { where: 'option --bound', fix: error.fix, cause: error });
  }
}

const refusal = (option: string, message: string, fix: string): Error =>
  usageError('eis/constraint', message, { where: `option --${option}`, fix });
