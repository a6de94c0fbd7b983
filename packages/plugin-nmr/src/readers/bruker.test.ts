import { describe, expect, it } from 'vitest';
import type { Dataset, SourceFile } from '@ionwalk/core';
import { readAll, readOne } from '../../test/support/read-one.ts';
import { writeExpno, type Expno } from '../../test/support/write-expno.ts';
import { bruker } from './bruker.ts';

const POINTS = 50;
const ROWS = 4;
const re = Float64Array.from({ length: ROWS * POINTS }, (_, i) => 1000 * Math.sin(i) + 5000);
const im = Float64Array.from({ length: ROWS * POINTS }, (_, i) => 7 - i * i);
const whole = re.map(Math.round);
const make = (more: Partial<Expno> = {}): SourceFile[] => writeExpno({ re, im, rows: ROWS, files: { vdlist: '1\n2\n3\n4\n' }, ...more });
const values = (dataset: Dataset, name: string): Float64Array => (dataset.variables[name] as { values: Float64Array }).values;
const codes = async (files: SourceFile[], main = 'ser'): Promise<string[]> =>
  (await readAll(bruker, files, main)).diagnostics.map(({ code }) => code);
const cut = (files: SourceFile[], name: string, size: number): SourceFile[] =>
  files.map((file) => (file.path === name ? { path: name, blob: file.blob.slice(0, size) } : file));

