import { describe, expect, it } from 'vitest';
import type { Fit } from '@ionwalk/core';
import { bruker } from '../src/readers/bruker.ts';
import { diffusion } from '../src/analysis/diffusion.ts';
import { relaxation } from '../src/analysis/relaxation.ts';
import { readTarGz } from './support/read-tar-gz.ts';
import { readOne } from './support/read-one.ts';
import { run } from './support/run-analysis.ts';
import { hasSharedNmr, sharedJson, sharedNmr } from './support/shared-data.ts';

const folder = (name: string) => readOne(bruker, readTarGz(new URL(`${name}.tar.gz`, sharedNmr)), 'ser');
const value = (fit: Fit | undefined, name: string): number => fit?.params[name]?.value as number;
const u = (fit: Fit | undefined, name: string): number => fit?.params[name]?.u as number;

describe.skipIf(!hasSharedNmr)('real files (../shared/data)', () => {
  it('gives D of the 15N-edited protein within 3 u of the reference, over its 800 Hz of amides and over the strongest line', async () => {
    const data = await folder('bruker_1H15N_xste_difflist');
    const reference = sharedJson('reference-fits.json').fits.bruker_1H15N_xste_difflist.fit_D.first_8_points;
    // 2141 to 2941 Hz from the carrier gives the reference's decay 1, 0.90, 0.74, 0.53, 0.33, 0.18, 0.07, 0.07 within its noise of 0.01.
    for (const options of [{ window: '2141:2941', model: 'stejskal-tanner' }, { model: 'stejskal-tanner' }, {}]) {
      const { outcome } = await run(diffusion, data, options);
      const fit = outcome.fits[0];
      expect(fit?.model).toBe('nmr/stejskal-tanner');
      expect(Math.abs(value(fit, 'D') - reference.D_m2_s)).toBeLessThan(3 * reference.se);
      expect(outcome.records[0]).toMatchObject({ kind: 'D_NMR', T: 298.1992, scale: { t: 0.1 }, ion: { element: 'H', isotope: 1, z: 1 } });
    }
  });

  it('reproduces the reference decay of the amide region to 0.02', async () => {
    const { outcome } = await run(diffusion, await folder('bruker_1H15N_xste_difflist'), { window: '2141:2941', model: 'stejskal-tanner' });
    const decay = sharedJson('reference-fits.json').fits.bruker_1H15N_xste_difflist.independent_amide_region_decay as number[];
    const signal = outcome.tables?.[0]?.columns.find((column) => column.name === 'signal')?.values as number[];
    decay.forEach((expected, i) => expect(Math.abs((signal[i] as number) / (signal[0] as number) - expected)).toBeLessThan(0.02));
  });

  it('gives T1 of the strongest line of cyclosporin within 3 u of 1.068(38) s, found by itself and in the stated window', async () => {
    const data = await folder('bruker_1H_invrec_cyclosporin');
    const reference = sharedJson('reference-fits.json').fits.bruker_1H_invrec_cyclosporin.independent_strongest_peak;
    for (const options of [{}, { window: '552.388:564.388' }, { kind: 'T1-ir', model: 'mono' }]) {
      const { outcome } = await run(relaxation, data, options);
      expect(outcome.fits[0]?.model).toBe('nmr/mono');
      expect(Math.abs(value(outcome.fits[0], 'T1') - reference.T1_s)).toBeLessThan(3 * reference.se);
      expect(u(outcome.fits[0], 'T1')).toBeGreaterThan(0.02);
    }
  });

  it('gives a stretched T1rho of the lithium conductor within 3 u of 13.4(14) ms, beta 0.51', async () => {
    const { outcome, ctx } = await run(relaxation, await folder('bruker_7Li_t1rho_LNS0p45_163K'), { kind: 'T1rho' });
    const reference =
      sharedJson('reference-fits.json').fits.bruker_7Li_t1rho_LNS0p45_163K.refit_of_topspin_intensities.stretched_all_points;
    const fit = outcome.fits[0];
    expect(fit?.model).toBe('nmr/stretched');
    expect(Math.abs(value(fit, 'T1rho') - reference.T1rho_s)).toBeLessThan(3 * reference.se[1]);
    expect(Math.abs(value(fit, 'beta') - reference.beta)).toBeLessThan(3 * reference.se[2]);
    expect(ctx.codes()).toContain('nmr/not-monotone');
  });

  it('refuses to take gradients for delays and delays for gradients', async () => {
    await expect(run(diffusion, await folder('bruker_1H_invrec_cyclosporin'))).rejects.toMatchObject({ code: 'nmr/array', kind: 'usage' });
    await expect(run(relaxation, await folder('bruker_1H15N_xste_difflist'), { kind: 'T1-ir' })).rejects.toMatchObject({
      code: 'nmr/array',
      kind: 'usage',
    });
  });

  it('recovers the truth of the synthetic powder within 2 u, and the stated b-values within 1 %', async () => {
    const { truth, b_s_m2: b } = sharedJson('synthetic_7Li_diffSte_2Dpowder_A.truth.json');
    for (const options of [{}, { model: 'powder-2d' }]) {
      const { outcome, ctx } = await run(diffusion, await folder('synthetic_7Li_diffSte_2Dpowder_A'), options);
      const fit = outcome.fits[0];
      expect(fit?.model).toBe('nmr/powder-2d');
      for (const name of ['Dxy', 'Dz']) expect(Math.abs(value(fit, name) - truth[name]) / u(fit, name)).toBeLessThan(2);
      const record = outcome.records[0];
      expect(Math.abs(Math.log((record?.value as number) / truth.D_mean)) / (record?.u as number)).toBeLessThan(2);
      expect(ctx.codes()).not.toContain('nmr/b-mismatch');
      const column = outcome.tables?.[0]?.columns.find((entry) => entry.name === 'b')?.values as number[];
      b.forEach((stated: number, i: number) => expect((column[i] as number) / stated).toBeCloseTo(1, 4));
    }
  });

  it('warns where the stated b-values are not those of the gradients, and fails the gate beyond a factor 2', async () => {
    const data = await folder('synthetic_7Li_diffSte_2Dpowder_A');
    const said = async (options: Readonly<Record<string, unknown>>): Promise<string | undefined> =>
      (await run(diffusion, data, { model: 'powder-2d', ...options })).ctx.diagnostics.find(({ code }) => code === 'nmr/b-mismatch')
        ?.severity;
    expect(await said({ Delta: 0.03 })).toBe('warning');
    expect(await said({ delta: 1e-3, nucleus: '6Li' })).toBe('error');
  });

  it('passes every gate with good data, and fails one with half a difflist and with T1rho data read as a recovery', async () => {
    const failed = async (name: string, options: Readonly<Record<string, unknown>> = {}): Promise<string[]> => {
      const data = await folder(name);
      const { ctx } = await run(data.meta['arrayUnit'] === 'T/m' ? diffusion : relaxation, data, options);
      return ctx.diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    };
    expect(await failed('synthetic_7Li_diffSte_2Dpowder_A')).toEqual([]);
    expect(await failed('bruker_1H15N_xste_difflist')).toEqual([]);
    expect(await failed('bruker_1H_invrec_cyclosporin')).toEqual([]);
    expect(await failed('bruker_7Li_t1rho_LNS0p45_163K', { kind: 'T1rho' })).toEqual([]);
    expect(await failed('bruker_7Li_t1rho_LNS0p45_163K', { kind: 'T1-sr' })).toContain('nmr/not-identifiable');
    const files = readTarGz(new URL('synthetic_7Li_diffSte_2Dpowder_A.tar.gz', sharedNmr));
    const cut = await Promise.all(
      files
        .filter(({ path }) => !path.endsWith('diff.xml'))
        .map(async (file) =>
          file.path.endsWith('difflist')
            ? { ...file, blob: new Blob([(await file.blob.text()).split('\n').slice(0, 8).join('\n')]) }
            : file,
        ),
    );
    const { ctx } = await run(diffusion, await readOne(bruker, cut, 'ser'), { delta: 3e-3, Delta: 0.02 });
    expect(ctx.diagnostics.find(({ code }) => code === 'nmr/poor-fit')?.severity).toBe('error');
  });
});
