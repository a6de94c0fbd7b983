import { fourierPlane } from './fourier-plane.ts';

/** Spatial frequencies that noise of counts leaves alone, as the width of a Gauss filter in cycles per pixel. */
const BAND = 0.12;

/**
 * By how many whole pixels `moved` lies to the right of and below `still`: the peak of the phase correlation, the cross-power spectrum divided by
 * its modulus, band-limited. Means are taken out and the edges tapered before.
 * @param still, moved – row-major, the same size; @returns [dx, dy]
 * @see Kuglin and Hines, Proc. IEEE Int. Conf. Cybernetics and Society (1975) 163
 */
export function phaseCorrelation(still: Float64Array, moved: Float64Array, width: number, height: number): [number, number] {
  let n = 2;
  while (n < Math.max(width, height)) n *= 2;
  // two real planes in one complex transform
  const [re, im] = [tapered(still, width, height, n), tapered(moved, width, height, n)];
  fourierPlane(re, im, n, -1);
  const [cre, cim] = [new Float64Array(n * n), new Float64Array(n * n)];
  for (let v = 0; v < n; v++) {
    for (let u = 0; u < n; u++) {
      const i = v * n + u;
      const j = ((n - v) % n) * n + ((n - u) % n);
      const [ar, ai] = [(re[i] as number) + (re[j] as number), (im[i] as number) - (im[j] as number)];
      const [br, bi] = [(im[i] as number) + (im[j] as number), (re[j] as number) - (re[i] as number)];
      const [xr, xi] = [br * ar + bi * ai, bi * ar - br * ai];
      const size = Math.hypot(xr, xi);
      if (!(size > 0)) continue;
      const [fu, fv] = [(u > n / 2 ? u - n : u) / n, (v > n / 2 ? v - n : v) / n];
      const weight = Math.exp(-(fu * fu + fv * fv) / (2 * BAND * BAND)) / size;
      cre[i] = xr * weight;
      cim[i] = xi * weight;
    }
  }
  fourierPlane(cre, cim, n, 1);
  let [best, at] = [-Infinity, 0];
  for (let i = 0; i < n * n; i++) if ((cre[i] as number) > best) [best, at] = [cre[i] as number, i];
  const [x, y] = [at % n, Math.floor(at / n)];
  return [x > n / 2 ? x - n : x, y > n / 2 ? y - n : y];
}

function tapered(plane: Float64Array, width: number, height: number, n: number): Float64Array {
  const mean = plane.reduce((sum, v) => sum + v, 0) / plane.length;
  const out = new Float64Array(n * n);
  for (let y = 0; y < height; y++) {
    const wy = Math.sin((Math.PI * (y + 0.5)) / height) ** 2;
    for (let x = 0; x < width; x++)
      out[y * n + x] = ((plane[y * width + x] as number) - mean) * wy * Math.sin((Math.PI * (x + 0.5)) / width) ** 2;
  }
  return out;
}
