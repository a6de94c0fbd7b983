/**
 * A plane moved by a fraction of pixels, out(x, y) = in(x - dx, y - dy), by cubic interpolation along rows and columns; what lies outside is as
 * the edge.
 */
export function movedPlane(plane: Float64Array, width: number, height: number, dx: number, dy: number): Float64Array {
  const rows = new Float64Array(plane.length);
  const [ix, wx] = taps(dx);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let sum = 0;
      for (let k = 0; k < 4; k++) sum += (wx[k] as number) * (plane[y * width + inside(x + ix + k, width)] as number);
      rows[y * width + x] = sum;
    }
  }
  const out = new Float64Array(plane.length);
  const [iy, wy] = taps(dy);
  for (let y = 0; y < height; y++) {
    const at = [0, 1, 2, 3].map((k) => inside(y + iy + k, height) * width);
    const [a, b, c, d] = at as [number, number, number, number];
    for (let x = 0; x < width; x++) {
      out[y * width + x] =
        (wy[0] as number) * (rows[a + x] as number) +
        (wy[1] as number) * (rows[b + x] as number) +
        (wy[2] as number) * (rows[c + x] as number) +
        (wy[3] as number) * (rows[d + x] as number);
    }
  }
  return out;
}

/** First of four neighbours relative to a pixel, and their weights (Catmull-Rom). */
function taps(shift: number): [number, number[]] {
  const whole = Math.floor(-shift);
  const t = -shift - whole;
  return [
    whole - 1,
    [t * (-0.5 + t * (1 - 0.5 * t)), 1 + t * t * (-2.5 + 1.5 * t), t * (0.5 + t * (2 - 1.5 * t)), t * t * (-0.5 + 0.5 * t)],
  ];
}

const inside = (i: number, n: number): number => (i < 0 ? 0 : i >= n ? n - 1 : i);
