import { describe, expect, it } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { testContext } from '@ionwalk/testkit';
import { Fid } from '../kinds.ts';
import { lineshape } from './lineshape.ts';

/** A decay of a central line and, with `satellites`, of a powder with C_Q = 50 kHz, η = 0; rotated by a phase. */
function decay(satellites: number, phase: number): never {
  const [n, width] = [512, 160e3];
  const random = seededRandom(8);
  const re = new Float64Array(n);
  const im = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const t = i / width;
    let sum = 0;
    for (let k = 0; k < 600; k++) sum += Math.cos(Math.PI * 50e3 * t * ((3 * ((k + 0.5) / 600) ** 2 - 1) / 2)) / 600;
    const signal = 1000 * (0.4 * Math.exp(-((900 * t) ** 2) * 3.56) + satellites * sum * Math.exp(-((3000 * t) ** 2) * 3.56));
    re[i] = signal * Math.cos(phase) + 4 * random.normal();
    im[i] = signal * Math.sin(phase) + 4 * random.normal();
  }
  const time = Float64Array.from({ length: n }, (_, i) => i / width);
  const data: Dataset<typeof Fid> = {
    kind: Fid.id,
    title: 'simulated',
    size: { time: n },
    variables: { time: { values: time }, re: { values: re }, im: { values: im } },
    conditions: {},
    meta: { spectralWidth: width, groupDelay: 0 },
  };
  // The plugin's analyses are typed for any host: the host passes what it has checked.
  return data as never;
}

const OPTIONS = { spin: '3/2', transitions: 'all', broadening: 'gaussian' } as never;

describe('nmr lineshape', () => {
  it('finds the coupling of a decay whatever its phase, and says that the asymmetry is only bound', async () => {
    const ctx = testContext();
    const { fits, figures } = await lineshape.run({ spectrum: decay(0.6, 1.1) }, OPTIONS, ctx);
    expect(fits[0]?.model).toBe('nmr/quadrupole-static');
    expect(Math.abs((fits[0]?.params['CQ']?.value ?? 0) / 50e3 - 1)).toBeLessThan(0.01);
    expect(Object.keys(fits[0]?.params ?? {})).toEqual([
      'CQ',
      'eta',
      'offset',
      'widthCentral',
      'widthSatellite',
      'fractionCentral',
      'amplitude',
    ]);
    expect(figures.map((figure) => figure.id)).toEqual(['nmr-lineshape', 'nmr-lineshape-residuals']);
    expect(ctx.diagnostics.every((diagnostic) => diagnostic.severity === 'info')).toBe(true);
  });
  it('says that a coupling without satellites is not identifiable, and gives no value', async () => {
    const ctx = testContext();
    const { fits } = await lineshape.run({ spectrum: decay(0, 0) }, OPTIONS, ctx);
    expect(fits[0]?.params['CQ']).toMatchObject({ value: null, u: null, bound: 'none' });
    expect(ctx.diagnostics.map((diagnostic) => diagnostic.code)).toContain('nmr/not-identifiable');
  });
  it('refuses a spin without satellites', async () => {
    await expect(
      lineshape.run({ spectrum: decay(0.6, 0) }, { spin: '1/2', transitions: 'all', broadening: 'gaussian' } as never, testContext()),
    ).rejects.toMatchObject({
      code: 'usage/choice',
    });
  });
});
