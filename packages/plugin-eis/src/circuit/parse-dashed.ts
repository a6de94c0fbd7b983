import type { CircuitNode } from './circuit.ts';
import { circuitError } from './circuit-error.ts';
import type { KnownElements } from './known-elements.ts';

const MAX_DEPTH = 24;

/** `R0-p(R1,CPE1)-CPE3`: recursive descent, one function per rule. Elements without a number keep the bare name until `nameElements`. */
export function parseDashed(text: string, elements: KnownElements): CircuitNode {
  let at = 0;
  const skip = (): void => {
    while (/\s/.test(text[at] ?? '')) at++;
  };
  const fail = (message: string, fix: string, position = at): never => {
    throw circuitError(text, position, message, fix);
  };

  const series = (depth: number): CircuitNode => {
    if (depth > MAX_DEPTH) fail(`more than ${MAX_DEPTH} nested groups`, 'use a simpler circuit');
    const children = [term(depth)];
    for (skip(); text[at] === '-'; skip()) {
      at++;
      children.push(term(depth));
    }
    return children.length === 1 ? (children[0] as CircuitNode) : { type: 'series', children };
  };

  const term = (depth: number): CircuitNode => {
    skip();
    if (/^p\s*\(/.test(text.slice(at))) return parallel(depth);
    const match = /^([A-Za-z]+)(\d*)/.exec(text.slice(at));
    if (!match) {
      const found = text[at] === undefined ? 'the circuit ends' : `'${text[at]}' stands`;
      fail(`${found} where an element or p(…) should be`, 'remove the stray character, or write an element such as R1 there');
    }
    const [whole, letters, digits] = match as unknown as [string, string, string];
    const known = elements.find(letters);
    if (!known) return fail(`'${whole}' is no known element`, elements.fix(letters));
    const { element: definition, from } = known;
    const kind = definition.symbol;
    at += whole.length;
    return { type: 'element', kind, definition, from, name: kind + digits.replace(/^0+(?=\d)/, ''), at: -1 };
  };

  const parallel = (depth: number): CircuitNode => {
    const opened = at;
    at = text.indexOf('(', at) + 1;
    const children = [series(depth + 1)];
    for (skip(); text[at] === ','; skip()) {
      at++;
      children.push(series(depth + 1));
    }
    if (text[at] !== ')') {
      if (text[at] === undefined) fail('the bracket of this p( is never closed', 'add the missing )', opened);
      fail(`'${text[at]}' stands where , or ) should be`, 'separate parallel branches by commas and series elements by -');
    }
    if (children.length < 2) fail('p(…) has one branch only', 'give it two or more branches, p(R1,CPE1), or drop the p()', opened);
    at++;
    return { type: 'parallel', children };
  };

  const root = series(0);
  skip();
  if (at < text.length)
    fail(
      `'${text[at]}' stands after the end of the circuit`,
      text[at] === ')' ? 'remove it, or open its bracket with p(' : 'join series elements with -',
    );
  return root;
}
