import { readdirSync, readFileSync } from 'node:fs';
import type { Dataset, Reader } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import plugin from '../src/index.ts';
import { camecaAsciiReader } from '../src/readers/cameca-ascii.ts';
import { iontofAsciiReader } from '../src/readers/iontof-ascii.ts';
import { lookTableReader } from '../src/readers/look-table.ts';
import { codes, collectingContext, hasReal, readBytes, REAL, valuesOf } from './helpers.ts';

const load = (folder: string, name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`${folder}/${encodeURIComponent(name)}`, REAL)));
const sniff = (reader: Reader, bytes: Uint8Array) =>
  reader.sniff({ path: 'x', size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] })?.confidence;
/** Rows, signals, last time [s], last fluence [ions/cm2], sums of the total and of the first signals, cells that are `inf`. */
const PROFILES = {
  'I231114p_A_MAPI_025s-LC_neg-8 - NF.txt': [481, 121, 120, 6.9254e14, 1.5717353e8, { 'O-': 8.81123e6, 'O_2-': 2.10344e6, '^118SnI_3-SnI_3-': 23055.8 }, 176],
  'I231114q_A_MAPI_05s-LC_neg-9 - NF.txt': [241, 121, 120, 6.38961e14, 90057509, { 'O-': 6.8027e6, 'O_2-': 1.26927e6, '^118SnI_3-SnI_3-': 13634.8 }, 94],
  'I231114t_A_MAPI_1f-LC_neg-12 - NF.txt': [83, 121, 120.261, 6.09846e14, 30828783, { 'O-': 2.17883e6, 'O_2-': 396961, '^118SnI_3-SnI_3-': 4998.14 }, 50],
  'I231114zb_A_MAPI_025s-LC_pos-8 - NF.txt': [481, 106, 120, 6.92633e14, 2.6405012e8, { 'Ag_3+': 632.103, 'Ag_2+': 206.043, 'Ag+': 107.021 }, 179],
  'I231114zc_A_MAPI_05s-LC_pos-9 - NF.txt': [241, 106, 120, 6.3881e14, 1.4301888e8, { 'Ag_3+': 316.059, 'Ag_2+': 182.077, 'Ag+': 133.069 }, 13],
  'I231114zf_A_MAPI_1f-LC_pos-12 - NF.txt': [83, 106, 120.261, 6.12216e14, 47828218, { 'Ag_3+': 70.0177, 'Ag_2+': 39.0288, 'Ag+': 24.0285 }, 5],
  'I240416f_B_MAPI_1f_pos-B1 - NF - with-lat-ROI.txt': [42, 106, 60.1306, 6.0275e14, 4353437.8, { 'Ag_3+': 10.0032, 'Ag_2+': 21.0489, 'Ag+': 6.00611 }, 35],
  'I240416f_B_MAPI_1f_pos-B1 - NF.txt': [42, 106, 60.1306, 6.0275e14, 17407481, { 'Ag_3+': 49.0145, 'Ag_2+': 54.0996, 'Ag+': 19.0141 }, 25],
  'I240416k_B_MAPI_1f_LowPIDD_pos-B6 - NF - with-lat-ROI.txt': [42, 106, 60.1306, 5.92183e14, 4446024, { 'Ag_3+': 6.00366, 'Ag_2+': 9.00622, 'Ag+': 4.00587 }, 41],
  'I240416l_B_MAPI_1f-vLC_pos-B7 - NF.txt': [165, 106, 240.522, 6.43481e14, 66093614, { 'Ag_3+': 66.0189, 'Ag_2+': 65.0277, 'Ag+': 38.0341 }, 113],
  'I240416m_B_MAPI_1f-vLC_HighPIDD_pos-B8 - NF - with-lat-ROI.txt': [165, 106, 240.522, 3.20812e15, 15320007, { 'Ag_3+': 18.0029, 'Ag_2+': 17.006, 'Ag+': 9.00133 }, 241],
  'I240416n_B_MAPI_1f-uLC_pos-B9 - NF.txt': [683, 106, 1000.22, 1.1162e15, 2.240689e8, { 'Ag_3+': 187.016, 'Ag_2+': 146.025, 'Ag+': 184.032 }, 823],
  'I241209m_A_MAPI_1f-1nA_pos-B4 - NF.txt': [165, 106, 240.522, 6.37847e14, 76406519, { 'Ag_3+': 314.084, 'Ag_2+': 108.04, 'Ag+': 71.0359 }, 133],
  'I241209p_A_MAPI_1f-1nA_neg-B4 - NF.txt': [165, 132, 240.522, 6.41743e14, 71112496, { '^118SnI_3-SnI_3-': 9063.78, 'Au_7-': 640.096, 'Au_6-': 229.066 }, 132],
  'I241209y_C_MAPI-dev_1f-1nA_pos-B3 - NF.txt': [165, 106, 240.522, 6.32795e14, 89689023, { 'Ag_3+': 433.243, 'Ag_2+': 960.488, 'Ag+': 261.093 }, 31],
  'I241209zb_C_MAPI-dev_1f-1nA_neg-B3 - NF.txt': [165, 132, 240.522, 6.35308e14, 93157029, { '^118SnI_3-SnI_3-': 24329.1, 'Au_7-': 536.068, 'Au_6-': 1537.63 }, 116],
  'I241209zc_C_MAPI-dev_4f-3nA_pos-B-electrode1 - NF.txt': [342, 106, 2000.58, 1.60543e16, 46010087, { 'Ag_3+': 89.2197, 'Ag_2+': 105.23, 'Ag+': 1157.67 }, 742],
  'I241211i_C_MAPI-dev_4f-3nA_neg-B-electrode2 - NF.txt': [342, 132, 2000.58, 1.64178e16, 46757637, { '^118SnI_3-SnI_3-': 15410.2, 'Au_7-': 104180, 'Au_6-': 25551.5 }, 1747],
} as const; // prettier-ignore

