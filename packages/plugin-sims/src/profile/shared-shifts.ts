import type { AnalysisContext, Dataset } from '@ionwalk/core';
import type { TracerProfile } from '../kinds.ts';
import { givenOf } from '../models/given.ts';
import { chosenScale, type DepthScale } from './depth-scale.ts';
import type { ProfileFit } from './fit-profile.ts';
import { parseLayers, layerDepth, layerTime, layerParts } from './layers.ts';
import { joinShifts, sharedShift, type SharedShift } from './shared-shift.ts';

type Data = Dataset<typeof TracerProfile>;

/**
 * The errors that the whole profile shares, from the uncertainties typed in brackets: `depth:<sample>` (rate, crater, or layers), `resolution:<sample>`
 * and `fractionation:<sample>`.
 */
export async function sharedShifts(
  sample: Dataset,
  found: ProfileFit,
  data: Data,
  fixed: { readonly [name: string]: number },
  scale: DepthScale,
  ctx: AnalysisContext,
): Promise<SharedShift[]> {
  const name = sample.conditions.sample ?? sample.title;
  const shift = (kind: string, moved: (side: 1 | -1) => Data): Promise<SharedShift> =>
    sharedShift(`${kind}:${name}`, found, fixed, moved, ctx);
  const out: SharedShift[] = [];
  const chosen = chosenScale(sample, scale);
  const uDepth = chosen && chosen !== 'layer' ? ctx.uncertainty(chosen) : undefined;
  if (uDepth !== undefined && uDepth > 0) out.push(await shift('depth', (side) => atDepths(data, (x) => x * Math.exp(side * uDepth))));
  if (chosen === 'layer') {
    const layers = parseLayers(scale.layer);
    const parts: SharedShift[] = [];
    for (const part of layerParts(layers)) {
      parts.push(await shift('depth', (side) => atDepths(data, (x) => layerDepth(part(side), layerTime(layers, x)))));
    }
    if (parts.length > 0) out.push(joinShifts(`depth:${name}`, parts));
  }
  const uBlur = ctx.uncertainty('resolution');
  if (uBlur !== undefined && uBlur > 0 && !('resolution' in found.model.params)) {
    const { resolution } = givenOf(data);
    out.push(await shift('resolution', (side) => ({ ...data, meta: { ...data.meta, resolution: resolution * Math.exp(side * uBlur) } })));
  }
  const uAlpha = ctx.uncertainty('fractionation');
  if (uAlpha !== undefined && uAlpha > 0) {
    // alpha moved to alpha (1 + u): f/(f + (1 - f) (1 + u))
    out.push(await shift('fractionation', (side) => ofFractions(data, (f) => f / (f + (1 - f) * (1 + side * uAlpha)))));
  }
  return out;
}

const atDepths = (data: Data, move: (x: number) => number): Data => ({
  ...data,
  variables: { ...data.variables, depth: { values: data.variables.depth.values.map(move) } },
});

function ofFractions(data: Data, move: (f: number) => number): Data {
  const { fraction } = data.variables;
  return { ...data, variables: { ...data.variables, fraction: { ...fraction, values: fraction.values.map(move) } } };
}
