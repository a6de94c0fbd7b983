import type { Circuit, CircuitElement, CircuitNode } from './circuit.ts';

/** p(R,CPE) or p(R,C): indices into the circuit's parameters; `n` is −1 for a capacitor. */
export interface Arc {
  readonly R: number;
  readonly Q: number;
  readonly n: number;
  /** `R1`, `CPE1`. */
  readonly resistor: string;
  readonly capacitor: string;
}

/** A circuit that is a chain of arcs and single elements: linear in everything but time constants and exponents. */
export interface Ladder {
  readonly arcs: readonly Arc[];
  readonly series: readonly CircuitElement[];
}

/** Elements linear in one parameter, but for an exponent. */
const LINEAR: ReadonlySet<string> = new Set(['R', 'C', 'L', 'CPE', 'W']);

/** Undefined for a circuit with other groups or elements. */
export function ladderOf(circuit: Circuit): Ladder | undefined {
  const chain = circuit.root.type === 'series' ? circuit.root.children : [circuit.root];
  const arcs: Arc[] = [];
  const series: CircuitElement[] = [];
  for (const node of chain) {
    if (node.type === 'element') {
      if (!LINEAR.has(node.kind)) return undefined;
      series.push(node);
    } else {
      const arc = arcOf(node);
      if (!arc) return undefined;
      arcs.push(arc);
    }
  }
  return { arcs, series };
}

/** Arcs of any circuit, wherever they stand, in order of the text. */
export function arcsOf(circuit: Circuit): Arc[] {
  const found: Arc[] = [];
  const walk = (node: CircuitNode): void => {
    if (node.type === 'element') return;
    const arc = arcOf(node);
    if (arc) found.push(arc);
    else node.children.forEach(walk);
  };
  walk(circuit.root);
  return found;
}

/** The arc a node is by itself, p(R,CPE) or p(R,C) in either order; else undefined. */
export function arcOf(node: CircuitNode): Arc | undefined {
  if (node.type !== 'parallel' || node.children.length !== 2) return undefined;
  const elements = node.children.filter((child) => child.type === 'element');
  const resistor = elements.find(({ kind }) => kind === 'R');
  const capacitor = elements.find(({ kind }) => kind === 'CPE' || kind === 'C');
  if (!resistor || !capacitor) return undefined;
  return {
    R: resistor.at,
    Q: capacitor.at,
    n: capacitor.kind === 'CPE' ? capacitor.at + 1 : -1,
    resistor: resistor.name,
    capacitor: capacitor.name,
  };
}
