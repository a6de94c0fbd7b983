import type { Circuit, CircuitElement, CircuitNode } from './circuit.ts';
import { derive, forward, OP, STRIDE } from './circuit-operations.ts';
import { DISTRIBUTED } from './distributed-elements.ts';
import { type ForeignOperation, foreignOperation } from './foreign-operation.ts';
import { arcOf } from './ladder.ts';

/**
 * A circuit over a list of frequencies. `p`: its parameters in order, SI.
 * `evaluate` fills [re…, im…] (2N), `jacobian` ∂/∂p row-major 2N × m, `jacobianColumns` the same column after column. None allocates; the jacobian at the point last evaluated
 * reuses its impedances. Buffers belong to the object: one fit at a time.
 */
export interface CompiledCircuit {
  readonly points: number;
  readonly parameters: number;
  evaluate(p: ArrayLike<number>, out: Float64Array): void;
  jacobian(p: ArrayLike<number>, out: Float64Array): void;
  jacobianColumns(p: ArrayLike<number>, out: Float64Array): void;
}

/** Compiles the tree to a flat list of array operations over split real and imaginary parts, one register per node. */
export function compileCircuit(circuit: Circuit, frequency: Float64Array): CompiledCircuit {
  const n = frequency.length;
  const m = circuit.parameters.length;
  const program: number[] = [];
  const omega = frequency.map((f) => 2 * Math.PI * f);
  const foreign: ForeignOperation[] = [];
  const result = emit(circuit.root, program, (element) => foreign.push(foreignOperation(element, omega)) - 1).register;
  const ops = Int32Array.from(program);
  const registers = program.length / STRIDE;
  const re = new Float64Array(registers * n);
  const im = new Float64Array(registers * n);
  const share = new Float64Array(2 * registers * n);
  const lnOmega = omega.map(Math.log);
  const last = new Float64Array(m).fill(NaN);

  const impedances = (p: ArrayLike<number>): void => {
    for (let o = 0; o < ops.length; o += STRIDE)
      if (ops[o] === OP.FOREIGN) foreign[ops[o + 3]!]!.forward(p, ops[o + 1]! * n, re, im);
      else forward(ops, o, p, n, re, im, share, omega, lnOmega);
    for (let j = 0; j < m; j++) last[j] = p[j]!;
  };
  const derivatives = (p: ArrayLike<number>, out: Float64Array, row: number, column: number): void => {
    for (let j = 0; j < m; j++)
      if (p[j] !== last[j]) {
        impedances(p);
        break;
      }
    for (let o = 0; o < ops.length; o += STRIDE)
      if (ops[o] === OP.FOREIGN) foreign[ops[o + 3]!]!.derive(p, row, column, out);
      else derive(ops, o, p, n, row, column, re, im, share, omega, lnOmega, out);
  };
  return {
    points: n,
    parameters: m,
    evaluate(p, out) {
      impedances(p);
      const base = result * n;
      for (let i = 0; i < n; i++) {
        out[i] = re[base + i]!;
        out[n + i] = im[base + i]!;
      }
    },
    jacobian: (p, out) => derivatives(p, out, m, 1),
    jacobianColumns: (p, out) => derivatives(p, out, 1, 2 * n),
  };
}

const CODES: { readonly [kind: string]: number } = { ...OP, ...DISTRIBUTED };

/** @param foreign – keeps an element of another plugin and gives its number */
function emit(
  node: CircuitNode,
  program: number[],
  foreign: (element: CircuitElement) => number,
): { register: number; from: number; to: number } {
  if (node.type === 'element') {
    const register = program.length / STRIDE;
    const to = node.at + Object.keys(node.definition.parameters).length;
    const built = node.from === undefined;
    program.push(built ? CODES[node.kind]! : OP.FOREIGN, register, node.at, built ? 0 : foreign(node), node.at, node.at, to);
    return { register, from: node.at, to };
  }
  const arc = arcOf(node);
  if (arc && arc.n >= 0) {
    // p(R,CPE), most of what circuits are made of, at half the price of its three operations.
    const register = program.length / STRIDE;
    program.push(OP.ARC, register, arc.R, arc.Q, 0, 0, 0);
    return { register, from: Math.min(arc.R, arc.Q), to: Math.max(arc.R, arc.n) + 1 };
  }
  const code = node.type === 'series' ? OP.SERIES : OP.PARALLEL;
  let left = emit(node.children[0] as CircuitNode, program, foreign);
  for (const child of node.children.slice(1)) {
    const right = emit(child, program, foreign);
    const register = program.length / STRIDE;
    program.push(code, register, left.register, right.register, left.from, right.from, right.to);
    left = { register, from: left.from, to: right.to };
  }
  return left;
}
