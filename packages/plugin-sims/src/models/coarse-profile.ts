import type { Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';

/** A profile summed into a few rows, for scanning starts cheaply. */
export interface CoarseProfile {
  readonly depth: Float64Array;
  readonly fraction: Float64Array;
  /** Statistical weight of each fraction, 1/variance up to a factor. */
  readonly weight: Float64Array;
  /** Distance over which rows were summed and the deepest row: between them lies any diffusion length the data can show. */
  readonly step: number;
  readonly reach: number;
}

/** Sums neighbouring rows into at most `groups` of them. Rows are taken in order of depth. */
export function coarseProfile(data: Dataset<typeof TracerProfile>, groups = 16): CoarseProfile {
  const { depth, fraction, total } = data.variables;
  const n = depth.values.length;
  const order = new Float64Array(n);
  for (let i = 0; i < n; i++) order[i] = i;
  if (!isAscending(depth.values)) order.sort((a, b) => (depth.values[a] as number) - (depth.values[b] as number));
  const m = Math.min(groups, n);
  const out = { depth: new Float64Array(m), fraction: new Float64Array(m), weight: new Float64Array(m) };
  for (let g = 0; g < m; g++) {
    const [from, to] = [Math.floor((g * n) / m), Math.floor(((g + 1) * n) / m)];
    let [x, w, wf] = [0, 0, 0];
    for (let k = from; k < to; k++) {
      const i = order[k] as number;
      const sigma = fraction.sigma?.[i] ?? 1;
      const weight = total ? (total.values[i] as number) : 1 / (sigma * sigma);
      x += depth.values[i] as number;
      w += weight;
      wf += weight * (fraction.values[i] as number);
    }
    const f = w > 0 ? wf / w : 0;
    out.depth[g] = x / (to - from);
    out.fraction[g] = f;
    const smooth = (f * w + 0.5) / (w + 1);
    out.weight[g] = total ? w / (smooth * (1 - smooth)) : w;
  }
  const first = out.depth[0] ?? 0;
  const reach = Math.max(Math.abs(out.depth[m - 1] ?? 0), Math.abs(first), Number.MIN_VALUE);
  return { ...out, step: m > 1 ? Math.max(((out.depth[m - 1] as number) - first) / (m - 1), reach * 1e-3) : reach, reach };
}

/** Diffusion coefficients whose length sqrt(D t) spans what a profile can show: from a fraction of a row to many times its depth. */
export function diffusivityGrid(coarse: CoarseProfile, time: number, points = 13): Float64Array {
  const low = Math.log((0.1 * coarse.step) ** 2 / time);
  const high = Math.log((5 * coarse.reach) ** 2 / time);
  return Float64Array.from({ length: points }, (_, i) =>
    Math.min(1e-1, Math.max(1e-29, Math.exp(low + ((high - low) * i) / (points - 1)))),
  );
}

function isAscending(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) if (!((values[i] as number) >= (values[i - 1] as number))) return false;
  return true;
}
