import { describe, expect, it } from 'vitest';
import { sidebandIntensities } from './sideband-intensities.ts';

const moment = (intensities: Float64Array, power: number): number =>
  intensities.reduce((sum, value, k) => sum + value * (k < intensities.length / 2 ? k : k - intensities.length) ** power, 0);

/** Sidebands by following the frequency of single crystals through one turn of the rotor, in steps. */
function followed(ratio: number, eta: number, order: number): number {
  const magic = Math.acos(1 / Math.sqrt(3));
  const [steps, nb, na] = [256, 128, 32];
  let sum = 0;
  for (let i = 0; i < nb; i++) {
    const cb = (i + 0.5) / nb;
    const sb = Math.sqrt(1 - cb * cb);
    for (let j = 0; j < na; j++) {
      const a = ((j + 0.5) * Math.PI) / (2 * na);
      let [re, im, phase] = [0, 0, 0];
      for (let k = 0; k < steps; k++) {
        const frequency = (angle: number): number => {
          const [z, x, y] = [Math.cos(magic), Math.sin(magic) * Math.cos(angle), Math.sin(magic) * Math.sin(angle)];
          const nx = z * sb * Math.cos(a) + x * cb * Math.cos(a) - y * Math.sin(a);
          const ny = z * sb * Math.sin(a) + x * cb * Math.sin(a) + y * Math.cos(a);
          const nz = z * cb - x * sb;
          return (ratio / 2) * (3 * nz * nz - 1 + eta * (nx * nx - ny * ny));
        };
        const angle = (2 * Math.PI * k) / steps;
        re += Math.cos(phase - order * angle) / steps;
        im += Math.sin(phase - order * angle) / steps;
        phase += (frequency(angle + Math.PI / steps) * 2 * Math.PI) / steps;
      }
      sum += (re * re + im * im) / (nb * na);
    }
  }
  return sum;
}

describe('sidebandIntensities', () => {
  it.each([
    [0.5, 0],
    [3, 0.4],
    [-6, 1],
    [20, 0.2],
  ])('keep the area, the centre and the second moment (1 + η²/3)/5 of the static pattern: ν/ν_r = %s, η = %s', (ratio, eta) => {
    const intensities = sidebandIntensities(ratio, eta);
    expect(moment(intensities, 0)).toBeCloseTo(1, 12);
    expect(moment(intensities, 1)).toBeCloseTo(0, 8);
    expect(moment(intensities, 2) / ((ratio ** 2 / 5) * (1 + eta ** 2 / 3))).toBeCloseTo(1, 6);
    // ⟨g³⟩ = (2/35)(1 − η²) of the static pattern: spinning leaves it too.
    expect(moment(intensities, 3) / ratio ** 3).toBeCloseTo((2 / 35) * (1 - eta ** 2), 5);
  });
  it('are those of crystals followed through one turn', () => {
    for (const order of [0, 1, -1, 3]) expect(sidebandIntensities(4, 0.3).at(order)).toBeCloseTo(followed(4, 0.3, order), 3);
  });
  it('have a single line where the rotor is much faster than the pattern is wide', () => {
    expect(sidebandIntensities(1e-3, 0.5)[0]).toBeCloseTo(1, 6);
  });
});
