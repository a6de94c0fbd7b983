import { describe, expect, it } from 'vitest';
import { seededRandom } from '@ionwalk/core/fit';
import { fft, twiddles } from './fft.ts';
import { integralNoise } from './integral-noise.ts';
import { rowSignals } from './row-signals.ts';
import { rowSpectra } from './row-spectra.ts';
import { strongestLine } from './strongest-line.ts';

const noiseRows = (rows: number, points: number, sigma: number, seed: number): Float64Array => {
  const random = seededRandom(seed);
  return Float64Array.from({ length: rows * points }, () => sigma * random.normal());
};

describe('fft', () => {
  it.each([1, 2, 8, 64])('is the discrete Fourier transform of %i points', (n) => {
    const random = seededRandom(3);
    const [re, im] = [Float64Array.from({ length: n }, () => random.normal()), Float64Array.from({ length: n }, () => random.normal())];
    const [a, b] = [re.slice(), im.slice()];
    fft(a, b, n, twiddles(n));
    for (let k = 0; k < n; k++) {
      let [x, y] = [0, 0];
      for (let t = 0; t < n; t++) {
        const angle = (-2 * Math.PI * k * t) / n;
        x += (re[t] as number) * Math.cos(angle) - (im[t] as number) * Math.sin(angle);
        y += (re[t] as number) * Math.sin(angle) + (im[t] as number) * Math.cos(angle);
      }
      expect(a[k]).toBeCloseTo(x, 11);
      expect(b[k]).toBeCloseTo(y, 11);
    }
  });
});

describe('row spectra', () => {
  it('put a line at its frequency and take out the group delay, its fraction included', () => {
    const [sw, points, delay, f] = [10_000, 256, 70.4, 1250];
    const signal = (part: (x: number) => number): Float64Array =>
      Float64Array.from({ length: points }, (_, i) => part((2 * Math.PI * f * (i - delay)) / sw) * Math.exp(-Math.abs(i - delay) / 30));
    const spectra = rowSpectra(signal(Math.cos), signal(Math.sin), 1, sw, delay);
    let peak = 0;
    for (let k = 0; k < spectra.points; k++) if ((spectra.re[k] as number) > (spectra.re[peak] as number)) peak = k;
    expect(Math.abs((spectra.frequency[peak] as number) - f)).toBeLessThan(sw / 256);
    expect(Math.abs(spectra.im[peak] as number)).toBeLessThan(0.01 * (spectra.re[peak] as number));
  });
});

describe('the noise of an integral', () => {
  it.each([
    [256, 0, 16],
    [256, 68, 16],
    [200, 68, 40],
    [333, 0, 64],
    [1000, 76, 8],
    [512, 68, 30, 200],
    [512, 0, 30, 50],
  ])(
    'is the scatter that integrals of pure noise have: %i points, delay %i, window %i, broadened by %s Hz',
    (points, delay, width, broadening = 0) => {
      const rows = 400;
      const spectra = rowSpectra(noiseRows(rows, points, 5, 1), noiseRows(rows, points, 5, 2), rows, 1e4, delay, broadening);
      const from = Math.round(spectra.points * 0.4);
      const { signal } = rowSignals(spectra, { from, to: from + width });
      const scatter = Math.sqrt(signal.reduce((sum, value) => sum + value * value, 0) / rows);
      const stated = integralNoise(spectra, { from, to: from + width });
      // 400 rows give the scatter to 3.5 %; the phase that is chosen adds a little.
      expect(stated / scatter).toBeGreaterThan(0.85);
      expect(stated / scatter).toBeLessThan(1.15);
    },
  );

  it('is little changed by a line in the middle of the spectrum', () => {
    const [rows, points] = [8, 1024];
    const [re, im] = [noiseRows(rows, points, 5, 1), noiseRows(rows, points, 5, 2)];
    const quiet = integralNoise(rowSpectra(re, im, rows, 1e4, 0), { from: 500, to: 530 });
    const loud = re.map((value, i) => value + 4000 * Math.exp(-(i % points) / 20));
    expect(integralNoise(rowSpectra(loud, im, rows, 1e4, 0), { from: 500, to: 530 }) / quiet).toBeCloseTo(1, 1);
  });
});

describe('row signals', () => {
  it('keep the ratio and the sign of the rows to 1e-9 without noise, for any phase', () => {
    const amplitudes = [1, -0.4, 0.2, 0.05];
    for (const phase of [0, 1, 2.5, -3]) {
      const part = (f: (x: number) => number): Float64Array =>
        Float64Array.from(
          { length: 4 * 128 },
          (_, i) => (amplitudes[i >> 7] as number) * Math.exp(-(i & 127) / 15) * f(0.3 * (i & 127) + phase),
        );
      const spectra = rowSpectra(part(Math.cos), part(Math.sin), 4, 1e4, 0);
      const { signal, quadrature } = rowSignals(spectra, strongestLine(spectra));
      amplitudes.forEach((amplitude, i) => expect((signal[i] as number) / (signal[0] as number)).toBeCloseTo(amplitude, 9));
      expect(signal[0]).toBeGreaterThan(0);
      expect(Math.max(...quadrature.map(Math.abs)) / (signal[0] as number)).toBeLessThan(1e-9);
      expect(rowSignals(spectra, strongestLine(spectra), 1).signal[1]).toBeGreaterThan(0);
    }
  });
});
