import type { CircuitNode } from './circuit.ts';
import { circuitError } from './circuit-error.ts';
import { ownElements } from './known-elements.ts';

const MAX_DEPTH = 24;
/** Finite diffusion: O ends in a reservoir (tanh), T at a wall (coth). */
const FINITE: { readonly [letter: string]: 'Ws' | 'Wo' } = { O: 'Ws', T: 'Wo' };

/**
 * Boukamp's circuit description code, `R(RQ)(RQ)Q`, `R(C[RW])`: a bracket opens the other kind of group, parallel inside of series and series
 * inside of parallel; `[` is always series.
 * @see Boukamp, Solid State Ionics 20 (1986) 31, doi:10.1016/0167-2738(86)90031-7
 */
export function parseBoukamp(text: string): CircuitNode {
  let at = 0;
  const group = (type: 'series' | 'parallel', close: string, opened: number, depth: number): CircuitNode => {
    if (depth > MAX_DEPTH) throw circuitError(text, at, `more than ${MAX_DEPTH} nested groups`, 'use a simpler circuit');
    const children: CircuitNode[] = [];
    for (;;) {
      while (/\s/.test(text[at] ?? '')) at++;
      const char = text[at];
      if (char === undefined) {
        if (close !== '') throw circuitError(text, opened, 'this bracket is never closed', `add the missing ${close}`);
        break;
      }
      if (char === ')' || char === ']') {
        if (char !== close) throw circuitError(text, at, `'${char}' closes nothing`, 'remove it, or open its bracket');
        at++;
        break;
      }
      if (char === '(' || char === '[') {
        const start = at++;
        children.push(group(char === '[' || type === 'parallel' ? 'series' : 'parallel', char === '(' ? ')' : ']', start, depth + 1));
        continue;
      }
      const match = /^([A-Za-z])(\d*)/.exec(text.slice(at));
      const letter = match?.[1] ?? '';
      const definition = match && ownElements.find(FINITE[letter] ?? letter)?.element;
      if (!match || !definition) throw circuitError(text, at, `'${char}' is no element`, ownElements.fix(char));
      const kind = definition.symbol;
      at += match[0].length;
      children.push({
        type: 'element',
        kind,
        definition,
        from: undefined,
        name: kind + (match[2] as string).replace(/^0+(?=\d)/, ''),
        at: -1,
      });
    }
    if (children.length === 0) throw circuitError(text, opened, 'empty brackets', 'put elements into them or remove them');
    if (type === 'parallel' && children.length < 2)
      throw circuitError(text, opened, 'a parallel group has one element only', 'add the other branch, as in (RQ)');
    return children.length === 1 ? (children[0] as CircuitNode) : { type, children };
  };
  return group('series', '', 0, 0);
}
