import type { FactorPattern } from './factor-pattern.ts';
import { wasmModule } from './wasm/assembler.ts';
import { belowComplex, subtractComplex } from './wasm/complex-factor-kernels.ts';
import { backwardFour, forwardFour } from './wasm/complex-solve-kernels.ts';
import { belowReal, subtractReal } from './wasm/real-factor-kernels.ts';
import { backwardReal, forwardReal } from './wasm/real-solve-kernels.ts';

/** A block's share of a triangular solution: addresses of the vector, its part, panel, reciprocal diagonal, rows; columns, rows below, and room for numbers. */
type Kernel = (vector: number, part: number, panel: number, inverse: number, rows: number, w: number, r: number, near: number) => void;

export type KernelName =
  `${'forward' | 'backward' | 'below' | 'subtract'}Real` | `${'forward' | 'backward'}Four` | `${'below' | 'subtract'}Complex`;

/** The kernels beside as WebAssembly, bound to the memory of a factor. */
export interface BoundKernels {
  /** A kernel on block b; `room`: where in the room for numbers it works. */
  readonly run: (name: KernelName, b: number, room?: number) => void;
}

/** The numbers of a factor and of the vectors it is applied to. */
export interface FactorStorage {
  readonly values: Float64Array;
  readonly inverse: Float64Array;
  /** n numbers for a real factor; for a complex one 8 n: those of four vectors at one position together. */
  readonly vector: Float64Array;
  /** For the updates of blocks on their way to their parents while the factor is made. */
  readonly room: Float64Array;
  /** Undefined where plain code is as fast, or WebAssembly not to be had. */
  readonly kernels: BoundKernels | undefined;
}

/** Patterns of fewer pixels take plain code: a memory for each factor would cost more than it saves. */
const LEAST = 2500;
const PAGE = 65_536;
/** A memory has 32-bit addresses. */
const MOST_BYTES = 2 ** 32 - PAGE;

const KERNELS = [forwardReal, backwardReal, forwardFour, backwardFour, belowReal, subtractReal, belowComplex, subtractComplex];

let compiled: WebAssembly.Module | null | undefined;

/** The module of all kernels, made at first use; null where it can't be. */
function kernelModule(): WebAssembly.Module | null {
  if (compiled === undefined) {
    try {
      compiled = new WebAssembly.Module(wasmModule(KERNELS));
    } catch {
      compiled = null;
    }
  }
  return compiled;
}

/** Room for a factor of a pattern. @param plain – without WebAssembly */
export function factorStorage(pattern: FactorPattern, type: 'real' | 'complex', plain = false): FactorStorage {
  const numbers = type === 'complex' ? 2 : 1;
  const lanes = type === 'complex' ? 8 : 1;
  const { n, blocks, first, below, panel, rows } = pattern;
  const most = Math.max(...Array.from({ length: blocks }, (_, b) => below[b + 1]! - below[b]!));
  const sizes = [numbers * panel[blocks]!, numbers * n, lanes * n, Math.max(lanes * most, numbers * pattern.stack), (rows.length + 1) >> 1];
  const at = [0];
  for (const size of sizes) at.push(at.at(-1)! + 8 * size);
  const module = !plain && n >= LEAST && at[5]! < MOST_BYTES ? kernelModule() : null;
  const memory = module && newMemory(Math.ceil(at[5]! / PAGE));
  if (!module || !memory) {
    const [values, inverse, vector, room] = sizes.map((size) => new Float64Array(size)) as Four;
    return { values, inverse, vector, room, kernels: undefined };
  }
  const kernels = new WebAssembly.Instance(module, { engine: { memory } }).exports as unknown as { readonly [name: string]: Kernel };
  const [values, inverse, vector, room] = [0, 1, 2, 3].map((i) => new Float64Array(memory.buffer, at[i], sizes[i])) as Four;
  new Int32Array(memory.buffer, at[4], rows.length).set(rows);
  const run: BoundKernels['run'] = (name, b, from = 0) => {
    const c0 = first[b]!;
    const p = 8 * numbers * panel[b]!;
    kernels[name]!(
      at[2]!,
      at[2]! + 8 * lanes * c0,
      p,
      at[1]! + 8 * numbers * c0,
      at[4]! + 4 * below[b]!,
      first[b + 1]! - c0,
      below[b + 1]! - below[b]!,
      at[3]! + 8 * numbers * from,
    );
  };
  return { values, inverse, vector, room, kernels: { run } };
}

type Four = [Float64Array, Float64Array, Float64Array, Float64Array];

function newMemory(pages: number): WebAssembly.Memory | undefined {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages });
  } catch {
    return undefined;
  }
}
