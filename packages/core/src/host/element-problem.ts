import type { ElementParameter, ImpedanceElement } from '../api/impedance-element.ts';

const SYMBOL = /^[A-Za-z]{1,8}$/;
const PARAMETER = /^[A-Za-z][A-Za-z0-9]{0,15}$/;
/** Words of the notation of circuits. */
const RESERVED: ReadonlySet<string> = new Set(['auto', 'p']);

/** Why a host can't take the elements of a plugin; undefined where it can. `taken`: symbols and aliases in lower case, with the plugin that has them. */
export function elementProblem(elements: readonly ImpedanceElement[] | undefined, taken: ReadonlyMap<string, string>): string | undefined {
  if (elements !== undefined && !Array.isArray(elements)) return 'its elements are no list';
  const own = new Set<string>();
  for (const element of elements ?? []) {
    if (typeof element !== 'object' || element === null) return 'one of its elements is no object (defineImpedanceElement({…}))';
    const { aliases = [] } = element;
    if (!Array.isArray(aliases)) return `the aliases of its element '${element.symbol}' are no list`;
    for (const symbol of [element.symbol, ...aliases]) {
      if (typeof symbol !== 'string' || !SYMBOL.test(symbol)) return `the element symbol '${symbol}' must be one to eight letters`;
      const key = symbol.toLowerCase();
      if (RESERVED.has(key)) return `the element symbol '${symbol}' means something else in a circuit`;
      const owner = taken.get(key);
      if (owner !== undefined) return `its element '${symbol}' has the symbol of an element of plugin '${owner}'`;
      if (own.has(key)) return `it has two elements called '${symbol}'`;
      own.add(key);
    }
    const problem = shapeProblem(element);
    if (problem !== undefined) return `its element '${element.symbol}' ${problem}`;
  }
  return undefined;
}

function shapeProblem({ parameters, impedance, jacobian }: ImpedanceElement): string | undefined {
  if (typeof impedance !== 'function' || typeof jacobian !== 'function') return 'has no impedance or no jacobian';
  const entries = Object.entries(parameters ?? {});
  if (entries.length === 0) return 'has no parameters';
  for (const [name, parameter] of entries) {
    if (!PARAMETER.test(name)) return `has a parameter '${name}': a letter, then letters and digits`;
    const problem = parameter ? rangeProblem(parameter) : 'that says nothing';
    if (problem !== undefined) return `has a parameter '${name}' ${problem}`;
  }
  return undefined;
}

function rangeProblem({ min, max, scale, start }: ElementParameter): string | undefined {
  if (!(Number.isFinite(min) && Number.isFinite(max) && min < max)) return `between ${min} and ${max}, which is no range`;
  if (scale !== 'linear' && scale !== 'log') return `of scale '${String(scale)}', neither linear nor log`;
  if (scale === 'log' && !(min > 0)) return `of scale log that may be ${min}`;
  if (!start) return 'without a start';
  if ('low' in start)
    return start.low >= min && start.high <= max && start.low < start.high ? undefined : 'that starts outside of its bounds';
  return Number.isFinite(start.impedance) && Number.isFinite(start.frequency) && scale === 'log'
    ? undefined
    : 'with a start that is no number';
}
