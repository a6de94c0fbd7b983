import type { Dataset, FitParam } from '@ionwalk/core';
import { erfc, seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { boundaryAnalysis } from '../src/analysis/boundary.ts';
import { mapAnalysis } from '../src/analysis/map.ts';
import { profileAnalysis } from '../src/analysis/profile.ts';
import { camecaReader } from '../src/readers/cameca.ts';
import { writeCamecaImage } from '../src/simulate/write-cameca-image.ts';
import { collectingContext, readBytes, runAnalysis } from './helpers.ts';

const TIME = 212_400;
const PIXEL = 4e-6;
const SIZE = 140;
const RADIUS = 60;
const LENGTH = (Math.PI / 2) * RADIUS;
/** A profile of 0.15 mm and a step of a quarter at 40 pixels. */
const D = 1.5e-4 ** 2 / (4 * TIME);
const smooth = (s: number): number => 0.08 + 0.85 * erfc((s * PIXEL) / 1.5e-4);
const stepped = (s: number): number => 0.08 + (s < 40 ? 0.8 - 0.004 * s : 0.55 - 0.004 * s);

/** An image in which the fraction depends on the length along a path. */
async function imageOf(fraction: (s: number) => number, along: (x: number, y: number) => number, seed: number): Promise<Dataset> {
  const random = seededRandom(seed);
  const counts = (_: number, mass: number, y: number, x: number): number => {
    const f = Math.max(0.01, fraction(Math.max(0, along(x + 0.5, y + 0.5))));
    return random.poisson(400 * (mass === 0 ? f : 1 - f));
  };
  const bytes = writeCamecaImage({
    masses: [
      { label: '6Li', mass: 6, trolley: 1 },
      { label: '7Li', mass: 7, trolley: 2 },
    ],
    width: SIZE,
    height: SIZE,
    frames: 1,
    bytesPerPixel: 4,
    counts,
    raster: SIZE * PIXEL,
    dwell: 1,
    deadTime: 0,
  });
  return (await readBytes(camecaReader, bytes, 'a.im', collectingContext()))[0] as Dataset;
}
/** A quarter of a circle about (20, 20), from the right down to below. */
const arcLength = (x: number, y: number): number => RADIUS * Math.atan2(y - 20, x - 20);
const arc = Array.from({ length: 9 }, (_, i) => (Math.PI / 2) * (i / 8))
  .map((a) => `${20 + RADIUS * Math.cos(a)},${20 + RADIUS * Math.sin(a)}`)
  .join(':');
const straight = `20,70.5:${20 + LENGTH},70.5`;
const common = { tracer: '', matrix: '', 'dead-time': undefined, origin: 0, width: 9 };

describe('a curved line across an image', () => {
  it('gives the D of a straight one of the same length', async () => {
    const options = { ...common, model: 'erfc', time: TIME, region: 'bulk', second: 'sealed', 'then-ratio': 1 };
    const fit = async (sample: Dataset, line: string, curve: string): Promise<FitParam> => {
      const out = await runAnalysis(profileAnalysis, sample, { ...options, line, curve }, collectingContext());
      return out.fits[0]?.params['D'] as FitParam;
    };
    const curved = await fit(await imageOf(smooth, arcLength, 1), arc, 'spline');
    const plain = await fit(await imageOf(smooth, (x) => x - 20, 2), straight, 'straight');
    for (const { value, u } of [curved, plain]) expect(Math.abs((value as number) - D)).toBeLessThan(3.5 * (u as number));
    expect((curved.u as number) / (plain.u as number)).toBeCloseTo(1, 1);
    // chords instead of the arc are shorter, and so is the length they give
    const bent = await fit(
      await imageOf(smooth, arcLength, 1),
      arc
        .split(':')
        .filter((_, i) => i % 4 === 0)
        .join(':'),
      'straight',
    );
    expect((bent.value as number) / D).toBeLessThan((curved.value as number) / D);
  });

  it('gives the permeance of a boundary across it', async () => {
    const options = { ...common, boundary: `${40 * PIXEL}m`, 'D-bulk': D, 'gb-width': 5e-10 };
    const fit = async (sample: Dataset, line: string, curve: string): Promise<Record<string, FitParam>> => {
      const out = await runAnalysis(boundaryAnalysis, sample, { ...options, line, curve }, collectingContext());
      return out.fits[0]?.params as Record<string, FitParam>;
    };
    const curved = await fit(await imageOf(stepped, arcLength, 3), arc, 'spline');
    const plain = await fit(await imageOf(stepped, (x) => x - 20, 4), straight, 'straight');
    // 0.004 per pixel over a step of 0.25
    const P = (D * (0.004 / PIXEL)) / 0.25;
    for (const params of [curved, plain]) {
      const { value, u } = params['P'] as FitParam;
      expect(Math.abs((value as number) - P)).toBeLessThan(3.5 * (u as number));
      expect((u as number) / P).toBeLessThan(0.3);
    }
  });

  it('is drawn on the map and keeps its counts', async () => {
    const sample = await imageOf(smooth, arcLength, 5);
    const out = await runAnalysis(mapAnalysis, sample, { ...common, line: arc, curve: 'spline', values: false }, collectingContext());
    const profile = out.extra?.['profile'] as { tracer: number[]; matrix: number[]; position: number[] };
    const total = [...profile.tracer, ...profile.matrix].reduce((s, v) => s + v, 0);
    // 400 counts per pixel over the area of the band
    expect(total / (400 * 9 * LENGTH)).toBeCloseTo(1, 1);
    expect(profile.position).toHaveLength(Math.round(LENGTH));
    const [layer] = out.figures[0]?.layers ?? [];
    expect(layer?.kind === 'image' && layer.rois?.[0]?.points.length).toBeGreaterThan(100);
  });
});
