/** With fewer faces, their mid-points say less about the direction than the ratio of their numbers. */
const FEW = 8;
/** Root mean square distance [pixels] from the common line beyond which a boundary is curved; a staircase stays below 0.5. */
const CURVED = 0.8;
/** Faces within this distance [pixels] give the local direction of a curved boundary. */
const REACH = 6;
/** A face almost along the flow would have a resistance without limit. */
const LEAST = 0.05;

/**
 * |n.e| for each face of a boundary, n its normal: the minor principal axis of the faces' mid-points (total least squares); for fewer than
 * 8 faces (nx : ny) is the ratio of the numbers of faces. A boundary that isn't straight gets local normals, from the faces within 6 pixels.
 * Never below 0.05.
 * @param faces – index of the pixel on the left or above; @param eastward – 1 where the face's own normal is along x
 */
export function faceNormals(faces: readonly number[], eastward: readonly number[], width: number): Float64Array {
  const n = faces.length;
  const x = Float64Array.from({ length: n }, (_, f) => (faces[f]! % width) + (eastward[f] === 1 ? 0.5 : 0));
  const y = Float64Array.from({ length: n }, (_, f) => Math.floor(faces[f]! / width) + (eastward[f] === 1 ? 0 : 0.5));
  const out = new Float64Array(n);
  const all = Array.from({ length: n }, (_, f) => f);
  const whole = normalOf(all, x, y, eastward);
  for (let f = 0; f < n; f++) {
    const normal = whole.spread > CURVED ? normalOf(near(f, all, x, y), x, y, eastward) : whole;
    out[f] = Math.max(LEAST, Math.abs(eastward[f] === 1 ? normal.x : normal.y));
  }
  return out;
}

const near = (f: number, all: readonly number[], x: Float64Array, y: Float64Array): number[] =>
  all.filter((other) => (x[other]! - x[f]!) ** 2 + (y[other]! - y[f]!) ** 2 <= REACH * REACH);

interface Normal {
  readonly x: number;
  readonly y: number;
  /** Root mean square distance of the mid-points from the line. */
  readonly spread: number;
}

function normalOf(which: readonly number[], x: Float64Array, y: Float64Array, eastward: readonly number[]): Normal {
  const n = which.length;
  if (n < FEW) {
    const across = which.reduce((count, f) => count + eastward[f]!, 0);
    const length = Math.hypot(across, n - across);
    return { x: across / length, y: (n - across) / length, spread: 0 };
  }
  let [mx, my, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (const f of which) {
    mx += x[f]! / n;
    my += y[f]! / n;
  }
  for (const f of which) {
    xx += (x[f]! - mx) ** 2 / n;
    yy += (y[f]! - my) ** 2 / n;
    xy += ((x[f]! - mx) * (y[f]! - my)) / n;
  }
  // the line runs along the angle at which the variance is greatest; the normal stands on it
  const angle = 0.5 * Math.atan2(2 * xy, xx - yy);
  const minor = 0.5 * (xx + yy - Math.hypot(xx - yy, 2 * xy));
  return { x: -Math.sin(angle), y: Math.cos(angle), spread: Math.sqrt(Math.max(0, minor)) };
}
