import { describe, expect, it } from 'vitest';
import { seededRandom } from '@ionwalk/core/fit';
import { LLTO } from '../llto-study.ts';
import { drawWindow, simulateSpecimen } from './exchanged-specimen.ts';
import { effectiveDiffusivity, exchange, type GrainNetwork } from './grain-network.ts';
import { DEFAULT_SEED, drawSharedErrors } from './shared-errors.ts';
import { simulateSpectrum } from './impedance-spectrum.ts';
import { powderEcho, tensorAt } from './stimulated-echo.ts';
import { boundaryPermeance, boundaryToBulkResistance, bulkDiffusivity, conductivity, effectiveTracerDiffusivity } from './truth.ts';
import { CLOSED, FACE, voronoiGrains } from './voronoi-grains.ts';

const NONE = { eisT: 0, nmrT: 0, simsT: 0, geometry: 0, gradient: 0, carrier: 0 };

describe('truth of the study', () => {
  it.each([
    [250, 3.048e-13],
    [295.15, 2.412e-12],
    [393, 4.176e-11],
    [450, 1.242e-10],
    [693, 7.575e-10],
  ])('has the bulk diffusivity of the paper at %s K', (T, D) => {
    expect(bulkDiffusivity(T) / D).toBeCloseTo(1, 3);
  });
  it('has the boundary and effective values of the paper', () => {
    expect(boundaryToBulkResistance(295.15)).toBeCloseTo(1.211, 3);
    expect(boundaryToBulkResistance(450)).toBeCloseTo(0.278, 3);
    expect(effectiveTracerDiffusivity(295.15) / 3.99e-13).toBeCloseTo(1, 3);
    expect(boundaryPermeance(295.15) / 2.39e-8).toBeCloseTo(1, 3);
    expect(conductivity(bulkDiffusivity(300), 300, LLTO.carrier.c)).toBeCloseTo(0.09, 5);
  });
  it('keeps the mean of the tensor on the bulk law, 18.48 to one', () => {
    const { Dxy, Dz } = tensorAt(393);
    expect((2 * Dxy + Dz) / 3 / bulkDiffusivity(393)).toBeCloseTo(1, 12);
    expect(Dxy / 6.1e-11).toBeCloseTo(1, 2);
    expect(Dxy / Dz).toBeCloseTo(18.48, 2);
  });
});

describe('drawSharedErrors', () => {
  it('draws a typical study by default: every error within one standard uncertainty', () => {
    const errors = drawSharedErrors(DEFAULT_SEED);
    expect(Math.max(...[errors.eisT, errors.nmrT, errors.simsT].map(Math.abs))).toBeLessThan(1);
    expect(Math.abs(errors.geometry)).toBeLessThan(LLTO.eis.uGeometry);
    expect(Math.abs(errors.gradient)).toBeLessThan(LLTO.nmr.uGradient);
    expect(Math.abs(errors.carrier)).toBeLessThan(LLTO.carrier.u);
  });
});

describe('simulateSpectrum', () => {
  it('has bulk and boundary of 1111 and 1255 ohm at 300 K between its capacitive ends', () => {
    const { frequency, re, im } = simulateSpectrum(300, NONE, { ...seededRandom(1), normal: () => 0 });
    const at = (f: number): number => frequency.findIndex((value) => value <= f * 1.0001);
    // Between the boundary arc (14 kHz) and the blocking spike the real part is the sum of both.
    expect(re[at(1000)]).toBeGreaterThan(2300);
    expect(re[at(1000)]).toBeLessThan(2480);
    expect(im[at(1)]).toBeLessThan(-4e4);
  });
});

describe('powderEcho', () => {
  it('agrees with the tabulated layers, Dxy = 1 and Dz = 0', () => {
    for (const [b, E] of [
      [0.1, 0.9359254723],
      [1, 0.5380795069],
      [5, 0.1157050889],
      [20, 0.02567908942],
    ] as const) {
      expect(powderEcho(b, 1, 0)).toBeCloseTo(E, 9);
    }
  });
});

describe('voronoiGrains', () => {
  const grains = voronoiGrains(2e-4, 4e-4, 2e-5, seededRandom(4));
  it('fills the box without gap or overlap', () => {
    expect(grains.reduce((sum, grain) => sum + grain.area, 0) / (2e-4 * 4e-4)).toBeCloseTo(1, 10);
  });
  it('gives every boundary the same length from both sides, and a face of the whole width', () => {
    grains.forEach((grain, i) => {
      for (const edge of grain.edges) {
        if (edge.neighbour < 0) continue;
        const back = grains[edge.neighbour]?.edges.find((other) => other.neighbour === i);
        expect(Math.abs((back?.length ?? 0) - edge.length)).toBeLessThan(1e-12);
      }
    });
    const face = grains.flatMap((grain) => grain.edges).filter((edge) => edge.neighbour === FACE);
    expect(face.reduce((sum, edge) => sum + edge.length, 0)).toBeCloseTo(2e-4, 12);
  });
});

describe('grain network', () => {
  it('is the brick layer for grains in a row: effective diffusivity and exchange of a slab', () => {
    // Ten square grains of 20 um in a row: series of grain and boundary.
    const [L, D, P] = [2e-5, 2e-12, 2e-8];
    const grains = Array.from({ length: 10 }, (_, i) => ({
      x: L / 2,
      y: (i + 0.5) * L,
      area: L * L,
      edges: [
        { neighbour: i === 0 ? FACE : i - 1, length: L, x: L / 2, y: i * L },
        { neighbour: i === 9 ? CLOSED : i + 1, length: L, x: L / 2, y: (i + 1) * L },
      ],
    }));
    const network: GrainNetwork = { grains, D, P };
    const depth = 10 * L;
    // Nine boundaries over ten grains.
    expect(effectiveDiffusivity(network, L, depth) / (depth / (depth / D + 9 / P))).toBeCloseTo(1, 9);
    const late = exchange(network, [{ k: 1, duration: 1e7, steps: 200 }]);
    expect(Math.min(...late)).toBeGreaterThan(0.999);
    const early = exchange(network, [{ k: 1e-7, duration: 1e4, steps: 50 }]);
    const sealed = exchange(network, [
      { k: 1e-7, duration: 1e4, steps: 50 },
      { k: 0, duration: 1e5, steps: 50 },
    ]);
    const total = (c: Float64Array): number => c.reduce((sum, value) => sum + value, 0);
    expect(total(sealed) / total(early)).toBeCloseTo(1, 6);
    expect(early[0]).toBeGreaterThan(sealed[0] as number);
  });
  it('has the effective diffusivity of the study within 3 %, with grains of about 20 um', () => {
    const specimen = simulateSpecimen(NONE, seededRandom(2));
    expect(Math.abs(effectiveDiffusivity(specimen.network, specimen.width, LLTO.sims.depth) / 3.99e-13 - 1)).toBeLessThan(0.03);
    expect(Math.abs(specimen.spacing / 2e-5 - 1)).toBeLessThan(0.15);
    const { fraction } = drawWindow(specimen, specimen.afterExchange);
    expect(fraction[0]).toBeGreaterThan(fraction[fraction.length - 1] as number);
    expect(Math.min(...fraction)).toBeGreaterThan(LLTO.sims.natural);
    expect(Math.max(...fraction)).toBeLessThan(LLTO.sims.source);
  });
});
