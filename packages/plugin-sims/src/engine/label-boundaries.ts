import { faceNormals } from './face-normals.ts';

/** The pixel faces between two grains a < b. */
export interface GrainBoundary {
  readonly a: number;
  readonly b: number;
  /** Index of the pixel on the left of a face, or above it. */
  readonly faces: Int32Array;
  /** 1: the face lies between a pixel and its right neighbour, 0: between a pixel and the one below. */
  readonly eastward: Uint8Array;
  /** |n.e| of each face: n the boundary's normal there, e the face's own. */
  readonly cosine: Float64Array;
  /** True length in pixels: the sum of |n.e|. */
  readonly length: number;
}

export interface LabelBoundaries {
  /** Ordered by a, then b. */
  readonly boundaries: readonly GrainBoundary[];
}

/**
 * The boundaries between the grains of a label map, with the normal at each of their faces.
 * @param labels – one positive integer per pixel, row-major (masked pixels filled first, see `fillMasked`)
 */
export function labelBoundaries(labels: ArrayLike<number>, width: number, height: number): LabelBoundaries {
  const found = new Map<string, { a: number; b: number; faces: number[]; eastward: number[] }>();
  const add = (i: number, j: number, eastward: number): void => {
    const [p, q] = [labels[i]!, labels[j]!];
    if (p === q || p === 0 || q === 0) return;
    const [a, b] = p < q ? [p, q] : [q, p];
    const key = `${a}-${b}`;
    let entry = found.get(key);
    if (!entry) found.set(key, (entry = { a, b, faces: [], eastward: [] }));
    entry.faces.push(i);
    entry.eastward.push(eastward);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (x + 1 < width) add(i, i + 1, 1);
      if (y + 1 < height) add(i, i + width, 0);
    }
  }
  const boundaries = [...found.values()]
    .sort((p, q) => p.a - q.a || p.b - q.b)
    .map(({ a, b, faces, eastward }) => {
      const cosine = faceNormals(faces, eastward, width);
      return {
        a,
        b,
        faces: Int32Array.from(faces),
        eastward: Uint8Array.from(eastward),
        cosine,
        length: cosine.reduce((s, c) => s + c, 0),
      };
    });
  return { boundaries };
}
