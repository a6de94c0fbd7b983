import {
  add,
  addF64,
  addPairs,
  and,
  get,
  int,
  lane,
  least,
  load,
  loadF64,
  mul,
  mulF64,
  mulPairs,
  repeat,
  set,
  several,
  shl,
  storeF64,
  subF64,
  wasmFunction,
  when,
  zero,
  type Code,
  type WasmFunction,
} from './assembler.ts';

// Parameters as those of the solutions: what isn't used here is there all the same. U = the block's update, r × r row-major, lower half.

/** Rows below a block of a real factor, four at a time: B = A L^-T. */
export const belowReal: WasmFunction = wasmFunction('belowReal', 8, (parameters, local) => {
  const [, , panel, inverse, , w, r] = parameters;
  const [row, i, j, l, end, bytes, four] = several(7, () => local('i32'));
  const starts = several(4, () => local('i32'));
  const pointers = several(4, () => local('i32'));
  const sums = several(4, () => local('v128'));
  const s = local('f64');
  const rows = (lines: number): Code => [
    ...starts.slice(0, lines).flatMap((at, k) => set(at, k === 0 ? get(row) : add(get(starts[k - 1]!), get(bytes)))),
    ...set(j, int(0)),
    ...repeat(j, get(w), int(1), [
      ...starts.slice(0, lines).flatMap((at, k) => [...set(pointers[k]!, get(at)), ...set(sums[k]!, zero)]),
      ...set(l, add(get(panel), mul(get(j), get(bytes)))),
      ...set(end, add(get(l), shl(and(get(j), int(-2)), 3))),
      ...repeat(l, get(end), int(16), [
        ...sums.slice(0, lines).flatMap((sum, k) => set(sum, addPairs(get(sum), mulPairs(load(get(l)), load(get(pointers[k]!)))))),
        ...pointers.slice(0, lines).flatMap((at) => set(at, add(get(at), int(16)))),
      ]),
      ...sums.slice(0, lines).flatMap((sum, k) => {
        const at = get(pointers[k]!);
        return [
          ...set(s, addF64(lane(get(sum), 0), lane(get(sum), 1))),
          ...when(and(get(j), int(1)), [
            ...set(s, addF64(get(s), mulF64(loadF64(at), loadF64(get(l))))),
            ...set(pointers[k]!, add(at, int(8))),
          ]),
          ...storeF64(at, mulF64(subF64(loadF64(at), get(s)), loadF64(add(get(inverse), shl(get(j), 3))))),
        ];
      }),
    ]),
    ...set(row, add(get(row), mul(int(lines), get(bytes)))),
  ];
  return [
    set(bytes, shl(get(w), 3)),
    set(row, add(get(panel), mul(get(w), get(bytes)))),
    set(four, and(get(r), int(-4))),
    set(i, int(0)),
    repeat(i, get(four), int(4), rows(4)),
    repeat(i, get(r), int(1), rows(1)),
  ];
});

/** U -= B B^T of a real factor, two rows by four at a time. */
export const subtractReal: WasmFunction = wasmFunction('subtractReal', 8, (parameters, local) => {
  const [, , panel, , , w, r, u] = parameters;
  const [b, i, j, a, end, bytes, line, to] = several(8, () => local('i32'));
  const [left, right] = [several(2, () => local('i32')), several(4, () => local('i32'))];
  const products = several(8, () => local('v128'));
  const [x, y] = [local('v128'), local('v128')];
  const s = local('f64');
  /** From row i, and `lines` - 1 more, and row j with `columns` - 1 more. */
  const tile = (lines: number, columns: number): Code => {
    const sums = Array.from({ length: lines * columns }, (_, k) => ({
      line: Math.floor(k / columns),
      column: k % columns,
      sum: products[k]!,
    }));
    return [
      ...left.slice(0, lines).flatMap((at, k) => set(at, k === 0 ? get(a) : add(get(left[k - 1]!), get(bytes)))),
      ...right
        .slice(0, columns)
        .flatMap((at, k) => set(at, k === 0 ? add(get(b), mul(get(j), get(bytes))) : add(get(right[k - 1]!), get(bytes)))),
      ...sums.flatMap(({ sum }) => set(sum, zero)),
      ...set(end, add(get(a), shl(and(get(w), int(-2)), 3))),
      ...repeat(left[0], get(end), int(16), [
        ...set(x, load(get(left[0]))),
        ...(lines > 1 ? set(y, load(get(left[1]))) : []),
        ...right
          .slice(0, columns)
          .flatMap((at, k) =>
            sums
              .filter(({ column }) => column === k)
              .flatMap(({ line: which, sum }) => set(sum, addPairs(get(sum), mulPairs(get(which === 0 ? x : y), load(get(at)))))),
          ),
        ...right.slice(0, columns).flatMap((at) => set(at, add(get(at), int(16)))),
        ...(lines > 1 ? set(left[1], add(get(left[1]), int(16))) : []),
      ]),
      ...sums.flatMap(({ line: which, column, sum }) => {
        const at = add(add(get(to), shl(add(get(j), int(column)), 3)), which === 0 ? int(0) : get(line));
        return [
          ...set(s, addF64(lane(get(sum), 0), lane(get(sum), 1))),
          ...when(and(get(w), int(1)), set(s, addF64(get(s), mulF64(loadF64(get(left[which]!)), loadF64(get(right[column]!)))))),
          ...storeF64(at, subF64(loadF64(at), get(s))),
        ];
      }),
    ];
  };
  const four = local('i32');
  const row = (lines: number): Code => [
    ...set(j, int(0)),
    // numbers above the diagonal are written to as well, and mean nothing
    ...set(four, least(and(get(r), int(-4)), and(add(get(i), int(lines + 3)), int(-4)))),
    ...repeat(j, get(four), int(4), tile(lines, 4)),
    ...repeat(j, least(add(get(i), int(lines)), get(r)), int(1), tile(lines, 1)),
    ...set(a, add(get(a), mul(int(lines), get(bytes)))),
    ...set(to, add(get(to), mul(int(lines), get(line)))),
  ];
  return [
    set(bytes, shl(get(w), 3)),
    set(line, shl(get(r), 3)),
    set(b, add(get(panel), mul(get(w), get(bytes)))),
    set(a, get(b)),
    set(to, get(u)),
    set(i, int(0)),
    repeat(i, and(get(r), int(-2)), int(2), row(2)),
    repeat(i, get(r), int(1), row(1)),
  ];
});
