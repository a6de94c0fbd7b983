import { describe, expect, test } from 'vitest';
import { ismBytes } from '../../test/binary-formats.ts';
import { readWith, sniffBytes } from '../../test/read-bytes.ts';
import { POINTS } from '../../test/text-formats.ts';
import { validSweep } from './valid-sweep.ts';
import { zahnerIsm } from './zahner-ism.ts';

const read = (bytes: Uint8Array<ArrayBuffer>): ReturnType<typeof readWith> => readWith(zahnerIsm, 'cell.ism', bytes);

describe('validSweep', () => {
  test.each([
    ['a plain sweep down', [4, 3, 2, 1], 0, 4],
    ['a plain sweep up', [1, 2, 3], 0, 3],
    ['from the middle up, then down', [2, 3, 4, 3, 2, 1], 2, 6],
    ['from the middle down, then up', [3, 2, 1, 2, 3, 4, 5], 2, 7],
    ['twice: the last pass', [4, 1, 4, 1], 2, 4],
    ['one point', [7], 0, 1],
    ['numbers that are none', [NaN, 3, 2, 1, 0, -5, Infinity], 1, 4],
    ['nothing', [], 0, 0],
  ])('of %s', (_name, frequency, start, end) => {
    expect(validSweep(frequency)).toEqual({ start, end });
  });
});

describe('zahner-ism', () => {
  test('drops the start sweep with an info', async () => {
    const { datasets, diagnostics } = await read(ismBytes([...POINTS.slice(1, 7).toReversed(), ...POINTS]));
    expect(datasets).toHaveLength(1);
    expect(datasets[0]!.variables.frequency.values[0]).toBe(POINTS[0]![0]);
    expect(datasets[0]!.size['frequency']).toBe(POINTS.length);
    expect(diagnostics).toMatchObject([{ severity: 'info', code: 'eis/start-sweep' }]);
  });
  test('reads the header strings, letters the right way round', async () => {
    const { datasets } = await read(
      ismBytes(POINTS, ['240101', 'Pellet A', '0V', '10nA', '300.5K', '', 'First line', '', '', '', '', '0.785cm2']),
    );
    expect(datasets[0]!.meta).toMatchObject({ system: 'Pellet A', current: '10nA', comment1: 'First line' });
    expect(datasets[0]!.meta['area']).toBeCloseTo(0.785e-4, 12);
    expect(datasets[0]!.conditions.temperature).toBe(300.5);
  });
  test('a temperature within 1 degC of zero is an open input: not taken, and said', async () => {
    const { datasets, diagnostics } = await read(ismBytes(POINTS, ['', '', '', '', '-0.2+-0.1C']));
    expect(datasets[0]!.conditions.temperature).toBeUndefined();
    expect(diagnostics).toMatchObject([{ severity: 'info', code: 'eis/temperature-doubtful' }]);
  });
  test('more points announced than there are bytes is an error before anything is allocated', async () => {
    const bytes = ismBytes(POINTS);
    bytes.set([255, 255, 255, 254], 8);
    await expect(read(bytes)).rejects.toMatchObject({ code: 'file/truncated' });
    expect(sniffBytes('x', bytes)?.match.confidence).toBe('likely');
  });
  test('a file cut behind its phases is read with a warning, one cut within them is refused', async () => {
    const whole = 12 + 24 * POINTS.length;
    const { datasets, diagnostics } = await read(ismBytes(POINTS).slice(0, whole));
    expect(datasets[0]!.size['frequency']).toBe(POINTS.length);
    expect(diagnostics.map(({ code }) => code)).toEqual(['eis/truncated']);
    await expect(read(ismBytes(POINTS).slice(0, whole - 1))).rejects.toMatchObject({ code: 'file/truncated' });
  });
});
