import {
  add,
  addPairs,
  and,
  get,
  int,
  least,
  load,
  loadSplat,
  mul,
  mulPairs,
  repeat,
  set,
  several,
  shl,
  store,
  subPairs,
  timesI,
  wasmFunction,
  zero,
  type Code,
  type WasmFunction,
} from './assembler.ts';

// Parameters as those of the solutions: what isn't used here is there all the same. U = the block's update, r × r row-major, lower half.

/** Rows below a block of a complex factor, four at a time. */
export const belowComplex: WasmFunction = wasmFunction('belowComplex', 8, (parameters, local) => {
  const [, , panel, inverse, , w, r] = parameters;
  const [row, i, j, l, end, bytes] = several(6, () => local('i32'));
  const starts = several(4, () => local('i32'));
  const pointers = several(4, () => local('i32'));
  const [reals, imaginaries] = [several(4, () => local('v128')), several(4, () => local('v128'))];
  const [x, y, v] = [local('v128'), local('v128'), local('v128')];
  const rows = (lines: number): Code => {
    const each = Array.from({ length: lines }, (_, k) => k);
    return [
      ...each.flatMap((k) => set(starts[k]!, k === 0 ? get(row) : add(get(starts[k - 1]!), get(bytes)))),
      ...set(j, int(0)),
      ...repeat(j, get(w), int(1), [
        ...each.flatMap((k) => [...set(pointers[k]!, get(starts[k]!)), ...set(reals[k]!, zero), ...set(imaginaries[k]!, zero)]),
        ...set(l, add(get(panel), mul(get(j), get(bytes)))),
        ...set(end, add(get(l), shl(get(j), 4))),
        ...repeat(l, get(end), int(16), [
          ...set(x, loadSplat(get(l))),
          ...set(y, loadSplat(get(l), 8)),
          ...each.flatMap((k) => [
            ...set(v, load(get(pointers[k]!))),
            ...set(reals[k]!, addPairs(get(reals[k]!), mulPairs(get(x), get(v)))),
            ...set(imaginaries[k]!, addPairs(get(imaginaries[k]!), mulPairs(get(y), get(v)))),
            ...set(pointers[k]!, add(get(pointers[k]!), int(16))),
          ]),
        ]),
        ...set(l, add(get(inverse), shl(get(j), 4))),
        ...each.flatMap((k) => [
          ...set(v, subPairs(load(get(pointers[k]!)), addPairs(get(reals[k]!), timesI(get(imaginaries[k]!))))),
          ...store(get(pointers[k]!), addPairs(mulPairs(loadSplat(get(l)), get(v)), mulPairs(loadSplat(get(l), 8), timesI(get(v))))),
        ]),
      ]),
      ...set(row, add(get(row), mul(int(lines), get(bytes)))),
    ];
  };
  return [
    set(bytes, shl(get(w), 4)),
    set(row, add(get(panel), mul(get(w), get(bytes)))),
    set(i, int(0)),
    repeat(i, and(get(r), int(-4)), int(4), rows(4)),
    repeat(i, get(r), int(1), rows(1)),
  ];
});

/** U -= B B^T of a complex factor, two rows by two at a time. */
export const subtractComplex: WasmFunction = wasmFunction('subtractComplex', 8, (parameters, local) => {
  const [, , panel, , , w, r, u] = parameters;
  const [b, i, j, a, end, bytes, line, to] = several(8, () => local('i32'));
  const [left, right] = [several(2, () => local('i32')), several(2, () => local('i32'))];
  const [reals, imaginaries] = [several(4, () => local('v128')), several(4, () => local('v128'))];
  const columns = several(2, () => local('v128'));
  const x = local('v128');
  const tile = (lines: number, wide: number): Code => {
    const sums = Array.from({ length: lines * wide }, (_, k) => ({ which: Math.floor(k / wide), column: k % wide, k }));
    return [
      ...left.slice(0, lines).flatMap((at, k) => set(at, k === 0 ? get(a) : add(get(left[k - 1]!), get(bytes)))),
      ...right
        .slice(0, wide)
        .flatMap((at, k) => set(at, k === 0 ? add(get(b), mul(get(j), get(bytes))) : add(get(right[k - 1]!), get(bytes)))),
      ...sums.flatMap(({ k }) => [...set(reals[k]!, zero), ...set(imaginaries[k]!, zero)]),
      ...set(end, add(get(a), get(bytes))),
      ...repeat(left[0], get(end), int(16), [
        ...right.slice(0, wide).flatMap((at, k) => set(columns[k]!, load(get(at)))),
        ...[reals, imaginaries].flatMap((parts, part) =>
          Array.from({ length: lines }, (_, which) => [
            ...set(x, loadSplat(get(left[which]!), 8 * part)),
            ...sums
              .filter((each) => each.which === which)
              .flatMap(({ column, k }) => set(parts[k]!, addPairs(get(parts[k]!), mulPairs(get(x), get(columns[column]!))))),
          ]).flat(),
        ),
        ...[...left.slice(1, lines), ...right.slice(0, wide)].flatMap((at) => set(at, add(get(at), int(16)))),
      ]),
      ...sums.flatMap(({ which, column, k }) => {
        const at = add(add(get(to), shl(add(get(j), int(column)), 4)), which === 0 ? int(0) : get(line));
        return store(at, subPairs(load(at), addPairs(get(reals[k]!), timesI(get(imaginaries[k]!)))));
      }),
    ];
  };
  const row = (lines: number): Code => [
    ...set(j, int(0)),
    // a number above the diagonal is written to as well, and means nothing
    ...repeat(j, and(get(i), int(-2)), int(2), tile(lines, 2)),
    ...repeat(j, least(add(get(i), int(lines)), get(r)), int(1), tile(lines, 1)),
    ...set(a, add(get(a), mul(int(lines), get(bytes)))),
    ...set(to, add(get(to), mul(int(lines), get(line)))),
  ];
  return [
    set(bytes, shl(get(w), 4)),
    set(line, shl(get(r), 4)),
    set(b, add(get(panel), mul(get(w), get(bytes)))),
    set(a, get(b)),
    set(to, get(u)),
    set(i, int(0)),
    repeat(i, and(get(r), int(-2)), int(2), row(2)),
    repeat(i, get(r), int(1), row(1)),
  ];
});
