import {
  add,
  addF64,
  addPairs,
  and,
  get,
  int,
  lane,
  load,
  loadF64,
  loadInt,
  mul,
  mulF64,
  mulPairs,
  repeat,
  set,
  several,
  shl,
  splat,
  store,
  storeF64,
  sub,
  subF64,
  subPairs,
  wasmFunction,
  when,
  zero,
  type Code,
  type Local,
  type WasmFunction,
} from './assembler.ts';

// Addresses in bytes: of the whole vector, of the block's part of it, of its panel, of the reciprocal diagonal and of its rows below (int32).
// Panels are row-major, (w + r) × w, as `FactorPattern` describes.

/** Sum of both lanes and, of an odd number of products, the last one. */
const total = (sums: Local, odd: Code, a: Code, b: Code, out: Local): Code => [
  ...set(out, addF64(lane(get(sums), 0), lane(get(sums), 1))),
  ...when(odd, set(out, addF64(get(out), mulF64(loadF64(a), loadF64(b))))),
];
const entry = (vector: Local, row: Local): Code => add(get(vector), shl(loadInt(get(row)), 3));
const subtractAt = (at: Code, value: Code): Code => storeF64(at, subF64(loadF64(at), value));

/** L y = x for one vector: the triangle, then what it takes from the rows below, four of them at a time. */
export const forwardReal: WasmFunction = wasmFunction('forwardReal', 7, ([vector, part, panel, inverse, rows, w, r], local) => {
  const [q, end, row, p, k, last] = several(6, () => local('i32'));
  const pointers = several(4, () => local('i32'));
  const sums = several(4, () => local('v128'));
  const s = local('f64');
  const bytes = local('i32');
  const dots = (lines: number): Code => [
    ...pointers.slice(0, lines).flatMap((at, i) => set(at, i === 0 ? get(row) : add(get(pointers[i - 1]!), get(bytes)))),
    ...sums.slice(0, lines).flatMap((sum) => set(sum, zero)),
    ...set(q, get(part)),
    ...repeat(q, get(end), int(16), [
      ...sums.slice(0, lines).flatMap((sum, i) => set(sum, addPairs(get(sum), mulPairs(load(get(pointers[i]!)), load(get(q)))))),
      ...pointers.slice(0, lines).flatMap((at) => set(at, add(get(at), int(16)))),
    ]),
  ];
  const below = (lines: number): Code => [
    ...dots(lines),
    ...sums
      .slice(0, lines)
      .flatMap((sum, i) => [
        ...total(sum, and(get(w), int(1)), get(pointers[i]!), get(q), s),
        ...subtractAt(entry(vector, k), get(s)),
        ...set(k, add(get(k), int(4))),
      ]),
    ...set(row, add(get(row), mul(int(lines), get(bytes)))),
  ];
  return [
    set(bytes, shl(get(w), 3)),
    set(row, get(panel)),
    set(p, int(0)),
    repeat(p, get(w), int(1), [
      ...set(end, add(get(part), shl(and(get(p), int(-2)), 3))),
      ...dots(1),
      ...total(sums[0], and(get(p), int(1)), get(pointers[0]), get(q), s),
      ...set(q, add(get(part), shl(get(p), 3))),
      ...storeF64(get(q), mulF64(subF64(loadF64(get(q)), get(s)), loadF64(add(get(inverse), shl(get(p), 3))))),
      ...set(row, add(get(row), get(bytes))),
    ]),
    set(end, add(get(part), shl(and(get(w), int(-2)), 3))),
    set(k, get(rows)),
    set(last, add(get(rows), shl(and(get(r), int(-4)), 2))),
    repeat(k, get(last), int(0), below(4)),
    set(last, add(get(rows), shl(get(r), 2))),
    repeat(k, get(last), int(0), below(1)),
  ];
});

/** L^T y = x for one vector: what the rows below take from the triangle, four of them at a time, then the triangle from its last row up. */
export const backwardReal: WasmFunction = wasmFunction('backwardReal', 7, ([vector, part, panel, inverse, rows, w, r], local) => {
  const [q, end, row, p, k, last] = several(6, () => local('i32'));
  const pointers = several(4, () => local('i32'));
  const factors = several(4, () => local('v128'));
  const bytes = local('i32');
  /** The part of the vector less so many rows times their factors; `odd`: one number is left over at the end. */
  const subtract = (lines: number, odd: Code): Code => {
    const less = (from: Code, line: (i: number) => Code, minus: (a: Code, b: Code) => Code): Code =>
      factors.slice(0, lines).reduce<Code>((sum, _, i) => minus(sum, line(i)), from);
    return [
      ...pointers.slice(0, lines).flatMap((at, i) => set(at, i === 0 ? get(row) : add(get(pointers[i - 1]!), get(bytes)))),
      ...set(q, get(part)),
      ...repeat(q, get(end), int(16), [
        ...store(
          get(q),
          less(load(get(q)), (i) => mulPairs(load(get(pointers[i]!)), get(factors[i]!)), subPairs),
        ),
        ...pointers.slice(0, lines).flatMap((at) => set(at, add(get(at), int(16)))),
      ]),
      ...when(
        odd,
        storeF64(
          get(q),
          less(loadF64(get(q)), (i) => mulF64(loadF64(get(pointers[i]!)), lane(get(factors[i]!), 0)), subF64),
        ),
      ),
    ];
  };
  const below = (lines: number): Code => [
    ...factors.slice(0, lines).flatMap((factor) => [...set(factor, splat(loadF64(entry(vector, k)))), ...set(k, add(get(k), int(4)))]),
    ...subtract(lines, and(get(w), int(1))),
    ...set(row, add(get(row), mul(int(lines), get(bytes)))),
  ];
  return [
    set(bytes, shl(get(w), 3)),
    set(row, add(get(panel), mul(get(w), get(bytes)))),
    set(end, add(get(part), shl(and(get(w), int(-2)), 3))),
    set(k, get(rows)),
    set(last, add(get(rows), shl(and(get(r), int(-4)), 2))),
    repeat(k, get(last), int(0), below(4)),
    set(last, add(get(rows), shl(get(r), 2))),
    repeat(k, get(last), int(0), below(1)),
    set(row, add(get(panel), mul(get(w), get(bytes)))),
    set(p, int(0)),
    repeat(p, get(w), int(1), [
      ...set(row, sub(get(row), get(bytes))),
      // k: the number of what is left of this row
      ...set(k, sub(sub(get(w), int(1)), get(p))),
      ...set(q, add(get(part), shl(get(k), 3))),
      ...set(factors[0], splat(mulF64(loadF64(get(q)), loadF64(add(get(inverse), shl(get(k), 3)))))),
      ...storeF64(get(q), lane(get(factors[0]), 0)),
      ...set(end, add(get(part), shl(and(get(k), int(-2)), 3))),
      ...subtract(1, and(get(k), int(1))),
    ]),
  ];
});
