import { describe, expect, it } from 'vitest';
import { layerDepth, layerParts, layerTime, parseLayers } from './layers.ts';

describe('layers of different sputter rates', () => {
  const layers = parseLayers('0.50(2)nm/s:100nm\n0.25nm/s:150(5)nm\n1nm/s');

  it('are read from the surface down, with their uncertainties', () => {
    expect(layers.map(({ rate, to }) => [rate.value, to.value])).toEqual([
      [5e-10, expect.closeTo(1e-7, 15)],
      [2.5e-10, expect.closeTo(1.5e-7, 15)],
      [1e-9, Infinity],
    ]);
    expect(layers[0]?.rate.u).toBeCloseTo(2e-11, 15);
    expect(layerParts(layers)).toHaveLength(2);
    expect(layerParts(layers)[1]?.(-1)[1]?.to.value).toBeCloseTo(1.45e-7, 15);
  });

  it('turn times into depths and back', () => {
    for (const [time, depth] of [
      [0, 0],
      [100, 5e-8],
      [200, 1e-7],
      [300, 1.25e-7],
      [400, 1.5e-7],
      [1000, 7.5e-7],
    ] as const) {
      expect(layerDepth(layers, time)).toBeCloseTo(depth, 15);
      expect(layerTime(layers, depth)).toBeCloseTo(time, 6);
    }
  });

  it('are one rate where they are all the same', () => {
    const same = parseLayers('2nm/s:10nm;2nm/s:30nm;2nm/s');
    for (const time of [0, 3, 5, 7, 15, 99]) expect(layerDepth(same, time)).toBeCloseTo(2e-9 * time, 18);
  });

  it.each(['0.5nm/s\n0.2nm/s', '0.5nm/s:100nm\n0.2nm/s:90nm', '0nm/s', '1nm/s:5nm:6nm', '-1nm/s:5nm'])('are refused as %s', (text) => {
    expect(() => parseLayers(text)).toThrow(expect.objectContaining({ code: 'sims/layer' }) as Error);
  });
});
