import { describe, expect, it } from 'vitest';
import { writeRows } from '../../test/support/write-stimulated-echo.ts';
import { readOne } from '../../test/support/read-one.ts';
import { run } from '../../test/support/run-analysis.ts';
import { bruker } from '../readers/bruker.ts';
import { relaxation } from './relaxation.ts';
import { diffusion } from './diffusion.ts';

const T2 = 0.02;
const delays = [0.001, 0.003, 0.006, 0.01, 0.016, 0.024, 0.035, 0.05, 0.07, 0.1];
const rows = (noise = 3000) =>
  readOne(
    bruker,
    writeRows({ amplitudes: delays.map((t) => Math.exp(-t / T2)), noise, files: { vdlist: delays.map((t) => `${t}\n`).join('') } }),
    'ser',
  );
const off = (fit: { params: Readonly<Record<string, { value: number | null; u: number | null }>> } | undefined): number =>
  Math.abs((fit?.params['T2']?.value as number) - T2) / (fit?.params['T2']?.u as number);

describe('processing of rows', () => {
  it.each([
    {},
    { apodise: 200 },
    { baseline: true, window: '-700:3300' },
    { apodise: 100, baseline: true, window: '-700:3300' },
    { phase: 0.7 },
  ])('leaves the time as it is: %o', async (options) => {
    const { outcome } = await run(relaxation, await rows(), { kind: 'T2', model: 'mono', ...options });
    expect(off(outcome.fits[0])).toBeLessThan(4);
    // The noise that is stated is that of the integrals: the scatter of the fit agrees with it.
    expect(outcome.fits[0]?.reducedChi2).toBeGreaterThan(0.1);
    expect(outcome.fits[0]?.reducedChi2).toBeLessThan(4);
  });
  it('records every step and its numbers', async () => {
    const { outcome } = await run(relaxation, await rows(), { kind: 'T2', model: 'mono', apodise: 50, baseline: true });
    expect(outcome.fits[0]?.derived?.['processing']).toMatchObject({
      groupDelay: 67.98,
      apodisation: 50,
      points: 512,
      filledTo: 512,
      windowBy: 'strongest line',
      phaseBy: 'most signal into the real part',
      baseline: 'level beside the window',
    });
    const { phase, window } = (outcome.fits[0]?.derived?.['processing'] ?? {}) as { phase: number; window: [number, number] };
    expect(phase).toBeCloseTo(0.7, 0);
    expect(window[0]).toBeLessThan(1300);
    expect(window[1]).toBeGreaterThan(1300);
  });
  it('takes a phase as it is typed: a quarter turn off, nothing is left', async () => {
    const { outcome, ctx } = await run(relaxation, await rows(0), { kind: 'T2', model: 'mono', phase: 0.7 + Math.PI / 2 });
    expect(ctx.codes()).toContain('nmr/phase-varies');
    expect(Math.abs(outcome.fits[0]?.params['M0']?.value as number)).toBeLessThan(1e8);
  });
  it('draws the rows one above the other, with their window', async () => {
    const { outcome } = await run(relaxation, await rows(), { kind: 'T2' });
    const stack = outcome.figures.find(({ id }) => id === 'nmr-stack');
    expect(stack?.layers.filter(({ kind }) => kind === 'line')).toHaveLength(delays.length);
    expect(stack?.layers.filter(({ kind }) => kind === 'rule')).toHaveLength(2);
    for (const layer of stack?.layers ?? []) if (layer.kind === 'line') expect((layer.y as number[]).every(Number.isFinite)).toBe(true);
  });
  it('keeps in a record of diffusion what made b, and how its signals came about', async () => {
    const data = await readOne(
      bruker,
      writeRows({
        amplitudes: delays.map((_, i) => Math.exp(-0.02 * i * i)),
        noise: 3000,
        files: { difflist: delays.map((_, i) => `${100 * i}\n`).join('') },
      }),
      'ser',
    );
    const { outcome } = await run(diffusion, data, {
      model: 'stejskal-tanner',
      delta: 2e-3,
      Delta: 0.05,
      nucleus: '7Li',
      shape: 'half-sine',
    });
    expect(outcome.records[0]?.model.fixed).toMatchObject({
      encoding: { gamma: 1.03977013e8, delta: 2e-3, Delta: 0.05, shape: 'half-sine', sequence: 'ste', includesShape: true },
      processing: { groupDelay: 67.98, baseline: 'none' },
    });
  });
});
