import { isIonwalkError, type Dataset, type Reader } from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';
import { describe, expect, it } from 'vitest';
import { camecaAsciiReader } from '../src/readers/cameca-ascii.ts';
import { depthDatasets } from '../src/readers/depth-datasets.ts';
import { iontofAsciiReader } from '../src/readers/iontof-ascii.ts';
import { lookTableReader } from '../src/readers/look-table.ts';
import { CAMECA, DAC, IONTOF, PLANES } from './export-samples.ts';
import { codes, collectingContext, readBytes, valuesOf as numbersOf } from './helpers.ts';

const valuesOf = (dataset: Dataset | undefined, name: string): number[] => Array.from(numbersOf(dataset, name));

describe('ION-TOF export', () => {
  it('keeps duplicate names, ratios and the scan that was not finished, and says so', async () => {
    const ctx = collectingContext();
    const [profile] = await readBytes(iontofAsciiReader, IONTOF, 'a.txt', ctx);
    expect(profile?.size).toEqual({ species: 5, time: 3 });
    expect(profile?.meta).toMatchObject({
      species: ['total', '^6Li+', '^7Li+', '^6Li+', '^6Li+ / ( ^7Li+ )'],
      totals: [40.5, expect.closeTo(20.00003, 9), 20, 3, 0.5],
      masses: [{ mass: null }, { mass: 6.0151 }, { mass: 7.016 }, { mass: 6.0151 }, { mass: null }],
      comments: ['Profile Smoothing is Disabled'],
    });
    expect([valuesOf(profile, 'time'), valuesOf(profile, 'dose')]).toEqual([
      [0, 1.5, 3],
      [1e6, 2e6, 3e6],
    ]);
    expect(valuesOf(profile, 'fluence')).toEqual([2e16, 4e16, 6e16]);
    expect(codes(ctx)).toEqual(['sims/not-finite', 'sims/unfinished-scan', 'sims/same-name']);
    expect(ctx.diagnostics[0]?.message).toMatch(/^2 cells/);
  });

  it('leaves out a broken row and says which line', async () => {
    const ctx = collectingContext();
    const [profile] = await readBytes(iontofAsciiReader, IONTOF.replace('10\t10\t0\t2', '10\tabc\t0\t2'), 'a.txt', ctx);
    expect(valuesOf(profile, 'time')).toEqual([0, 3]);
    expect(ctx.diagnostics.find((d) => d.code === 'sims/row-skipped')?.message).toMatch(/line 6$/);
  });

  it('reads decimal commas and minutes', async () => {
    const text = IONTOF.replaceAll('Sputter Time (s)', 'Sputter Time (min)')
      .split('\r\n')
      .map((line, i) => (i < 4 ? line : line.replaceAll('.', ',')))
      .join('\n');
    const [profile] = await readBytes(iontofAsciiReader, text, 'a.txt', collectingContext());
    expect(valuesOf(profile, 'time')).toEqual([0, 90, 180]);
    expect(((profile as Dataset).meta['totals'] as number[])[0]).toBe(40.5);
  });

  it.each([
    ['no row', IONTOF.split('\r\n').slice(0, 4).join('\r\n'), 'sims/iontof-empty'],
    ['no whole row', IONTOF.split('\r\n').slice(0, 5).join('\r\n').slice(0, -5), 'sims/iontof-empty'],
    ['no heading', IONTOF.split('\r\n').slice(0, 2).join('\r\n'), 'sims/iontof-header'],
    ['no time', IONTOF.replace('Sputter Time (s)', 'Sputter Scans'), 'sims/iontof-time'],
    ['a time without its unit', IONTOF.replace('Sputter Time (s)', 'Sputter Time (m)'), 'sims/iontof-time'],
    [
      'no signal',
      IONTOF.split('\r\n')
        .map((line, i) => (i === 1 ? '#' : line))
        .join('\r\n'),
      'sims/iontof-time',
    ],
  ])('refuses a file with %s', async (_what, text, code) => {
    await expect(readBytes(iontofAsciiReader, text, 'a.txt', collectingContext())).rejects.toMatchObject({ code, kind: 'input' });
  });
});