describe.skipIf(!hasReal)('ION-TOF exports (../shared/data)', () => {
  it.each(Object.entries(PROFILES))('%s has its rows, signals and sums', async (name, [rows, signals, time, fluence, total, sums, inf]) => {
    const bytes = load('iontof-ascii', name);
    expect(sniff(iontofAsciiReader, bytes)).toBe('certain');
    const ctx = collectingContext();
    const [profile, ...others] = await readBytes(iontofAsciiReader, bytes, name, ctx);
    expect(others).toEqual([]);
    expect(profile?.size).toEqual({ species: signals, time: rows });
    const times = valuesOf(profile, 'time');
    expect([times[0], times.at(-1)]).toEqual([0, time]);
    expect((valuesOf(profile, 'fluence').at(-1) as number) / 1e4 / fluence).toBeCloseTo(1, 9);
    const species = profile?.meta['species'] as string[];
    const totals = profile?.meta['totals'] as number[];
    expect(species.slice(0, 4)).toEqual(['total', ...Object.keys(sums)]);
    [total, ...Object.values(sums)].forEach((sum, i) => expect((totals[i] as number) / sum).toBeCloseTo(1, 5));
    expect(valuesOf(profile, 'counts').filter((v) => !Number.isFinite(v))).toHaveLength(inf);
    const said = ctx.diagnostics.filter((d) => d.code === 'sims/not-finite');
    expect(said.map((d) => d.message.split(' ')[0])).toEqual([String(inf)]);
    expect(codes(ctx).includes('sims/same-name')).toBe(new Set(species).size < species.length);
    expect(codes(ctx)).toContain('sims/unfinished-scan');
  });

  it('leaves the notes and the two-column tables beside them to others', () => {
    const rest = readdirSync(new URL('iontof-ascii/', REAL)).filter((name) => !(name in PROFILES));
    expect(rest).toHaveLength(4);
    for (const name of rest) for (const reader of plugin.readers ?? []) expect(sniff(reader, load('iontof-ascii', name))).toBeUndefined();
  });
});

