/** All increasing tuples of grid indices, one per way to place `length` arcs, and which of them lie side by side. */
export interface SlotGrid {
  readonly size: number;
  /** `size` × `length`. */
  readonly slots: Int32Array;
  /** Per tuple those a step away, diagonal steps too (along one axis at a time where these would be thousands). */
  readonly neighbours: readonly Int32Array[];
}

const MOST_DIAGONAL = 4;
const KEPT = 8;
/** A batch of spectra of one instrument asks for the same grid again and again. */
const known = new Map<string, SlotGrid>();

/** Tuples of `length` indices below `count`, in lexical order. */
export function slotGrid(count: number, length: number): SlotGrid {
  const key = `${count},${length}`;
  const found = known.get(key);
  if (found) return found;
  const made = makeGrid(count, length);
  if (known.size >= KEPT) known.clear();
  known.set(key, made);
  return made;
}

function makeGrid(count: number, length: number): SlotGrid {
  const tuples: number[][] = [];
  const extend = (head: readonly number[]): void => {
    if (head.length === length) {
      tuples.push([...head]);
      return;
    }
    for (let next = (head.at(-1) ?? -1) + 1; next <= count - length + head.length; next++) extend([...head, next]);
  };
  extend([]);
  const index = new Map(tuples.map((tuple, i) => [tuple.join(), i]));
  const steps = stepsOf(length);
  const neighbours = tuples.map((tuple) =>
    Int32Array.from(
      steps.flatMap((step) => {
        const at = index.get(tuple.map((slot, i) => slot + step[i]!).join());
        return at === undefined ? [] : [at];
      }),
    ),
  );
  return { size: tuples.length, slots: Int32Array.from(tuples.flat()), neighbours };
}

function stepsOf(length: number): number[][] {
  const along = Array.from({ length: 2 * length }, (_, s) => Array.from({ length }, (_, i) => (i === s >> 1 ? 1 - 2 * (s & 1) : 0)));
  if (length > MOST_DIAGONAL) return along;
  let steps: number[][] = [[]];
  for (let i = 0; i < length; i++) steps = steps.flatMap((head) => [-1, 0, 1].map((by) => [...head, by]));
  return steps.filter((step) => step.some((by) => by !== 0));
}
