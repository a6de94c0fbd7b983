import { erfc, erfcx, type SeededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../llto-study.ts';
import type { SharedErrors } from './shared-errors.ts';
import { effectiveTracerDiffusivity } from './truth.ts';

/**
 * The long line profile after 59 h, as a table of counts against depth: a raster wide enough to average over grains, so that the
 * specimen is the effective medium, with surface exchange: c' = erfc z − exp(−z²) erfcx(z + h), h = k √(t/D).
 */
export function simulateLongProfile(errors: SharedErrors, random: SeededRandom): string {
  const { depth, profileStep, profileCounts, k, natural, source, tExchange, T } = LLTO.sims;
  const D = effectiveTracerDiffusivity(T + errors.simsT);
  const length = 2 * Math.sqrt(D * tExchange);
  const h = k * Math.sqrt(tExchange / D);
  const rows = Array.from({ length: Math.round(depth / profileStep) }, (_, i) => {
    const x = (i + 0.5) * profileStep;
    const z = x / length;
    const f = natural + (source - natural) * (erfc(z) - Math.exp(-z * z) * erfcx(z + h));
    return `${(x * 1e6).toFixed(1)},${random.poisson(profileCounts * f)},${random.poisson(profileCounts * (1 - f))}`;
  });
  return [
    '# SIMULATED data of the Ionwalk LLTO demo study, not measured',
    '# Li0.29La0.57TiO3, 6LiNO3 exchange for 59 h at 295.15 K; counts summed across a wide raster, 5 um per point',
    'depth (um),6Li,7Li',
    ...rows,
    '',
  ].join('\n');
}