describe('Cameca text export', () => {
  it('keeps the times of species that were measured in turn, in one dataset', async () => {
    const ctx = collectingContext();
    const [profile, ...others] = await readBytes(camecaAsciiReader, CAMECA, 'a.dp_rpc_asc', ctx);
    expect([others.length, codes(ctx), ctx.diagnostics[0]?.severity]).toEqual([0, ['sims/not-finite'], 'info']);
    expect([profile?.size, profile?.meta['species'], profile?.meta['totals']]).toEqual([
      { species: 2, time: 3 },
      ['16O', '18O'],
      [330_000, 410],
    ]);
    expect(valuesOf(profile, 'time')).toEqual([1, 3, 5]);
    expect(valuesOf(profile, 'rate')).toEqual([1e5, 1.1e5, 1.2e5, 200, 210, NaN]);
    expect(valuesOf(profile, 'speciesTime')).toEqual([1, 3, 5, 1.5, 3.5, NaN]);
    expect(valuesOf(profile, 'speciesDepth').map((depth) => Math.round(depth * 1e12))).toEqual([2000, 6000, 10_000, 3000, 7000, NaN]);
    expect(profile?.meta).toMatchObject({
      date: '01/02/2024 10:00',
      header: { 'MEASUREMENT CONDITIONS, sample.dp': { 'Primary ions': 'Cs+' } },
    });
  });

  it('keeps species apart whose lengths are so different that most cells would be empty', () => {
    const three = depthDatasets(
      [62, 2, 2].map((n, i) => ({ species: `${i}`, axis: Float64Array.from({ length: n }, (_, k) => k + i), values: new Float64Array(n) })),
      'rate',
      { title: 'a', meta: {} },
      collectingContext(),
    );
    expect(three.map((d) => d.size)).toEqual([62, 2, 2].map((time) => ({ species: 1, time })));
  });

  it('joins species of the same times', async () => {
    const text = CAMECA.replaceAll('1.50000E+000\t3.0', '1.00000E+000\t2.0')
      .replaceAll('3.50000E+000\t7.0', '3.00000E+000\t6.0')
      .replace(/^5.*\r\n/m, '');
    const [both, ...others] = await readBytes(camecaAsciiReader, text, 'a', collectingContext());
    expect(others).toEqual([]);
    expect([both?.size, both?.meta['species'], both?.meta['totals']]).toEqual([{ species: 2, time: 2 }, ['16O', '18O'], [210_000, 410]]);
  });

  it.each([
    ['semicolons, one at the end of each row', (line: string) => line.replaceAll('\t', ';') + (/\d;/.test(line) ? ';' : '')],
    ['a # before each heading line', (line: string) => (/^\d/.test(line) ? line : `# ${line}`)],
  ])('reads %s as the same', async (_what, change) => {
    const expected = await readBytes(camecaAsciiReader, CAMECA, 'a', collectingContext());
    const found = await readBytes(camecaAsciiReader, CAMECA.split('\r\n').map(change).join('\r\n'), 'a', collectingContext());
    expect(found.map((d) => [d.meta['species'], d.variables])).toEqual(expected.map((d) => [d.meta['species'], d.variables]));
  });

  it('reads columns aligned by blanks in the order of their species', async () => {
    const lines = CAMECA.replace(/^5.*\r\n/m, '').split('\r\n');
    const text = lines
      .map((line, i) =>
        i === 9 ? '     16O                        18O 1H' : i > 8 && i < 13 ? `  ${line.replaceAll('\t', '    ')}` : line,
      )
      .join('\n');
    const found = await readBytes(camecaAsciiReader, text, 'a', collectingContext());
    expect(found.map((d) => d.meta['species'])).toEqual([['16O', '18O 1H']]);
    expect(valuesOf(found[0], 'rate')).toEqual([1e5, 1.1e5, 200, 210]);
  });

  it('reads the whole rows of a file that was cut, and says that it was', async () => {
    const ctx = collectingContext();
    const cut = CAMECA.slice(0, CAMECA.indexOf('5.00000E+000') - 8);
    const [oxygen16] = await readBytes(camecaAsciiReader, cut, 'a', ctx);
    expect(valuesOf(oxygen16, 'time')).toEqual([1]);
    expect(codes(ctx)).toEqual(['sims/ascii-cut']);
  });

  it.each([
    ['no data section', CAMECA.replace('*** DATA START ***', ''), 'sims/ascii-section'],
    ['no axis', CAMECA.replaceAll('Time[s]', 'Cycle'), 'sims/ascii-columns'],
    ['no rows', CAMECA.replace(/^\d.*\r\n/gm, ''), 'sims/ascii-empty'],
  ])('refuses a file with %s', async (_what, text, code) => {
    await expect(readBytes(camecaAsciiReader, text, 'a', collectingContext())).rejects.toMatchObject({ code, kind: 'input' });
  });
});

