import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { linKk } from './lin-kk.ts';
import { zHit } from './z-hit.ts';
import { randomSpectrum } from '../../test/random-spectra.ts';
import { readBytes } from '../../test/read-bytes.ts';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';

const pellet = (seed: number, noise = 0.002) =>
  simulate('p(R1,CPE1)-p(R2,CPE2)-CPE3', [1e5, 3.4e-11, 0.95, 4e5, 2e-8, 0.88, 2e-6, 0.85], { noise, seed }).dataset;

type Change = (f: number, re: number, im: number) => readonly [number, number];
const changed = (change: Change, seed = 1) => {
  const { frequency, re, im } = pellet(seed).variables;
  const pairs = Array.from(frequency.values, (f, i) => change(f, re.values[i]!, im.values[i]!));
  return [frequency.values, Float64Array.from(pairs, ([a]) => a), Float64Array.from(pairs, ([, b]) => b)] as const;
};

describe('linKk', () => {
  test('raises no alarm on clean spectra of any shape', () => {
    let alarms = 0;
    for (let seed = 0; seed < 150; seed++) {
      const { frequency, re, im } = randomSpectrum(seed).dataset.variables;
      if (!linKk(frequency.values, re.values, im.values).valid) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(1);
  });
  test.each<[string, Change]>([
    ['a gain error of 3 % between the parts', (_f, re, im) => [1.03 * re, im]],
    ['a phase error of 1 degree', (_f, re, im) => [re - 0.01745 * im, im + 0.01745 * re]],
    [
      'a drift of 10 % over the low decades',
      (f, re, im) => [re, im].map((z) => z * (1 + 0.1 * Math.max(0, 1 - Math.log10(f * 10) / 2))) as [number, number],
    ],
    ['a range step of 5 %', (f, re, im) => (f < 1e3 ? [1.05 * re, 1.05 * im] : [re, im])],
  ])('catches %s', (_name, change) => {
    for (let seed = 0; seed < 10; seed++) {
      const { valid, reason } = linKk(...changed(change, seed));
      expect(valid).toBe(false);
      expect(reason).not.toBe('');
    }
  });
  test('residuals are relative, in the order of the data, their rms at the noise', () => {
    const { frequency, re, im } = pellet(1, 0.005).variables;
    const { residualRe, residualIm, rms, noise } = linKk(frequency.values, re.values, im.values);
    expect([residualRe.length, residualIm.length]).toEqual([70, 70]);
    expect(rms).toBeGreaterThan(0.003);
    expect(rms).toBeLessThan(0.007);
    expect(noise).toBeGreaterThan(0.003);
    expect(noise).toBeLessThan(0.007);
    const turned = linKk(frequency.values.toReversed(), re.values.toReversed(), im.values.toReversed());
    expect(turned.residualRe[0]).toBeCloseTo(residualRe.at(-1)!, 9);
  });
  test('an ideal arc and a dummy cell pass, where the μ rule stops too early', () => {
    const { frequency, re, im } = simulate('R0-p(R1,C1)', [29, 47, 1e-5], { noise: 2e-4, seed: 2, fMax: 5e4, fMin: 1, points: 48 }).dataset
      .variables;
    expect(linKk(frequency.values, re.values, im.values).valid).toBe(true);
  });
});

describe('zHit', () => {
  test('rebuilds the modulus of a clean spectrum from its phase to 1 %, in the order of the data', () => {
    const { frequency, re, im } = pellet(1, 0).variables;
    const { residual, rms } = zHit(frequency.values, re.values, im.values)!;
    expect(rms).toBeLessThan(0.01);
    const turned = zHit(frequency.values.toReversed(), re.values.toReversed(), im.values.toReversed())!;
    expect(turned.residual[0]).toBeCloseTo(residual.at(-1)!, 9);
  });
  test('a drift of the modulus shows with its size and sign, noise up to 3 % hardly does', async () => {
    const drifting = changed((f, a, b) => [a, b].map((z) => z * (1 + 0.1 * Math.max(0, 1 - Math.log10(f * 10) / 2))) as [number, number]);
    expect(zHit(...drifting)!.drift).toBeGreaterThan(0.05);
    expect(zHit(...drifting)!.drift).toBeLessThan(0.12);
    const [values, re, im] = drifting;
    const { ctx, figures } = await runAnalysis('validate', {
      ...pellet(1),
      variables: { frequency: { values }, re: { values: re }, im: { values: im } },
    });
    expect(ctx.codes()).toContain('eis/drift');
    expect(figures.map(({ id }) => id)).toEqual(['eis-kk-residuals', 'eis-z-hit']);
    let alarms = 0;
    for (let seed = 0; seed < 100; seed++)
      if ((await runAnalysis('validate', randomSpectrum(seed).dataset)).ctx.codes().includes('eis/drift')) alarms++;
    expect(alarms).toBeLessThanOrEqual(2);
  });
  test('is undefined for too few points or decades', () => {
    const { frequency, re, im } = simulate('R0-p(R1,C1)', [1, 2, 3], { points: 7 }).dataset.variables;
    expect(zHit(frequency.values, re.values, im.values)).toBeUndefined();
  });
});

describe('eis validate', () => {
  test('answers lin_kk and gates a violation', async () => {
    const good = await runAnalysis('validate', pellet(1));
    expect(good.extra!['lin_kk']).toMatchObject({ valid: true, reason: '', keep: null });
    expect(good.ctx.diagnostics).toMatchObject([{ severity: 'info', code: 'eis/kramers-kronig' }]);
    const [, re, im] = changed((_f, a, b) => [1.05 * a, b]);
    const { frequency } = pellet(1).variables;
    const bad = await runAnalysis('validate', { ...pellet(1), variables: { frequency, re: { values: re }, im: { values: im } } });
    expect(bad.extra!['lin_kk']).toMatchObject({ valid: false });
    expect(bad.ctx.diagnostics[0]).toMatchObject({ severity: 'error', code: 'eis/kramers-kronig' });
  });
  test('too few points is an error', async () => {
    await expect(runAnalysis('validate', simulate('R0', [1], { points: 4 }).dataset)).rejects.toMatchObject({ code: 'fit/too-few-points' });
  });
});

const root = fileURLToPath(new URL('../../../../../shared/data/eis/', import.meta.url));

describe.skipIf(!existsSync(root))('real files (../shared/data)', () => {
  test.each([
    'eisfitpython/s04147-140deg.txt',
    'eisfitpython/s04147-180deg.txt',
    'hybrid-drt/PEIS_LPSCl_IonBlocking_-25C.txt',
    'impedance.py/Circuit1_EIS_1.z',
    'pydrttools/zarc_data.txt',
    'eisart/eis_rq_1e-2s.csv',
  ])('%s is valid', async (file) => {
    const read = await readBytes(file, new Uint8Array(readFileSync(root + file)));
    const { frequency, re, im } = read!.datasets[0]!.variables;
    expect(linKk(frequency.values, re.values, im.values)).toMatchObject({ valid: true });
  });
});
