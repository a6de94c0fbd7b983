import { seededRandom, type SeededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../llto-study.ts';
import { effectiveDiffusivity, exchange, type GrainNetwork, grainGradients } from './grain-network.ts';
import type { SharedErrors } from './shared-errors.ts';
import { boundaryPermeance, bulkDiffusivity, effectiveTracerDiffusivity } from './truth.ts';
import { voronoiGrains } from './voronoi-grains.ts';

/** The exchanged polycrystal: its grains, and the tracer in them (0 before, 1 at the source) after the exchange and after the sealed anneal. */
export interface ExchangedSpecimen {
  readonly network: GrainNetwork;
  readonly spacing: number;
  readonly width: number;
  readonly afterExchange: Float64Array;
  readonly afterAnneal: Float64Array;
}

const MARGIN = 4e-5;

/**
 * Simulates 59 h of exchange through one face and 16 d sealed as a resistor network of Voronoi grains. The mean grain spacing, about 20 µm, is set so
 * that the network as a whole has the effective diffusivity of grains and boundaries in series: a drawn Voronoi pattern differs from the brick layer by a few per cent.
 */
export function simulateSpecimen(errors: SharedErrors, random: SeededRandom): ExchangedSpecimen {
  const { T: statedT, depth, window, k, tExchange, tAnneal } = LLTO.sims;
  const T = statedT + errors.simsT;
  const [D, P] = [bulkDiffusivity(T), boundaryPermeance(T)];
  const width = window + 2 * MARGIN;
  const wanted = 1 / effectiveTracerDiffusivity(T) - 1 / D;
  const seed = random.integer(2 ** 31);
  let spacing: number = LLTO.sample.grainSize;
  let network = grow(width, depth, spacing, seed, D, P);
  for (let pass = 0; pass < 3; pass++) {
    spacing *= (1 / effectiveDiffusivity(network, width, depth) - 1 / D) / wanted;
    network = grow(width, depth, spacing, seed, D, P);
  }
  const exposed = { k, duration: tExchange, steps: 118 };
  const sealed = { k: 0, duration: tAnneal, steps: 96 };
  return { network, spacing, width, afterExchange: exchange(network, [exposed]), afterAnneal: exchange(network, [exposed, sealed]) };
}

function grow(width: number, depth: number, spacing: number, seed: number, D: number, P: number): GrainNetwork {
  return { grains: voronoiGrains(width, depth, spacing, seededRandom(seed)), D, P };
}

/** The image window drawn pixel by pixel: fraction of tracer, and the grain of each pixel; rows run into the depth. */
export function drawWindow(
  specimen: ExchangedSpecimen,
  tracer: Float64Array,
): { readonly fraction: Float64Array; readonly grain: Int32Array } {
  const { pixels, window, firstRow, natural, source, psf } = LLTO.sims;
  const { grains } = specimen.network;
  const gradient = grainGradients(specimen.network, tracer);
  const size = window / pixels;
  const fraction = new Float64Array(pixels * pixels);
  const grain = new Int32Array(pixels * pixels);
  const nearby = grains.map((_, i) => i).filter((i) => near(grains[i] as { x: number; y: number }, window, firstRow));
  for (let row = 0; row < pixels; row++) {
    const y = firstRow + (row + 0.5) * size;
    const rows = nearby.filter((i) => Math.abs((grains[i] as { y: number }).y - y) < 4e-5);
    for (let column = 0; column < pixels; column++) {
      const x = MARGIN + (column + 0.5) * size;
      let best = -1;
      let least = Infinity;
      for (const i of rows) {
        const { x: gx, y: gy } = grains[i] as { x: number; y: number };
        const distance = (gx - x) ** 2 + (gy - y) ** 2;
        if (distance < least) [least, best] = [distance, i];
      }
      const { x: gx, y: gy } = grains[best] as { x: number; y: number };
      const c = (tracer[best] as number) + (gradient.x[best] as number) * (x - gx) + (gradient.y[best] as number) * (y - gy);
      grain[row * pixels + column] = best;
      fraction[row * pixels + column] = natural + (source - natural) * Math.min(1, Math.max(0, c));
    }
  }
  return { fraction: blur(fraction, pixels, psf / 2.3548 / size), grain };
}

const near = (grain: { x: number; y: number }, window: number, firstRow: number): boolean =>
  grain.x > 0 && grain.x < window + 2 * MARGIN && grain.y > firstRow - MARGIN && grain.y < firstRow + window + MARGIN;

/** Gaussian lateral resolution of a fraction of a pixel: three weights per direction. */
function blur(image: Float64Array, pixels: number, sigma: number): Float64Array {
  const side = Math.exp(-1 / (2 * sigma ** 2)) / (1 + 2 * Math.exp(-1 / (2 * sigma ** 2)));
  const pass = (from: Float64Array, stride: number, along: (i: number) => number): Float64Array =>
    from.map((value, i) => {
      const at = along(i);
      const before = at > 0 ? (from[i - stride] as number) : value;
      const after = at < pixels - 1 ? (from[i + stride] as number) : value;
      return (1 - 2 * side) * value + side * (before + after);
    });
  return pass(
    pass(image, 1, (i) => i % pixels),
    pixels,
    (i) => Math.floor(i / pixels),
  );
}
