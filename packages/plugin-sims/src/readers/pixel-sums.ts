/** True where numbers of this machine begin with their low byte, as they do on nearly all. */
export const HOST_LITTLE: boolean = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Sums of 16-bit numbers as lanes of bytes: two sums of 16 bits in each 32-bit word, for bytes 0 and 2 and for bytes 1 and 3 of a pair of pixels. */
export interface ByteLanes {
  readonly even: Int32Array;
  readonly odd: Int32Array;
  /** Planes added so far; 257 bytes of 255 fill a lane. */
  planes: number;
}

/** The most planes that lanes can hold. */
export const MOST_PLANES = 257;

export const byteLanes = (pixels: number): ByteLanes => ({
  even: new Int32Array(pixels >> 1),
  odd: new Int32Array(pixels >> 1),
  planes: 0,
});

/**
 * Adds planes of 16-bit pixels to lanes, four at a time: whatever their byte order is, no number is built and none is swapped.
 * @param planes – native views of pairs of pixels, at most `MOST_PLANES - lanes.planes` of them
 * @param at – first pair of the lanes that they belong to
 */
export function addPlanes(lanes: ByteLanes, planes: readonly Uint32Array[], at: number, pairs: number): void {
  const { even, odd } = lanes;
  let p = 0;
  for (; p + 8 <= planes.length; p += 8) addEight(even, odd, planes.slice(p, p + 8) as unknown as Eight, at, pairs);
  for (; p + 4 <= planes.length; p += 4)
    addFour(
      even,
      odd,
      planes[p] as Uint32Array,
      planes[p + 1] as Uint32Array,
      planes[p + 2] as Uint32Array,
      planes[p + 3] as Uint32Array,
      at,
      pairs,
    );
  for (; p < planes.length; p++) {
    const plane = planes[p] as Uint32Array;
    for (let i = 0; i < pairs; i++) {
      const w = plane[i] as number;
      even[at + i] = ((even[at + i] as number) + (w & 0xff00ff)) | 0;
      odd[at + i] = ((odd[at + i] as number) + ((w >>> 8) & 0xff00ff)) | 0;
    }
  }
}

type Eight = readonly [Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array, Uint32Array];

function addEight(even: Int32Array, odd: Int32Array, planes: Eight, at: number, pairs: number): void {
  const [p, q, r, s, t, u, v, w] = planes;
  for (let i = 0; i < pairs; i++) {
    const a = p[i] as number;
    const b = q[i] as number;
    const c = r[i] as number;
    const d = s[i] as number;
    const e = t[i] as number;
    const f = u[i] as number;
    const g = v[i] as number;
    const h = w[i] as number;
    const low = ((a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff)) | 0;
    const more = ((e & 0xff00ff) + (f & 0xff00ff) + (g & 0xff00ff) + (h & 0xff00ff)) | 0;
    even[at + i] = ((even[at + i] as number) + low + more) | 0;
    const high = (((a >>> 8) & 0xff00ff) + ((b >>> 8) & 0xff00ff) + ((c >>> 8) & 0xff00ff) + ((d >>> 8) & 0xff00ff)) | 0;
    const higher = (((e >>> 8) & 0xff00ff) + ((f >>> 8) & 0xff00ff) + ((g >>> 8) & 0xff00ff) + ((h >>> 8) & 0xff00ff)) | 0;
    odd[at + i] = ((odd[at + i] as number) + high + higher) | 0;
  }
}

function addFour(
  even: Int32Array,
  odd: Int32Array,
  p: Uint32Array,
  q: Uint32Array,
  r: Uint32Array,
  s: Uint32Array,
  at: number,
  pairs: number,
): void {
  for (let i = 0; i < pairs; i++) {
    const a = p[i] as number;
    const b = q[i] as number;
    const c = r[i] as number;
    const d = s[i] as number;
    even[at + i] = ((even[at + i] as number) + (a & 0xff00ff) + (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff)) | 0;
    odd[at + i] =
      ((odd[at + i] as number) + ((a >>> 8) & 0xff00ff) + ((b >>> 8) & 0xff00ff) + ((c >>> 8) & 0xff00ff) + ((d >>> 8) & 0xff00ff)) | 0;
  }
}

/** Adds what the lanes hold to counts per pixel and empties them. @param littleEndian – of the pixels that were added */
export function emptyLanes(lanes: ByteLanes, littleEndian: boolean, counts: Float64Array): void {
  const { even, odd } = lanes;
  const [low, high] = littleEndian ? [even, odd] : [odd, even];
  for (let i = 0; i < low.length; i++) {
    const l = low[i] as number;
    const h = high[i] as number;
    counts[2 * i] = (counts[2 * i] as number) + (l & 0xffff) + 256 * (h & 0xffff);
    counts[2 * i + 1] = (counts[2 * i + 1] as number) + (l >>> 16) + 256 * (h >>> 16);
  }
  even.fill(0);
  odd.fill(0);
  lanes.planes = 0;
}

/** Words summed before the lanes of two bytes could be full. */
const BLOCK = 256;

/** The sum of a run of 16-bit pixels, exact. @param words – native view of pairs of them */
export function sumPairs(words: Uint32Array, from: number, to: number, littleEndian: boolean): number {
  let [even, odd] = [0, 0];
  for (let start = from; start < to; start += BLOCK) {
    const end = Math.min(to, start + BLOCK);
    let [a, b, i] = [0, 0, start];
    for (; i + 4 <= end; i += 4) {
      const p = words[i] as number;
      const q = words[i + 1] as number;
      const r = words[i + 2] as number;
      const s = words[i + 3] as number;
      a = (a + (p & 0xff00ff) + (q & 0xff00ff) + (r & 0xff00ff) + (s & 0xff00ff)) | 0;
      b = (b + ((p >>> 8) & 0xff00ff) + ((q >>> 8) & 0xff00ff) + ((r >>> 8) & 0xff00ff) + ((s >>> 8) & 0xff00ff)) | 0;
    }
    for (; i < end; i++) {
      const w = words[i] as number;
      a = (a + (w & 0xff00ff)) | 0;
      b = (b + ((w >>> 8) & 0xff00ff)) | 0;
    }
    even += (a & 0xffff) + (a >>> 16);
    odd += (b & 0xffff) + (b >>> 16);
  }
  return littleEndian ? even + 256 * odd : odd + 256 * even;
}