describe.skipIf(!hasReal)('Look@NanoSIMS tables (../shared/data)', () => {
  it.each([
    ['16O.dac', '16O', 8061, 89.78, 3746612],
    ['18O.dac', '18O', 114, 10.68, 29438],
    ['1AU.dac', '1AU', 610324, 781.23, 121801219],
    ['(18O-(16O+18O))-100.dac', '(18O/(16O+18O))*100', 1.394, 0.1854, 62.1273],
  ] as const)('%s has 50 regions and the sums of its columns', async (name, species, first, sigma, sum) => {
    const bytes = load('lookatnanosims', name);
    expect(sniff(lookTableReader, bytes)).toBe('certain');
    const ctx = collectingContext();
    const [table] = await readBytes(lookTableReader, bytes, name, ctx);
    expect(codes(ctx)).toEqual([]);
    expect([table?.kind, table?.size, table?.meta['species']]).toEqual(['sims/roi-table', { roi: 50 }, [species]]);
    const value = (table as Dataset).variables['value'] as { values: Float64Array; sigma: Float64Array };
    expect([value.values[0], value.sigma[0]]).toEqual([first, sigma]);
    expect(value.values.reduce((s, v) => s + v, 0)).toBeCloseTo(sum, 3);
    expect([valuesOf(table, 'x')[0], valuesOf(table, 'y')[0], valuesOf(table, 'pixels')[0]]).toEqual([10.07, 135.34, 44]);
    expect(valuesOf(table, 'size')[0]).toBeCloseTo(0.58e-6, 12);
  });

  it.each([
    ['16O-z.dat', '16O', [211, 14.53, 852, 29.19], 3808966.8],
    ['18O-z.dat', '18O', [4, 2, 5, 2.236], 35801.084],
    ['(18O-(16O+18O))-100-z.dat', '(18O/(16O+18O))*100', [1.86, 1.322, 0.5834, 0.3695], 3007.2852],
  ] as const)('%s has 50 regions in 29 planes and the sum of all its cells', async (name, species, first, sum) => {
    const bytes = load('lookatnanosims', name);
    expect(sniff(lookTableReader, bytes)).toBe('certain');
    const [table] = await readBytes(lookTableReader, bytes, name, collectingContext());
    expect([table?.kind, table?.size, table?.meta['species']]).toEqual(['sims/roi-planes', { roi: 50, plane: 29 }, [species]]);
    const { values, sigma } = (table as Dataset).variables['value'] as { values: Float64Array; sigma: Float64Array };
    expect([values[0], sigma[0], values[29], sigma[29]]).toEqual(first);
    const all = [valuesOf(table, 'plane'), values, sigma].reduce(
      (s, part) => s + part.reduce((a, v) => (Number.isFinite(v) ? a + v : a), 0),
      0,
    );
    expect(all / sum).toBeCloseTo(1, 7);
  });
});

describe.skipIf(!hasReal)('Cameca text export (../shared/data)', () => {
  it('reads an energy scan whose heading lines all begin with # and hold Latin-1', async () => {
    const bytes = load('cameca', 'MgO.nrj_asc');
    expect(sniff(camecaAsciiReader, bytes)).toBe('certain');
    const ctx = collectingContext();
    const [scan, ...others] = await readBytes(camecaAsciiReader, bytes, 'MgO.nrj_asc', ctx);
    expect([others.length, codes(ctx)]).toEqual([0, []]);
    expect([scan?.kind, scan?.size, scan?.meta['species']]).toEqual(['sims/scan', { species: 1, point: 81 }, ['24Mg 16O']]);
    expect(valuesOf(scan, 'voltage')[0]).toBe(-20);
    expect(valuesOf(scan, 'voltage')[80]).toBe(60);
    expect([valuesOf(scan, 'rate')[13], valuesOf(scan, 'rate')[80]]).toEqual([10.0693, 0]);
    expect(scan?.meta).toMatchObject({ date: '04/09/2018 18:45', header: { 'ACQUISITION PARAMETERS': { 'Energy mode': 'HV' } } });
  });

  it('leaves the other text exports beside the binaries to others', () => {
    const names = readdirSync(new URL('cameca/', REAL)).filter((name) => /_txt$|\.chk_is$|\.stat$|\.md$/.test(name));
    for (const name of names) for (const reader of plugin.readers ?? []) expect(sniff(reader, load('cameca', name))).toBeUndefined();
  });
});