describe('nmr/bruker', () => {
  it.each([
    ['padded little-endian int32', {}],
    ['padded big-endian int32', { bigEndian: true }],
    ['unpadded int32', { padded: false }],
    ['padded float64', { float: true }],
    ['unpadded big-endian float64', { float: true, padded: false, bigEndian: true }],
  ] as const)('reads %s words exactly', async (_, more) => {
    const { datasets, diagnostics } = await readAll(bruker, make(more), 'ser');
    const dataset = datasets[0] as Dataset;
    expect(values(dataset, 're')).toEqual('float' in more ? re : whole);
    expect(values(dataset, 'im')).toEqual(im);
    expect(dataset.size).toEqual({ step: ROWS, time: POINTS });
    expect(values(dataset, 'time')[1]).toBe(1 / 50000);
    expect([...values(dataset, 'step')]).toEqual([1, 2, 3, 4]);
    expect(diagnostics).toEqual([]);
  });

  it('reads a 1D fid', async () => {
    const dataset = await readOne(
      bruker,
      writeExpno({ re: re.subarray(0, POINTS), im: im.subarray(0, POINTS), rows: 1, name: 'fid' }),
      'fid',
    );
    expect(dataset.kind).toBe('nmr/fid');
    expect(values(dataset, 'im')).toEqual(im.subarray(0, POINTS));
    expect(dataset.meta).toMatchObject({ nucleus: '7Li', frequency: 155.4e6, spectralWidth: 50000, pulseProgram: 'test', groupDelay: 0 });
  });

  it('takes the rows that are there, drops one cut short, and says so', async () => {
    for (const padded of [true, false]) {
      const stride = padded ? 1024 : 400;
      const files = cut(make({ padded }), 'ser', 2 * stride + 300);
      const { datasets, diagnostics } = await readAll(bruker, files, 'ser');
      expect(datasets[0]?.size).toEqual({ step: 2, time: POINTS });
      expect(values(datasets[0] as Dataset, 're')).toEqual(whole.subarray(0, 2 * POINTS));
      expect(diagnostics.map(({ code }) => code)).toEqual(['nmr/rows-missing']);
    }
  });

  it('counts a last row without its padding as whole', async () => {
    expect((await readOne(bruker, cut(make(), 'ser', 3 * 1024 + 400), 'ser')).size['step']).toBe(ROWS);
  });

  it('reads suffixes, blanks, CRLF and a missing final newline', async () => {
    const dataset = await readOne(bruker, make({ files: { vdlist: ' 10u \r\n2m\r\n\r\n3s\r\n0.5' } }), 'ser');
    expect([...values(dataset, 'step')]).toEqual([1e-5, 2e-3, 3, 0.5]);
    expect(dataset.meta).toMatchObject({ arrayName: 'vdlist', arrayUnit: 's' });
  });

  it('takes a vplist without suffix as microseconds and says so, but not one with', async () => {
    const bare = await readAll(bruker, make({ files: { vplist: '10\n20\n30\n40' } }), 'ser');
    expect([...values(bare.datasets[0] as Dataset, 'step')]).toEqual([1e-5, 2e-5, 3e-5, 4e-5]);
    expect(bare.diagnostics.map(({ code }) => code)).toEqual(['nmr/list-unit']);
    expect(await codes(make({ files: { vplist: '10u\n20u\n30u\n40u' } }))).toEqual([]);
  });

  it('wraps a list shorter than the rows around and says so', async () => {
    const { datasets, diagnostics } = await readAll(bruker, make({ files: { vclist: '2\n4\n8' } }), 'ser');
    expect([...values(datasets[0] as Dataset, 'step')]).toEqual([2, 4, 8, 2]);
    expect(datasets[0]?.meta['arrayUnit']).toBe('1');
    expect(diagnostics.map(({ code }) => code)).toEqual(['nmr/list-length']);
  });

  it('chooses the list that the pulse program steps', async () => {
    const files = {
      vdlist: '1\n2\n3\n4',
      difflist: '100\n200\n300\n400',
      pulseprogram: '1 ze\n  p30:gp6*diff\n  d11 wr #0 if #0 zd igrad diff\n',
    };
    const dataset = await readOne(
      bruker,
      make({
        files,
        acqus: {
          D: '(0..63)\n' + Array.from({ length: 64 }, (_, i) => (i === 20 ? 0.05 : 0)).join(' '),
          P: '(0..63)\n' + Array.from({ length: 64 }, (_, i) => (i === 30 ? 1500 : 0)).join(' '),
          GPNAM6: '<SINE.100>',
        },
      }),
      'ser',
    );
    expect([...values(dataset, 'step')]).toEqual([1, 2, 3, 4]);
    expect(dataset.meta).toMatchObject({
      arrayName: 'difflist',
      arrayUnit: 'T/m',
      delta: 1.5e-3,
      Delta: 0.05,
      gradientShape: 'half-sine',
      sequence: 'ste',
      gradientIncludesShape: true,
    });
    expect(await codes(make({ files: { vdlist: '1\n2\n3\n4', vplist: '1u\n2u\n3u\n4u' } }))).toContain('nmr/list-ambiguous');
  });

  it('takes two lobes of p30 where the sequence is bipolar', async () => {
    const arrays = {
      D: '(0..63)\n' + Array.from({ length: 64 }, (_, i) => (i === 20 ? 0.05 : i === 16 ? 2e-4 : 0)).join(' '),
      P: '(0..63)\n' + Array.from({ length: 64 }, (_, i) => (i === 30 ? 1500 : i === 2 ? 20 : 0)).join(' '),
      PULPROG: '<stebpgp1s>',
    };
    const dataset = await readOne(bruker, make({ files: { difflist: '1\n2\n3\n4' }, acqus: arrays }), 'ser');
    expect(dataset.meta).toMatchObject({ delta: 3e-3, sequence: 'bipolar' });
    expect(dataset.meta['gap']).toBeCloseTo(2.2e-4, 12);
  });

  it('states no temperature where TE is 0, and no list where there is none', async () => {
    const { datasets, diagnostics } = await readAll(bruker, make({ acqus: { TE: 0 }, files: {} }), 'ser');
    expect(datasets[0]?.conditions).toEqual({});
    expect(datasets[0]?.meta['arrayName']).toBe('row');
    expect(diagnostics.map(({ code }) => code)).toEqual(['nmr/list-missing']);
  });

  it('names the list that the pulse program steps and the folder lacks, beside another list too', async () => {
    const pulseprogram = '1 ze\n2 d1\n  go=2 ph31\n  d11 wr #0 if #0 zd igrad diff\nexit\n';
    for (const [files, arrayName] of [
      [{ pulseprogram }, 'row'],
      [{ pulseprogram, vdlist: '1\n2\n3\n' }, 'vdlist'],
    ] as const) {
      const { datasets, diagnostics } = await readAll(bruker, make({ files }), 'ser');
      expect(datasets[0]?.meta).toMatchObject({ arrayName, listMissing: 'difflist', listFolder: '' });
      expect(diagnostics.find(({ code }) => code === 'nmr/list-missing')?.message).toContain('difflist');
    }
    const { datasets } = await readAll(bruker, make({ files: { pulseprogram, difflist: '1\n2\n3\n' } }), 'ser');
    expect(datasets[0]?.meta).not.toHaveProperty('listMissing');
  });

  it('looks the group delay up where the console does not state it', async () => {
    const at = async (acqus: Expno['acqus']): Promise<unknown> =>
      (await readOne(bruker, make({ acqus: { GRPDLY: -1, TD: 100, ...acqus } }), 'ser')).meta['groupDelay'];
    expect(await at({ DECIM: 16, DSPFVS: 12 })).toBe(71.625);
    expect(await at({ DECIM: 24, DSPFVS: 10 })).toBeCloseTo(61.020833333333, 10);
    expect(await at({ DECIM: 8, DSPFVS: 13 })).toBe(2.9375);
    expect(await at({ DECIM: 1, DSPFVS: 10 })).toBe(0);
    expect(await at({ GRPDLY: 33.5, DECIM: 24, DSPFVS: 10 })).toBe(33.5);
  });

  it.each([
    ['TD missing', { TD: null }, 'nmr/td'],
    ['TD that is no number', { TD: 'many' }, 'nmr/td'],
    ['TD of 1', { TD: 1 }, 'nmr/td'],
    ['a negative TD', { TD: -100 }, 'nmr/td'],
    ['a TD beyond the file', { TD: 1e9 }, 'nmr/rows-none'],
    ['a TD beyond reason', { TD: 1e18 }, 'nmr/td'],
    ['a spectral width of 0', { SW_h: 0 }, 'nmr/spectral-width'],
    ['an infinite spectral width', { SW_h: '1e999' }, 'nmr/spectral-width'],
    ['a missing spectral width', { SW_h: null }, 'nmr/spectral-width'],
    ['an unknown DTYPA', { DTYPA: 1 }, 'nmr/data-type'],
    ['an unknown BYTORDA', { BYTORDA: 7 }, 'nmr/data-type'],
    ['a group delay beyond the row', { GRPDLY: 1e6 }, 'nmr/group-delay'],
    ['a group delay that is no number', { GRPDLY: 'x' }, 'nmr/group-delay'],
  ] as const)('refuses %s', async (_, acqus, code) => {
    await expect(readOne(bruker, make({ acqus }), 'ser')).rejects.toMatchObject({ code, kind: 'input' });
  });

  it.each([
    ['vdlist', '1\nabc\n', 'nmr/list-entry'],
    ['vdlist', '1\n1e999\n', 'nmr/list-entry'],
    ['vdlist', '1\n-2\n', 'nmr/list-entry'],
    ['vdlist', '1\n2x\n', 'nmr/list-entry'],
    ['vdlist', '\n\n', 'nmr/list-empty'],
    ['vclist', '1.5\n', 'nmr/list-entry'],
    ['difflist', '10u\n', 'nmr/list-entry'],
    ['difflist', 'nan\n', 'nmr/list-entry'],
  ])('refuses a %s of %j', async (name, text, code) => {
    await expect(readOne(bruker, make({ files: { [name]: text } }), 'ser')).rejects.toMatchObject({ code, kind: 'input' });
  });

  it('refuses an EXPNO without acqus, a bad row count and words that are not finite', async () => {
    await expect(
      readOne(
        bruker,
        make().filter(({ path }) => path !== 'acqus'),
        'ser',
      ),
    ).rejects.toMatchObject({ code: 'nmr/acqus-missing' });
    await expect(readOne(bruker, make({ announcedRows: 0 }), 'ser')).rejects.toMatchObject({ code: 'nmr/td', where: 'acqu2s:2' });
    const broken = re.slice();
    broken[7] = NaN;
    await expect(readOne(bruker, writeExpno({ re: broken, im, rows: ROWS, float: true }), 'ser')).rejects.toMatchObject({
      code: 'nmr/not-finite',
    });
  });

  it('is certain of ser beside acqus, claims what it reads, and declines the rest', () => {
    const peek = (path: string, siblings: string[]) => bruker.sniff({ path, size: 10, head: new Uint8Array(10), siblings });
    expect(peek('ser', ['acqus', 'acqu2s', 'vdlist', 'notes.txt', 'pdata/1/title'])).toMatchObject({
      confidence: 'certain',
      claims: ['acqus', 'acqu2s', 'vdlist', 'pdata/1/title'],
    });
    expect(peek('12/ser', ['12/acqus', '12/fid'])).toMatchObject({ confidence: 'certain', claims: ['12/acqus', '12/fid'] });
    expect(peek('fid', ['acqus'])?.confidence).toBe('certain');
    expect(peek('fid', ['acqus', 'ser'])).toBeUndefined();
    expect(peek('ser', ['pulseprogram'])?.confidence).toBe('possible');
    expect(peek('fid', ['procpar'])).toBeUndefined();
    expect(peek('acqus', ['ser'])).toBeUndefined();
    expect(peek('data.csv', [])).toBeUndefined();
  });

  it('takes gradients from a diff.xml alone, and its own q for whether they hold the shape factor', async () => {
    const gamma = 10.3977013e7;
    const xml = (factor: number): string =>
      `<diff>${[1, 2, 3, 4].map((g) => `<X g="${100 * g}" q="${(gamma * g * 2e-3 * factor) / (2 * Math.PI) / 100}" B="1e9" d="2" D="50"/>`).join('')}</diff>`;
    const read = (factor: number) => readOne(bruker, make({ files: { 'diff.xml': xml(factor) }, acqus: { GPNAM6: '<SINE.100>' } }), 'ser');
    const areas = await read(1);
    expect([...values(areas, 'step')]).toEqual([1, 2, 3, 4]);
    expect(areas.meta).toMatchObject({
      arrayName: 'diff.xml',
      delta: 2e-3,
      Delta: 0.05,
      gradientShape: 'half-sine',
      gradientIncludesShape: true,
    });
    expect((await read(2 / Math.PI)).meta['gradientIncludesShape']).toBe(false);
  });
});
