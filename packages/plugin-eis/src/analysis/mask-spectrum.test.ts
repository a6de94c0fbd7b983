import { describe, expect, test } from 'vitest';
import { randomSpectrum } from '../../test/random-spectra.ts';
import { runAnalysis } from '../../test/run-fit.ts';
import { simulate } from '../../test/simulate.ts';

const CIRCUIT = 'R0-p(R1,CPE1)-CPE2';
const TRUTH = [50, 2e4, 5e-10, 0.95, 1e-6, 0.8];
const BAD = [7, 30, 51];
/** Three points 8 to 20 % off, as mains and range switches make them. */
function spoiled(seed = 3): ReturnType<typeof simulate>['dataset'] {
  const { dataset } = simulate(CIRCUIT, TRUTH, { noise: 0.003, seed, meta: { thickness: 1e-3, area: 1e-4 } });
  const { re, im } = dataset.variables;
  BAD.forEach((i, k) => {
    re.values[i]! *= 1.08 + 0.06 * k;
    im.values[i]! *= 0.92;
  });
  return dataset;
}

describe('--mask', () => {
  test('outliers are found and left out, named in a note, the answer and the records; the fit is then that of clean data', async () => {
    const dataset = spoiled();
    const options = { circuit: CIRCUIT, assign: 'bulk=R1' };
    const whole = await runAnalysis('fit', dataset, options);
    const { fits, extra, records, ctx } = await runAnalysis('fit', dataset, { ...options, mask: 'outliers' });
    const masked = BAD.map((i) => dataset.variables.frequency.values[i]!);
    expect(extra!['masked']).toEqual(masked);
    expect(ctx.diagnostics.find(({ code }) => code === 'eis/masked')?.message).toContain('3 of 70 points');
    expect(records[0]!.model.fixed['masked']).toEqual(masked);
    expect(fits[0]!.dof).toBe(2 * 67 - 6);
    expect(fits[0]!.reducedChi2).toBeLessThan(0.05 * whole.fits[0]!.reducedChi2);
    expect(Math.abs(fits[0]!.params['R1']!.value! - 2e4)).toBeLessThan(4 * fits[0]!.params['R1']!.u!);
    expect(whole.records[0]!.model.fixed).not.toHaveProperty('masked');
  });
  test('clean spectra lose no point', async () => {
    for (let seed = 0; seed < 25; seed++) {
      const { extra } = await runAnalysis('validate', randomSpectrum(seed).dataset, { mask: 'outliers' });
      expect(extra!['lin_kk']).toMatchObject({ valid: true });
      expect((extra!['lin_kk'] as { residualRe: number[] }).residualRe).toHaveLength(randomSpectrum(seed).dataset.size.frequency!);
    }
  });
  test('takes frequencies and ranges with units, repeated or in a list', async () => {
    const { dataset } = simulate(CIRCUIT, TRUTH, { noise: 0.003 });
    const count = async (mask: string): Promise<number> =>
      ((await runAnalysis('fit', dataset, { circuit: CIRCUIT, mask })).extra!['masked'] as number[]).length;
    expect(await count('1MHz')).toBe(1);
    expect(await count('100..999kHz, 0.1')).toBe(10);
    expect(await count('0.1Hz\n0.1..1Hz')).toBe(10);
    expect((await runAnalysis('drt', dataset, { mask: '1MHz' })).ctx.codes()).toContain('eis/masked');
  });
  test.each([
    ['50Hz', 'no point at 50'],
    ['10..1Hz', 'high to low'],
    ['1..2..3', 'no frequency'],
    ['..5Hz', 'no frequency'],
  ])('%s is refused with a way out', async (mask, word) => {
    const { dataset } = simulate(CIRCUIT, TRUTH, { points: 15 });
    await expect(runAnalysis('fit', dataset, { circuit: CIRCUIT, mask })).rejects.toMatchObject({
      code: 'eis/mask',
      kind: 'usage',
      message: expect.stringContaining(word) as string,
    });
  });
});
