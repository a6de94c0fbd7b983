import type { NumberParam, Numbers } from '@ionwalk/core';
import { Blur, HALF_SPACE, type Material } from './blur.ts';
import type { Given } from './given.ts';
import type { ProfileRow } from './profile-row.ts';

type Params = Record<string, NumberParam>;

/** The last blur made for rows at these depths. */
const blurs = new WeakMap<Float64Array, Blur>();
let sharp = new Float64Array(0);

/**
 * Fractions and their derivatives at many depths, as an instrument of finite resolution sees them: `out` is rows × (1 + parameters), row-major. The
 * resolution is a parameter where the model has one, else it is given; without, rows are the sharp profile.
 */
export function predictRows<P extends Params>(
  profile: ProfileRow<P>,
  p: Numbers<P>,
  given: Given,
  depth: Float64Array,
  out: Float64Array,
): void {
  const width = 1 + Object.keys(profile.params).length;
  const row = new Float64Array(width);
  const fitted = 'resolution' in profile.params;
  const sigma = fitted ? (p['resolution'] as number) : given.resolution;
  const rows = depth.length;
  const blur = sigma > 0 ? blurOf(depth, sigma, profile.material?.(given) ?? HALF_SPACE) : undefined;
  // the resolution's own column stands last and is made here
  const columns = fitted ? width - 1 : width;
  if (blur) {
    const n = blur.nodes.length;
    if (sharp.length < n * columns) sharp = new Float64Array(n * columns);
    for (let k = 0; k < n; k++) {
      profile.row(p, given, blur.nodes[k] as number, row);
      for (let c = 0; c < columns; c++) sharp[k * columns + c] = row[c] as number;
    }
  }
  for (let i = 0; i < rows; i++) {
    if (blur?.sees(i)) {
      blur.row(i, sharp, columns, out, i * width, fitted);
      continue;
    }
    profile.row(p, given, depth[i] as number, row);
    for (let c = 0; c < columns; c++) out[i * width + c] = row[c] as number;
    if (fitted) out[i * width + columns] = 0;
  }
}

function blurOf(depth: Float64Array, sigma: number, material: Material): Blur {
  const known = blurs.get(depth);
  const { from, to, jump, every } = material;
  if (known?.sigma === sigma) {
    const own = known.material;
    if (own.from === from && own.to === to && Object.is(own.jump, jump) && own.every === every) return known;
  }
  const blur = new Blur(depth, sigma, material);
  blurs.set(depth, blur);
  return blur;
}