describe('Look@NanoSIMS tables', () => {
  it('gives sums of counts with their Poisson errors, per region and per plane', async () => {
    const ctx = collectingContext();
    const [table] = await readBytes(lookTableReader, DAC, 'a.dac', ctx);
    expect(table?.variables['value']).toEqual({ values: Float64Array.of(114, NaN), sigma: Float64Array.of(10.68, 1) });
    expect(codes(ctx)).toEqual(['sims/not-finite']);
    const [planes] = await readBytes(lookTableReader, PLANES, 'a-z.dat', collectingContext());
    expect(planes?.size).toEqual({ roi: 2, plane: 2 });
    expect(planes?.variables['value']).toEqual({ values: Float64Array.of(4, 16, 9, 25), sigma: Float64Array.of(2, 4, 3, 5) });
  });

  it('leaves out rows with a negative error and a row that was cut', async () => {
    const ctx = collectingContext();
    const [planes] = await readBytes(lookTableReader, PLANES.replace('9\t3', '9\t-3'), 'a-z.dat', ctx);
    expect([planes?.size['plane'], codes(ctx)]).toEqual([1, ['sims/row-skipped']]);
    await expect(
      readBytes(lookTableReader, PLANES.slice(0, PLANES.indexOf('\n1\t') + 9), 'a-z.dat', collectingContext()),
    ).rejects.toMatchObject({ code: 'sims/look-empty' });
  });
});

/** Reads and expects a typed error of the person's file, or finite numbers where none is announced. */
async function typedOnly(reader: Reader, bytes: Uint8Array): Promise<void> {
  const ctx = collectingContext();
  reader.sniff({ path: 'a', size: bytes.length, head: bytes.subarray(0, 4096), siblings: [] });
  try {
    const datasets = await readBytes(reader, bytes, 'a', ctx);
    const finite = datasets.every((d) =>
      Object.values(d.variables).every((v) => v === undefined || !('values' in v) || v.values.every(Number.isFinite)),
    );
    expect(finite || codes(ctx).includes('sims/not-finite')).toBe(true);
  } catch (error) {
    if (!isIonwalkError(error)) throw error;
    expect([error.kind, error.fix === '', error.where?.startsWith('a')]).toEqual(['input', false, true]);
  }
}

describe.each([
  ['iontof-ascii', iontofAsciiReader, IONTOF],
  ['iontof-ascii without tabs at the end', iontofAsciiReader, IONTOF.replaceAll('\t\r\n', '\r\n')],
  ['cameca-ascii', camecaAsciiReader, CAMECA],
  ['look-table (regions)', lookTableReader, DAC],
  ['look-table (planes)', lookTableReader, PLANES],
] as [string, Reader, string][])('%s and damaged files', (_name, reader, text) => {
  const bytes = new TextEncoder().encode(text);

  it('answers every shorter file with whole rows or a typed error', async () => {
    for (let length = 0; length < bytes.length; length++) await typedOnly(reader, bytes.slice(0, length));
  });

  it('never takes a number that was cut for a whole one', async () => {
    const whole = new Set(
      (await readBytes(reader, text, 'a', collectingContext())).flatMap((d) =>
        Object.keys(d.variables).flatMap((name) => valuesOf(d, name)),
      ),
    );
    for (let length = 0; length < bytes.length; length++) {
      const cut = await readBytes(reader, bytes.slice(0, length), 'a', collectingContext()).catch(() => []);
      for (const d of cut) for (const name of Object.keys(d.variables)) for (const v of valuesOf(d, name)) expect(whole.has(v)).toBe(true);
    }
  });

  it('answers bytes changed at random with a result or a typed error', async () => {
    const random = seededRandom(5);
    const marks = new TextEncoder().encode('\t\n;#*-.,e019 [](\0');
    for (let i = 0; i < 400; i++) {
      const changed = bytes.slice();
      for (let k = 0; k < 3; k++)
        changed[random.integer(bytes.length)] = i % 2 === 0 ? random.integer(256) : (marks[random.integer(marks.length)] as number);
      await typedOnly(reader, changed);
    }
  });

  it('takes no long time for a line of brackets or a million columns', async () => {
    await typedOnly(reader, new TextEncoder().encode(text.replace(/\(s\)|\[s\]|MEAN/, (found) => `${found}${'('.repeat(200_000)}`)));
    await typedOnly(reader, new TextEncoder().encode(`${text}${'1\t'.repeat(1_000_000)}\n`));
  });
});
