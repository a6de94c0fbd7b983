import type { CircuitNode } from './circuit.ts';
import { circuitError } from './circuit-error.ts';

/**
 * Gives every element without a number one: 0 for the first R or L in series with the rest where the circuit has others of its kind or it is an L,
 * else the smallest free one from 1 in order of the text. A name used twice is the error `eis/circuit`.
 */
export function nameElements(root: CircuitNode, text: string): CircuitNode {
  const used = new Set<string>();
  collect(root, used, text);
  const fresh = (kind: string, from: number): string => {
    let number = from;
    while (used.has(kind + number)) number++;
    used.add(kind + number);
    return kind + number;
  };
  const chain = root.type === 'series' ? root.children : [root];
  const name = (node: CircuitNode): CircuitNode => {
    if (node.type !== 'element') return { type: node.type, children: node.children.map(name) };
    if (/\d$/.test(node.name)) return node;
    const first = (node.kind === 'R' || node.kind === 'L') && chain.includes(node) && chain.length > 1 && !used.has(`${node.kind}0`);
    return { ...node, name: fresh(node.kind, first ? 0 : 1) };
  };
  return name(root);
}

function collect(node: CircuitNode, used: Set<string>, text: string): void {
  if (node.type !== 'element') {
    for (const child of node.children) collect(child, used, text);
    return;
  }
  if (!/\d$/.test(node.name)) return;
  if (used.has(node.name))
    throw circuitError(
      text,
      Math.max(0, text.toUpperCase().lastIndexOf(node.name.toUpperCase())),
      `${node.name} stands twice`,
      `give the second ${node.name} a number of its own`,
    );
  used.add(node.name);
}
