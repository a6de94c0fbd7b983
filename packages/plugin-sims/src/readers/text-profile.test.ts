import type { Dataset } from '@ionwalk/core';
import { describe, expect, it } from 'vitest';
import { collectingContext, readBytes } from '../../test/helpers.ts';
import { textProfileReader } from './text-profile.ts';

const read = async (text: string) => (await readBytes(textProfileReader, text, 'p.csv', collectingContext()))[0];
const sniff = (text: string) =>
  textProfileReader.sniff({ path: 'p.csv', size: text.length, head: new TextEncoder().encode(text), siblings: [] });

describe('textProfileReader', () => {
  it('reads counts per nuclide with the unit of the header', async () => {
    const profile = await read('# simulated\ndepth (um),6Li,7Li\n0.5,10,90\n1.5,0,0\n2.5,5,95\n');
    expect(profile?.size).toEqual({ species: 2, row: 3 });
    expect(profile?.meta).toEqual({ species: ['6Li', '7Li'], totals: [15, 185], comments: ['simulated'] });
    const { depth, counts } = (profile as Dataset).variables as unknown as Record<string, { values: Float64Array }>;
    expect(Array.from(depth?.values ?? [])).toEqual([5e-7, 1.5e-6, 2.5e-6].map((v) => expect.closeTo(v, 15) as number));
    expect(Array.from(counts?.values ?? [])).toEqual([10, 0, 5, 90, 0, 95]);
  });

  it('reads a fraction with its sigma, tabs and a position in nanometres', async () => {
    const profile = await read('position (nm)\tfraction\tsigma\n100\t0.5\t0.01\n200\t0.25\t0.02\n');
    const { position, fraction, depth } = (profile as Dataset).variables as unknown as Record<
      string,
      { values: Float64Array; sigma?: Float64Array } | undefined
    >;
    expect(depth).toBeUndefined();
    expect(position?.values[1]).toBeCloseTo(2e-7, 15);
    expect(Array.from(fraction?.values ?? [])).toEqual([0.5, 0.25]);
    expect(Array.from(fraction?.sigma ?? [])).toEqual([0.01, 0.02]);
  });

  it.each([
    ['no data rows', 'depth (um),6Li,7Li\n', 'sims/profile-empty'],
    ['a cell that is no number', 'depth (um),6Li,7Li\n1,a,3\n', 'sims/profile-cell'],
    ['an empty cell', 'depth (um),6Li,7Li\n1,,3\n', 'sims/profile-cell'],
    ['an infinite cell', 'depth (um),6Li,7Li\n1,inf,3\n', 'sims/profile-cell'],
    ['negative counts', 'depth (um),6Li,7Li\n1,-2,3\n', 'sims/profile-negative'],
    ['an unknown unit', 'depth (furlong),6Li,7Li\n1,2,3\n', 'sims/profile-unit'],
    ['a unit that is no length', 'depth (s),6Li,7Li\n1,2,3\n', 'sims/profile-unit'],
    ['no unit', 'depth,6Li,7Li\n1,2,3\n', 'sims/profile-unit'],
    ['rows of different length', 'depth (um),6Li,7Li\n1,2,3\n1,2\n', 'sims/profile-ragged'],
    ['only zeros', 'depth (um),6Li,7Li\n1,0,0\n2,0,0\n', 'sims/profile-zero'],
    ['a fraction in per cent', 'depth (um),fraction\n1,95\n', 'sims/profile-negative'],
    ['a sigma of zero', 'depth (um),fraction,sigma\n1,0.5,0\n', 'sims/profile-negative'],
  ])('refuses %s', async (_name, text, code) => {
    await expect(read(text)).rejects.toMatchObject({
      code,
      kind: 'input',
      fix: expect.stringMatching(/./) as string,
      where: expect.stringContaining('p.csv') as string,
    });
  });

  it('says in which line a bad cell is', async () => {
    await expect(read('# c\ndepth (um),6Li,7Li\n1,2,3\n2,x,4\n')).rejects.toMatchObject({ where: 'p.csv:4' });
  });

  it('claims profiles as likely, never as certain, and leaves other tables alone', () => {
    expect(sniff('depth (um),6Li,7Li\n1,2,3\n')?.confidence).toBe('likely');
    expect(sniff('depth,6Li,7Li\n1,2,3\n')?.confidence).toBe('likely');
    for (const text of [
      '',
      'hello',
      'frequency (Hz),re,im\n1,2,3\n',
      'depth (um),temperature\n1,2\n',
      'time (s),6Li\n1,2\n',
      '1,2\n3,4\n',
    ]) {
      expect(sniff(text), text).toBeUndefined();
    }
  });
});
