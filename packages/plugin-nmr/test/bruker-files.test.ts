import { describe, expect, it } from 'vitest';
import type { Dataset } from '@ionwalk/core';
import { bruker } from '../src/readers/bruker.ts';
import { readTarGz } from './support/read-tar-gz.ts';
import { readAll } from './support/read-one.ts';
import { hasSharedNmr, sharedJson, sharedNmr } from './support/shared-data.ts';

const values = (dataset: Dataset, name: string): Float64Array => (dataset.variables[name] as { values: Float64Array }).values;
const NAMES = ['bruker_7Li_t1rho_LNS0p45_163K', 'bruker_1H_invrec_cyclosporin', 'bruker_1H15N_xste_difflist'];

describe.skipIf(!hasSharedNmr)('real files (../shared/data)', () => {
  it.each(NAMES)('reads %s exactly to the last word', async (name) => {
    const expected = sharedJson('reference-fits.json').basics[name];
    const files = readTarGz(new URL(`${name}.tar.gz`, sharedNmr));
    const { datasets } = await readAll(bruker, files, 'ser');
    const dataset = datasets[0] as Dataset;
    const [re, im] = [values(dataset, 're'), values(dataset, 'im')];
    expect(dataset.size).toEqual({ step: expected.rows_in_file, time: expected.complex_points });
    const points = expected.complex_points as number;
    const words = (row: number, count: number): number[] =>
      Array.from({ length: count }, (_, k) => (k % 2 === 0 ? re : im)[row * points + (k >> 1)] as number);
    expect(words(0, 8)).toEqual(expected.first8_words_row0);
    expect(words(1, 8)).toEqual(expected.first8_words_row1);
    expect(words(expected.rows_in_file - 1, 4)).toEqual(expected.first4_words_lastrow);
    const sumAbs = (row: number): number =>
      Array.from({ length: points }, (_, i) => Math.hypot(re[row * points + i] as number, im[row * points + i] as number)).reduce(
        (a, b) => a + b,
      );
    expect(sumAbs(0) / expected.sum_abs_row0).toBeCloseTo(1, 12);
    expect(sumAbs(expected.rows_in_file - 1) / expected.sum_abs_lastrow).toBeCloseTo(1, 12);
    const meta = dataset.meta;
    expect(meta).toMatchObject({
      nucleus: expected.NUC1,
      pulseProgram: expected.PULPROG,
      spectralWidth: expected.SW_h,
      arrayName: expected.list_file,
      rowsPadded: expected.row_padded || expected.row_words_in_file === expected.TD,
    });
    expect(meta['frequency']).toBeCloseTo(expected.SFO1 * 1e6, 3);
    expect(meta['groupDelay']).toBe(Math.max(expected.GRPDLY, 0));
    expect(dataset.conditions.temperature).toBe(expected.TE);
    const factor = { vdlist: 1, vplist: 1e6, difflist: 100 }[expected.list_file as string] as number;
    expect([...values(dataset, 'step')]).toEqual(expected.list_SI_or_raw.map((value: number) => value / factor));
  });

  it('says that a vplist without units is taken as microseconds', async () => {
    const { diagnostics } = await readAll(bruker, readTarGz(new URL(`${NAMES[0]}.tar.gz`, sharedNmr)), 'ser');
    expect(diagnostics.map((d) => d.code)).toContain('nmr/list-unit');
  });

  it('takes delta, Delta, gap and shape of a bipolar sequence from its annotated pulse program', async () => {
    const { datasets } = await readAll(bruker, readTarGz(new URL(`${NAMES[2]}.tar.gz`, sharedNmr)), 'ser');
    expect(datasets[0]?.meta).toMatchObject({
      delta: 0.004,
      Delta: 0.1,
      gradientShape: 'smsq',
      sequence: 'bipolar',
      gradientIncludesShape: true,
    });
    expect(datasets[0]?.meta['gap']).toBeCloseTo(2.5e-4, 12);
  });

  it('takes delta, Delta and the stated b-values from a diff.xml', async () => {
    const { datasets } = await readAll(bruker, readTarGz(new URL('synthetic_7Li_diffSte_2Dpowder_A.tar.gz', sharedNmr)), 'ser');
    const dataset = datasets[0] as Dataset;
    expect(dataset.meta).toMatchObject({
      delta: 0.003,
      Delta: 0.02,
      gradientShape: 'rect',
      sequence: 'ste',
      groupDelay: 68,
      nucleus: '7Li',
    });
    expect(dataset.meta['vendorB']).toHaveLength(16);
    expect(dataset.size).toEqual({ step: 16, time: 1000 });
  });
});
