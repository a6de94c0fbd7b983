import {
  add,
  addPairs,
  get,
  int,
  load,
  loadInt,
  loadSplat,
  mul,
  mulPairs,
  repeat,
  set,
  several,
  shl,
  store,
  sub,
  subPairs,
  timesI,
  wasmFunction,
  zero,
  type Code,
  type Local,
  type WasmFunction,
} from './assembler.ts';

// Addresses in bytes: of the whole vector, of the block's part of it, of its panel, of the reciprocal diagonal and of its rows below (int32).
// Panels are row-major, (w + r) × w, as `FactorPattern` describes.

/** Sums of L times x and of Im L times x of four complex vectors. */
const FOUR = [0, 1, 2, 3] as const;
const multiplyAdd = (
  reals: readonly Local[],
  imaginaries: readonly Local[],
  l: Local,
  x: Local,
  [a, b, v]: readonly [Local, Local, Local],
): Code => [
  ...set(a, loadSplat(get(l))),
  ...set(b, loadSplat(get(l), 8)),
  ...FOUR.flatMap((i) => [
    ...set(v, load(get(x), 16 * i)),
    ...set(reals[i]!, addPairs(get(reals[i]!), mulPairs(get(a), get(v)))),
    ...set(imaginaries[i]!, addPairs(get(imaginaries[i]!), mulPairs(get(b), get(v)))),
  ]),
];
/** x less the sums, times a complex number where there is one. */
const finish = (to: Local, reals: readonly Local[], imaginaries: readonly Local[], v: Local, inverse?: Code): Code =>
  FOUR.flatMap((i) => [
    ...set(v, subPairs(load(get(to), 16 * i), addPairs(get(reals[i]!), timesI(get(imaginaries[i]!))))),
    ...store(
      get(to),
      inverse ? addPairs(mulPairs(loadSplat(inverse), get(v)), mulPairs(loadSplat(inverse, 8), timesI(get(v)))) : get(v),
      16 * i,
    ),
  ]);

/** L y = x for four complex vectors, whose eight numbers of a position are together. */
export const forwardFour: WasmFunction = wasmFunction('forwardFour', 7, ([vector, part, panel, inverse, rows, w, r], local) => {
  const [l, x, end, row, to, last] = several(6, () => local('i32'));
  const [reals, imaginaries] = [FOUR.map(() => local('v128')), FOUR.map(() => local('v128'))];
  const scratch = [local('v128'), local('v128'), local('v128')] as const;
  const sums: Code = [
    ...[...reals, ...imaginaries].flatMap((sum) => set(sum, zero)),
    ...set(x, get(part)),
    ...repeat(x, get(end), int(64), [...multiplyAdd(reals, imaginaries, l, x, scratch), ...set(l, add(get(l), int(16)))]),
  ];
  return [
    set(row, get(panel)),
    set(end, get(part)),
    set(last, add(get(part), shl(get(w), 6))),
    repeat(end, get(last), int(64), [
      ...set(l, get(row)),
      ...sums,
      ...finish(end, reals, imaginaries, scratch[2], get(inverse)),
      ...set(inverse, add(get(inverse), int(16))),
      ...set(row, add(get(row), shl(get(w), 4))),
    ]),
    set(l, get(row)),
    set(last, add(get(rows), shl(get(r), 2))),
    repeat(rows, get(last), int(4), [
      ...sums,
      ...set(to, add(get(vector), shl(loadInt(get(rows)), 6))),
      ...finish(to, reals, imaginaries, scratch[2]),
    ]),
  ];
});

/** L^T y = x for four complex vectors; `near` has room for the numbers of the rows below. */
export const backwardFour: WasmFunction = wasmFunction('backwardFour', 8, ([vector, part, panel, inverse, rows, w, r, near], local) => {
  const [l, x, end, to, at, last] = several(6, () => local('i32'));
  const [bytes, j, column] = [local('i32'), local('i32'), local('i32')];
  const [reals, imaginaries] = [FOUR.map(() => local('v128')), FOUR.map(() => local('v128'))];
  const scratch = [local('v128'), local('v128'), local('v128')] as const;
  const sums: Code = repeat(x, get(end), int(64), [...multiplyAdd(reals, imaginaries, l, x, scratch), ...set(l, add(get(l), get(bytes)))]);
  return [
    set(bytes, shl(get(w), 4)),
    set(to, get(near)),
    set(at, get(rows)),
    set(last, add(get(rows), shl(get(r), 2))),
    repeat(at, get(last), int(4), [
      ...set(x, add(get(vector), shl(loadInt(get(at)), 6))),
      ...FOUR.flatMap((i) => store(get(to), load(get(x), 16 * i), 16 * i)),
      ...set(to, add(get(to), int(64))),
    ]),
    set(last, get(to)),
    set(j, int(0)),
    repeat(j, get(w), int(1), [
      ...set(column, sub(sub(get(w), int(1)), get(j))),
      ...set(to, add(get(part), shl(get(column), 6))),
      // the column from below the diagonal down
      ...set(l, add(get(panel), add(shl(get(column), 4), mul(add(get(column), int(1)), get(bytes))))),
      ...[...reals, ...imaginaries].flatMap((sum) => set(sum, zero)),
      ...set(x, add(get(to), int(64))),
      ...set(end, add(get(part), shl(get(w), 6))),
      ...sums,
      ...set(x, get(near)),
      ...set(end, get(last)),
      ...sums,
      ...finish(to, reals, imaginaries, scratch[2], add(get(inverse), shl(get(column), 4))),
    ]),
  ];
});
