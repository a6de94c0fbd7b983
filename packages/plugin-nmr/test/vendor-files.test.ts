import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Dataset, SourceFile } from '@ionwalk/core';
import { jcampDx } from '../src/readers/jcamp-dx.ts';
import { jeolJdf } from '../src/readers/jeol-jdf.ts';
import { varian } from '../src/readers/varian.ts';
import { readTarGz } from './support/read-tar-gz.ts';
import { readAll, readOne } from './support/read-one.ts';
import { hasSharedNmr, sharedJson, sharedNmr } from './support/shared-data.ts';

const values = (dataset: Dataset, name: string): Float64Array => (dataset.variables[name] as { values: Float64Array }).values;
const unpacked = (name: string): SourceFile => ({
  path: name,
  blob: new Blob([new Uint8Array(gunzipSync(readFileSync(new URL(`${name}.gz`, sharedNmr))))]),
});
const sum = (array: Float64Array): number => array.reduce((a, b) => a + b, 0);

describe.skipIf(!hasSharedNmr)('real files (../shared/data)', () => {
  it('reads the Agilent decay to the word', async () => {
    const expected = sharedJson('reference-fits.json').basics._other['varian_fid1d.fid'];
    const dataset = await readOne(varian, readTarGz(new URL('varian_fid1d.fid.tar.gz', sharedNmr)), 'fid');
    expect(dataset).toMatchObject({ kind: 'nmr/fid', size: { time: expected.shape[0] }, conditions: { temperature: 298.15 } });
    const [re, im] = [values(dataset, 're'), values(dataset, 'im')];
    const first = (expected.first4 as string[]).map((text) => /^\((-?[\d.]+)([+-][\d.]+)j\)$/.exec(text) as RegExpExecArray);
    first.forEach((match, i) => {
      expect((re[i] as number) / Number(match[1])).toBeCloseTo(1, 6);
      expect((im[i] as number) / Number(match[2])).toBeCloseTo(1, 6);
    });
    expect(dataset.meta).toMatchObject({
      nucleus: '1H',
      frequency: 499.6961869e6,
      spectralWidth: Number(expected.sw),
      pulseProgram: 's2pul',
    });
  });

  it.each(['Dbppste', 'Doneshot', 'DgsteSL_cc', 'DbppLED'])('reads the gradients and times of %s', async (name) => {
    const expected = sharedJson('reference-fits.json').basics._other[`varian_dosy_parlib/${name}`];
    const files = readTarGz(new URL('varian_dosy_parlib.tar.gz', sharedNmr));
    const main = (files.find(({ path }) => path.includes(name)) as SourceFile).path;
    const dataset = await readOne(varian, files, main);
    expect(dataset).toMatchObject({ kind: 'nmr/acquisition', size: { step: 15 } });
    const gauss = Number(expected.DAC_to_G[0]);
    values(dataset, 'step').forEach((g, i) => expect(g / ((Number(expected.gzlvl1[i]) * gauss) / 100)).toBeCloseTo(1, 14));
    expect(dataset.meta).toMatchObject({
      arrayName: 'gzlvl1',
      arrayUnit: 'T/m',
      delta: Number(expected.gt1[0]),
      Delta: Number(expected.del[0]),
      sequence: name.startsWith('Dgste') ? 'ste' : 'bipolar',
      pulseProgram: expected.seqfil[0],
      frequency: Number(expected.sfrq[0]) * 1e6,
    });
    expect(dataset.meta['asymmetry']).toBe(name === 'Doneshot' ? 0.2 : undefined);
  });

  it.each([
    ['jeol_19F_fluorine.jdf', '19F', 120192.30769230769, 295.25, 470363508.3723063],
    ['jeol_1H_rutin.jdf', '1H', 10016.02564102564, 298.15, 399782198.37825],
  ])('reads %s', async (name, nucleus, spectralWidth, temperature, frequency) => {
    const dataset = await readOne(jeolJdf, [unpacked(name)], name);
    expect(dataset).toMatchObject({ kind: 'nmr/fid', size: { time: 32768 }, conditions: { temperature } });
    expect(dataset.meta).toMatchObject({ nucleus, spectralWidth, frequency });
    // The filter lets the signal through where the delay says: the largest jump of the magnitude.
    const [re, im] = [values(dataset, 're'), values(dataset, 'im')];
    const size = Array.from({ length: 60 }, (_, i) => Math.hypot(re[i] as number, im[i] as number));
    const jumps = size.slice(1).map((value, i) => value / Math.max(1, size[i] as number));
    expect(Math.abs(jumps.indexOf(Math.max(...jumps)) + 0.5 - (dataset.meta['groupDelay'] as number))).toBeLessThan(1);
  });

  it('reads the JCAMP-DX decay, every check passed', async () => {
    const { datasets, diagnostics } = await readAll(jcampDx, [unpacked('jcamp_aspirin_1h_fid.dx')], 'jcamp_aspirin_1h_fid.dx');
    const dataset = datasets[0] as Dataset;
    expect(diagnostics).toEqual([]);
    expect(dataset).toMatchObject({ kind: 'nmr/fid', size: { time: 8192 }, conditions: { temperature: 298 } });
    const [re, im] = [values(dataset, 're'), values(dataset, 'im')];
    // FIRST, LAST, and MIN and MAX of both pages, as the file states them.
    expect([re[0], im[0], re[8191], im[8191]]).toEqual([0, 0, 4422, -2326]);
    expect([Math.min(...re, ...im), Math.max(...re, ...im)]).toEqual([-593436, 1007953]);
    expect(values(dataset, 'time')[8191]).toBeCloseTo(1.7102808, 12);
    expect(dataset.meta).toMatchObject({
      nucleus: '1H',
      spectralWidth: 4789.27203065134,
      pulseProgram: 'zg30',
    });
    expect((dataset.meta['frequency'] as number) / 300.132250975e6).toBeCloseTo(1, 14);
    // Decimation 24 under firmware 10.
    expect(dataset.meta['groupDelay']).toBe(2929 / 48);
  });

  it('reads the JCAMP-DX spectrum', async () => {
    const dataset = await readOne(jcampDx, [unpacked('jcamp_aspirin_1h_spectrum.dx')], 'jcamp_aspirin_1h_spectrum.dx');
    expect(dataset).toMatchObject({ kind: 'nmr/spectrum', size: { point: 32768 } });
    const [re, im, shift] = [values(dataset, 're'), values(dataset, 'im'), values(dataset, 'shift')];
    expect([re[0], im[0], re[32767], im[32767]]).toEqual([-118793, -119285, -78595, -150583]);
    expect(Math.max(...re)).toBe(440519097);
    expect([shift[0], shift[32767]]).toEqual([4789.12587366797, 0]);
    expect(Number.isFinite(sum(re) + sum(im))).toBe(true);
  });

  it('reads the relaxation curves TopSpin exported', async () => {
    const files = readTarGz(new URL('bruker_1H_invrec_cyclosporin.tar.gz', sharedNmr));
    const { datasets } = await readAll(jcampDx, files, 'pdata/1/t1t2.dx');
    expect(datasets.length).toBeGreaterThan(0);
    for (const dataset of datasets) expect([...values(dataset, 'delay')]).toEqual([10, 5, 4, 3, 2, 1, 0.5, 0.25, 0.1, 0.01]);
  });
});
