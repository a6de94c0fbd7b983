import { describe, expect, test } from 'vitest';
import { readText, pointsOf, expectPoints } from '../../test/read-text.ts';
import { POINTS } from '../../test/text-formats.ts';

describe('csv', () => {
  test('spectra whose rows stand between each other are put together, line numbers and all, whatever the table’s length', async () => {
    const points = 700;
    const rows = Array.from({ length: points }, (_, i) => {
      const f = 10 ** (6 - i / 100);
      return ['a', 'b'].map((label, k) => `${label},${f},${100 + k + i},${i === 3 && k === 1 ? 'x' : -(i + 1)}`);
    }).flat();
    const { datasets, diagnostics } = await readText(`spectrum,f,re,im\n${rows.join('\n')}\nc,1,2,-3\n`, 'mixed.csv');
    expect(datasets.map(({ title, size }) => [title, size['frequency']])).toEqual([
      ['a', points],
      ['b', points - 1],
      ['c', 1],
    ]);
    const [a, b] = datasets;
    expect([...a!.variables.re.values]).toEqual(Array.from({ length: points }, (_, i) => 100 + i));
    expect(b!.variables.re.values[3]).toBe(105);
    expect(diagnostics.find(({ code }) => code === 'eis/rows-dropped')!.where).toBe('mixed.csv:9');
  });
  const body = (map: (row: readonly number[]) => (number | string)[], separator = ','): string =>
    POINTS.map((row) => map(row).join(separator)).join('\n');
  test.each<[string, string]>([
    ['frequency last', body(([f, re, im]) => [re!, im!, f!])],
    ['an index first', `,Freq,Real,Imag\n${POINTS.map((row, i) => [i, ...row].join(',')).join('\n')}`],
    ['an index first and no header', POINTS.map((row, i) => [i, ...row].join(',')).join('\n')],
    ['−Im columns', `Frequency (Hz),Z' (Ohm),-Z'' (Ohm)\n${body(([f, re, im]) => [f!, re!, -im!])}`],
    [
      'a unit of its own for each column',
      `Frequency (kHz);Z re (kOhm);-Im (Ohm)\n${body(([f, re, im]) => [f! / 1e3, re! / 1e3, -im!], ';')}`,
    ],
    ['kHz and kOhm', `f (kHz);Re(Z) (kOhm);Im(Z) (kOhm)\n${body(([f, re, im]) => [f! / 1e3, re! / 1e3, im! / 1e3], ';')}`],
    ['mHz and mOhm', `freq/mHz\tZreal/mOhm\tZimag/mOhm\n${body(([f, re, im]) => [f! * 1e3, re! * 1e3, im! * 1e3], '\t')}`],
    ['MOhm', `frequency [Hz],Zre [MOhm],Zim [MOhm]\n${body(([f, re, im]) => [f!, re! / 1e6, im! / 1e6])}`],
    [
      'decimal commas and semicolons',
      `Frequency (Hz);Z' (Ω);-Z'' (Ω)\n${body(([f, re, im]) => [f!, re!, -im!].map((v) => String(v).replace('.', ',')), ';')}`,
    ],
    ['decimal commas and tabs without header', body((row) => row.map((v) => String(v).replace('.', ',')), '\t')],
    ['decimal commas and blanks', `f Zre Zim\n${body((row) => row.map((v) => v.toExponential(9).replace('.', ',')), '  ')}`],
    [
      'polar columns in degrees',
      `freq,|Z|,Phase\n${body(([f, re, im]) => [f!, Math.hypot(re!, im!), (Math.atan2(im!, re!) * 180) / Math.PI])}`,
    ],
    [
      'polar columns in rad, −phase',
      `freq (Hz),|Z| (Ohm),-phase (rad)\n${body(([f, re, im]) => [f!, Math.hypot(re!, im!), -Math.atan2(im!, re!)])}`,
    ],
    ['angular frequency', `omega,re,im\n${body(([f, re, im]) => [2 * Math.PI * f!, re!, im!])}`],
    ['a commented header', `# f, Z', Z''\n${body((row) => [...row])}`],
    ['a preamble of words', `My cell\nmeasured today\n\nFrequency,Zreal,Zimag\n${body((row) => [...row])}`],
  ])('reads %s', async (_name, text) => {
    const result = await readText(text, 'f.csv');
    expect(result.reader.id).toBe('csv');
    expectPoints(pointsOf(result));
  });
  test('one label without a sound row is said with its line and does not take the others with it', async () => {
    const { datasets, diagnostics } = await readText('frequency,re,im,spectrum\n100,5,-1,a\n10,6,-2,a\n0,1,1,b\n100,7,-1,c\n');
    expect(datasets.map(({ title }) => title)).toEqual(['a', 'c']);
    expect(diagnostics).toMatchObject([
      { severity: 'warning', code: 'eis/rows-dropped', where: expect.stringMatching(/:4$/) as string },
      { code: 'eis/rows-dropped' },
    ]);
    await expect(readText('frequency,re,im,spectrum\n0,1,1,a\n0,2,1,b\n0,3,1,b\n')).rejects.toMatchObject({ code: 'eis/no-spectrum' });
  });
  test('a column spectrum holds many datasets, temperature and sample become conditions', async () => {
    const rows = ['a', 'b'].flatMap((label, k) => POINTS.map((row) => [...row, label, 300 + 25 * k, 'LLTO-1'].join(',')));
    const { datasets } = await readText(`frequency,re,im,spectrum,temperature,sample\n${rows.join('\n')}`);
    expect(datasets.map(({ title, conditions }) => [title, conditions])).toEqual([
      ['a', { temperature: 300, sample: 'LLTO-1' }],
      ['b', { temperature: 325, sample: 'LLTO-1' }],
    ]);
    expect(datasets.every(({ size }) => size['frequency'] === POINTS.length)).toBe(true);
  });
  test('temperatures in degC split a table without labels', async () => {
    const rows = [25, 60].flatMap((t) => POINTS.map((row) => [t, ...row].join(',')));
    const { datasets } = await readText(`T (degC),frequency,re,im\n${rows.join('\n')}`);
    expect(datasets.map(({ conditions }) => conditions.temperature)).toEqual([298.15, 333.15]);
  });
  test('header lines state temperature and geometry', async () => {
    const { datasets } = await readText(
      `# Temperature: 27 degC\n# thickness = 2.00 mm, area = 0.785 cm2\nf,re,im\n${POINTS.map((row) => row.join(',')).join('\n')}`,
    );
    expect(datasets[0]!.conditions.temperature).toBeCloseTo(300.15, 9);
    expect(datasets[0]!.meta['thickness']).toBeCloseTo(2e-3, 12);
    expect(datasets[0]!.meta['area']).toBeCloseTo(0.785e-4, 12);
  });
  test('two sweeps one after the other are two datasets', async () => {
    const text = [...POINTS, ...POINTS].map((row) => row.join(',')).join('\n');
    const { datasets } = await readText(`f,re,im\n${text}`, 'twice.csv');
    expect(datasets.map(({ title }) => title)).toEqual(['twice #1', 'twice #2']);
    expectPoints(pointsOf(await readText(`f,re,im\n${text}`), 1));
  });
  test('down and up again is two datasets', async () => {
    const text = [...POINTS, ...POINTS.toReversed().slice(1)].map((row) => row.join(',')).join('\n');
    expect((await readText(`f,re,im\n${text}`)).datasets.map(({ size }) => size['frequency'])).toEqual([POINTS.length, POINTS.length - 1]);
  });
  test('rows without a positive frequency or a number are dropped and said', async () => {
    const { datasets, diagnostics } = await readText(
      `f,re,im\n0,1,1\n-5,1,1\nnan,2,2\n${POINTS.map((row) => row.join(',')).join('\n')}\n1,abc,2\n3`,
    );
    expect(datasets[0]!.size['frequency']).toBe(POINTS.length);
    expect(diagnostics).toMatchObject([{ severity: 'warning', code: 'eis/rows-dropped', where: 'file.txt:2' }]);
    expect(diagnostics[0]!.message).toContain(`5 of ${POINTS.length + 5} rows`);
  });
  test('stated uncertainties come along', async () => {
    const { datasets } = await readText(`f,re,im,sigma_re,sigma_im\n${POINTS.map((row) => [...row, 0.5, 0.25].join(',')).join('\n')}`);
    expect(datasets[0]!.variables.re.sigma?.[3]).toBe(0.5);
    expect(datasets[0]!.variables.im.sigma?.[3]).toBe(0.25);
  });
  test('an unknown unit is an error that names the column', async () => {
    await expect(readText(`f (Hz),re (Ohm cm2),im (Ohm cm2)\n${POINTS.map((row) => row.join(',')).join('\n')}`)).rejects.toMatchObject({
      code: 'eis/unit',
      kind: 'input',
    });
  });
});

describe('decimal commas', () => {
  test('are seen though a row has many whole numbers', async () => {
    const rows = POINTS.map(([f, re, im], i) =>
      [3, 0, 1, i, 39, ...[f!, re!, -im!].map((v) => v.toExponential(8).replace('.', ','))].join('\t'),
    );
    expectPoints(pointsOf(await readText(`mode\tox/red\terror\tNs\tI Range\tfreq/Hz\tRe(Z)/Ohm\t-Im(Z)/Ohm\n${rows.join('\n')}`)));
  });
});
