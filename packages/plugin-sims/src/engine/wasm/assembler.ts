/**
 * WebAssembly as expressions: each function gives the bytes of one, and a program is their concatenation. Only what the kernels beside use: 32-bit
 * integers for addresses and counts, doubles, and pairs of doubles (`v128`). Opcodes: WebAssembly core specification, binary format, and its SIMD part.
 */
export type Code = readonly number[];

/** Number of a local variable. */
export type Local = number;
export type LocalType = 'i32' | 'f64' | 'v128';

/** N of them. */
export type Locals<N extends number, Found extends readonly Local[] = []> = Found['length'] extends N
  ? Found
  : Locals<N, [...Found, Local]>;

const TYPES = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;

/** LEB128 of an unsigned and of a signed integer. */
function unsigned(n: number): number[] {
  return n < 128 ? [n] : [(n & 127) | 128, ...unsigned(n >>> 7)];
}
function signed(n: number): number[] {
  return n >= -64 && n < 64 ? [n & 127] : [(n & 127) | 128, ...signed(n >> 7)];
}
const simd = (op: number): number[] => [0xfd, ...unsigned(op)];

export const get = (local: Local): Code => [0x20, ...unsigned(local)];
export const set = (local: Local, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const int = (n: number): Code => [0x41, ...signed(n)];
export const add = (a: Code, b: Code): Code => [...a, ...b, 0x6a];
export const sub = (a: Code, b: Code): Code => [...a, ...b, 0x6b];
export const mul = (a: Code, b: Code): Code => [...a, ...b, 0x6c];
export const and = (a: Code, b: Code): Code => [...a, ...b, 0x71];
export const shl = (a: Code, bits: number): Code => [...a, ...int(bits), 0x74];

/** The smaller of two integers. */
export const least = (a: Code, b: Code): Code => [...a, ...b, ...a, ...b, 0x48, 0x1b];

export const loadInt = (at: Code): Code => [...at, 0x28, 2, 0];
export const loadF64 = (at: Code): Code => [...at, 0x2b, 3, 0];
export const storeF64 = (at: Code, value: Code): Code => [...at, ...value, 0x39, 3, 0];
export const addF64 = (a: Code, b: Code): Code => [...a, ...b, 0xa0];
export const subF64 = (a: Code, b: Code): Code => [...a, ...b, 0xa1];
export const mulF64 = (a: Code, b: Code): Code => [...a, ...b, 0xa2];

export const load = (at: Code, offset = 0): Code => [...at, ...simd(0x00), 3, ...unsigned(offset)];
/** The same double twice. */
export const loadSplat = (at: Code, offset = 0): Code => [...at, ...simd(0x0a), 3, ...unsigned(offset)];
export const store = (at: Code, value: Code, offset = 0): Code => [...at, ...value, ...simd(0x0b), 3, ...unsigned(offset)];
export const zero: Code = [...simd(0x0c), ...Array.from({ length: 16 }, () => 0)];
export const addPairs = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf0)];
export const subPairs = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf1)];
export const mulPairs = (a: Code, b: Code): Code => [...a, ...b, ...simd(0xf2)];
export const splat = (a: Code): Code => [...a, ...simd(0x14)];
export const lane = (a: Code, which: 0 | 1): Code => [...a, ...simd(0x21), which];
/** (a0, a1) -> (-a1, a0): times i for a complex number. */
export const timesI = (a: Code): Code => {
  const negativeFirst = [...simd(0x0c), 0, 0, 0, 0, 0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0];
  const swapped = [...a, ...a, ...simd(0x0d), 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7];
  return [...swapped, ...negativeFirst, ...simd(0x51)];
};

/** While `pointer` < `end`, and then a step further each time. */
export const repeat = (pointer: Local, end: Code, step: Code, body: Code): Code => {
  const less = [...get(pointer), ...end, 0x49];
  const again = [...body, ...set(pointer, add(get(pointer), step)), ...less, 0x0d, 0];
  return [...less, 0x04, 0x40, 0x03, 0x40, ...again, 0x0b, 0x0b];
};
/** Where `condition` isn't 0. */
export const when = (condition: Code, body: Code): Code => [...condition, 0x04, 0x40, ...body, 0x0b];

export interface WasmFunction {
  readonly name: string;
  readonly parameters: number;
  readonly locals: readonly LocalType[];
  readonly body: Code;
}

export const several = <N extends number>(n: N, make: () => Local): Locals<N> => Array.from({ length: n }, make) as unknown as Locals<N>;

/** @param build – of the numbers of the parameters, all i32, and of what makes a local variable */
export function wasmFunction<N extends number>(
  name: string,
  parameters: N,
  build: (parameters: Locals<N>, local: (type: LocalType) => Local) => readonly Code[],
): WasmFunction {
  const locals: LocalType[] = [];
  const local = (type: LocalType): Local => parameters + locals.push(type) - 1;
  let next = 0;
  const named = several(parameters, () => next++);
  const body = build(named, local).flat();
  return { name, parameters, locals, body };
}

const text = (s: string): number[] => [s.length, ...Array.from(s, (c) => c.charCodeAt(0))];
const list = (items: readonly Code[]): number[] => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): number[] => [id, ...unsigned(content.length), ...content];

/** A module of functions without results over the memory `engine.memory`. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const code = functions.map(({ locals, body }) => {
    const whole = [...list(locals.map((type) => [1, TYPES[type]])), ...body, 0x0b];
    return [...unsigned(whole.length), ...whole];
  });
  const types = functions.map(({ parameters }) => [0x60, ...list(Array.from({ length: parameters }, () => [TYPES.i32])), 0]);
  const header = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];
  return Uint8Array.from([
    ...header,
    ...section(1, list(types)),
    ...section(2, list([[...text('engine'), ...text('memory'), 2, 0, 0]])),
    ...section(3, list(functions.map((_, i) => unsigned(i)))),
    ...section(7, list(functions.map(({ name }, i) => [...text(name), 0, ...unsigned(i)]))),
    ...section(10, list(code)),
  ]);
}
