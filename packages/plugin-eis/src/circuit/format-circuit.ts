import type { CircuitNode } from './circuit.ts';

/** Canonical text of a circuit: `R0-p(R1,CPE1)-CPE3`. */
export function formatCircuit(node: CircuitNode): string {
  if (node.type === 'element') return node.name;
  const parts = node.children.map(formatCircuit);
  return node.type === 'series' ? parts.join('-') : `p(${parts.join(',')})`;
}
