import { describe, expect, it } from 'vitest';
import { dawson } from '@ionwalk/core/fit';
import { diffusionWeighting } from '../src/gradients/diffusion-weighting.ts';
import { bruker } from '../src/readers/bruker.ts';
import { diffusion } from '../src/analysis/diffusion.ts';
import { relaxation } from '../src/analysis/relaxation.ts';
import { readOne } from './support/read-one.ts';
import { run } from './support/run-analysis.ts';
import { acqusArray, writeRows } from './support/write-stimulated-echo.ts';

const layers = (b: number, Dxy: number, Dz: number): number => {
  const v = Math.sqrt(b * (Dxy - Dz));
  return v < 1e-6 ? 1 : (Math.exp(-b * Dz) * dawson(v)) / v;
};
const program =
  '1 ze\n2 d1\n  p1 ph1\n  p30:gp6*diff\n  d16\n  p1 ph2\n  p1 ph3\n  p30:gp6*diff\n  go=2 ph31\n  d11 wr #0 if #0 zd igrad diff\n  lo to 2 times td1\nexit\n;p30: gradient pulse (little DELTA)\n;d20: diffusion time (big DELTA)\n';

describe('simulated folders', () => {
  it.each([
    ['RECT.1', 'rect'],
    ['SINE.100', 'half-sine'],
    ['SMSQ10.100', 'smsq'],
  ] as const)('a stimulated echo with %s pulses, from difflist, P30, D20 and GPNAM, gives Dxy, Dz and the mean', async (gpnam, shape) => {
    const [Dxy, Dz] = [6.1e-11, 3.3e-12];
    const g = Array.from({ length: 24 }, (_, i) => 12 * Math.sqrt((i + 0.2) / 24));
    const factor = diffusionWeighting({ gamma: 1.03977013e8, delta: 2e-3, Delta: 0.1, shape, sequence: 'ste', includesShape: true });
    const files = { difflist: g.map((value) => (100 * value).toFixed(4)).join('\n'), pulseprogram: program };
    const acqus = {
      D: acqusArray({ 20: 0.1 }),
      P: acqusArray({ 30: 2000 }),
      GPNAM: acqusArray({ 6: `<${gpnam}>` }, 32, '<>'),
      PULPROG: '<diffSte>',
      TE: 393.15,
    };
    const amplitudes = g.map((value) => layers(factor * value * value, Dxy, Dz));
    let [xy, z] = [0, 0];
    for (let seed = 1; seed <= 12; seed++) {
      const data = await readOne(bruker, writeRows({ amplitudes, files, acqus, noise: 8000, seed }), 'ser');
      const { outcome } = await run(diffusion, data, { model: 'powder-2d' });
      const { params } = outcome.fits[0] as (typeof outcome.fits)[number];
      xy += (((params['Dxy']?.value as number) - Dxy) / (params['Dxy']?.u as number)) ** 2;
      z += (((params['Dz']?.value as number) - Dz) / (params['Dz']?.u as number)) ** 2;
      expect(outcome.records[0]).toMatchObject({ T: 393.15, scale: { t: 0.1 } });
    }
    // Mean square of 12 standardised deviations (Student, 21 degrees of freedom): below 3 in more than 99.9 % of cases.
    expect(xy / 12).toBeLessThan(3);
    expect(z / 12).toBeLessThan(3);
  });

  it('an inversion recovery with a vdlist in any order gives T1, whatever the phase of the receiver', async () => {
    const delays = [0.15, 0.005, 0.75, 0.02, 0.3, 0.05, 0.1, 0.5];
    const files = { vdlist: delays.map((delay) => `${delay * 1000}m`).join('\n') };
    for (const phase of [0, 1.5, 3, -2.2]) {
      const data = await readOne(
        bruker,
        writeRows({ amplitudes: delays.map((t) => 1 - 1.9 * Math.exp(-t / 0.15)), files, noise: 3000, phase, seed: 5 }),
        'ser',
      );
      const { outcome } = await run(relaxation, data, { kind: 'T1-ir', model: 'mono' });
      const T1 = outcome.fits[0]?.params['T1'];
      expect(Math.abs((T1?.value as number) - 0.15) / (T1?.u as number)).toBeLessThan(4);
      expect(outcome.fits[0]?.params['M0']?.value).toBeGreaterThan(0);
    }
  });

  it('names the list that is missing and where it was expected', async () => {
    const amplitudes = Array.from({ length: 8 }, (_, i) => Math.exp(-0.3 * i));
    const inFolder = writeRows({ amplitudes, files: { pulseprogram: program } }).map((file) => ({ ...file, path: `12/${file.path}` }));
    await expect(run(diffusion, await readOne(bruker, inFolder, '12/ser'))).rejects.toMatchObject({
      code: 'nmr/array',
      kind: 'usage',
      message: expect.stringMatching(/difflist.*12\/difflist/),
      fix: expect.stringContaining('--gradients'),
    });
    const bare = await readOne(bruker, writeRows({ amplitudes, files: {} }), 'ser');
    await expect(run(diffusion, bare)).rejects.toMatchObject({ message: expect.stringMatching(/difflist is missing.*beside ser/) });
    await expect(run(relaxation, bare, { kind: 'T2' })).rejects.toMatchObject({
      code: 'nmr/array',
      message: expect.stringMatching(/vdlist/),
    });
  });

  it('a vclist needs the duration of a loop', async () => {
    const counts = [2, 4, 8, 16, 32, 64, 128, 256];
    const data = await readOne(
      bruker,
      writeRows({ amplitudes: counts.map((n) => Math.exp((-n * 1e-3) / 0.05)), files: { vclist: counts.join('\n') }, noise: 3000 }),
      'ser',
    );
    await expect(run(relaxation, data, { kind: 'T2' })).rejects.toMatchObject({ code: 'nmr/cycle', kind: 'usage' });
    const { outcome } = await run(relaxation, data, { kind: 'T2', model: 'mono', cycle: 1e-3 });
    expect(Math.abs((outcome.fits[0]?.params['T2']?.value as number) - 0.05) / (outcome.fits[0]?.params['T2']?.u as number)).toBeLessThan(
      4,
    );
  });

  it('the strongest line is found beside a weaker one, and --window chooses the other', async () => {
    const delays = [0.005, 0.02, 0.05, 0.1, 0.15, 0.3, 0.5, 0.75];
    const files = { vdlist: delays.join('\n') };
    const strong = await readOne(
      bruker,
      writeRows({ amplitudes: delays.map((t) => Math.exp(-t / 0.15)), files, offset: 8000, linewidth: 200 }),
      'ser',
    );
    const weak = await readOne(
      bruker,
      writeRows({ amplitudes: delays.map((t) => 0.2 * Math.exp(-t / 0.4)), files, offset: -9000, linewidth: 200, noise: 1000 }),
      'ser',
    );
    const sum = (name: 're' | 'im'): { values: Float64Array } => {
      const [a, b] = [strong, weak].map((data) => (data.variables[name] as { values: Float64Array }).values) as [
        Float64Array,
        Float64Array,
      ];
      return { values: a.map((value, i) => value + (b[i] as number)) };
    };
    const both = { ...strong, variables: { ...strong.variables, re: sum('re'), im: sum('im') } };
    const first = await run(relaxation, both, { kind: 'T2', model: 'mono' });
    expect(first.outcome.fits[0]?.params['T2']?.value).toBeCloseTo(0.15, 2);
    const second = await run(relaxation, both, { kind: 'T2', model: 'mono', window: '-9500:-8500' });
    expect(second.outcome.fits[0]?.params['T2']?.value).toBeCloseTo(0.4, 1);
    for (const window of ['1:2:3', 'abc:def', '1e9:2e9', '5'])
      await expect(run(relaxation, both, { kind: 'T2', window })).rejects.toMatchObject({ kind: 'usage' });
  });
});
