import { describe, expect, test } from 'vitest';
import { bytesOf, readBytes, readWith } from '../../test/read-bytes.ts';
import { POINTS } from '../../test/text-formats.ts';
import { csv as csvReader } from './csv.ts';
import { gamryDta } from './gamry-dta.ts';
import { signEvidence, signTurned } from './sign-evidence.ts';

const csv = (rows: readonly (readonly number[])[]): ReturnType<typeof readBytes> =>
  readBytes('x', bytesOf(`frequency,re,im\n${rows.map((row) => row.join(',')).join('\n')}`));

describe('signEvidence', () => {
  const part = (index: number): number[] => POINTS.map((row) => row[index]!);
  test('is near 1 for a causal response and near -1 for its mirror image, in either order', () => {
    expect(signEvidence(part(0), part(1), part(2))).toBeGreaterThan(0.7);
    expect(
      signEvidence(
        part(0),
        part(1),
        part(2).map((v) => -v),
      ),
    ).toBeLessThan(-0.7);
    expect(signEvidence(part(0).toReversed(), part(1).toReversed(), part(2).toReversed())).toBeGreaterThan(0.7);
  });
  test('is 0 for too few points, and where the real part stays as it is', () => {
    expect(signEvidence([1, 2], [1, 2], [1, 2])).toBe(0);
    expect(signEvidence([1, 2, 4, 8, 16, 32], [5, 5, 5, 5, 5, 5], [1, 2, 4, 8, 16, 32])).toBe(0);
    expect(signEvidence([1, 1, 1, 1, 1, 1], [0, 0, 0, 0, 0, 0], [0, 0, 0, 0, 0, 0])).toBe(0);
  });
});

describe('signTurned', () => {
  const f = Array.from({ length: 20 }, (_, i) => 10 ** (5 - i / 4));
  const constant = f.map(() => 10);
  test('sees a capacitor alone turned, and leaves an inductor and a capacitor as they are', () => {
    const capacitor = f.map((v) => 1e4 / v);
    expect(signTurned(f, constant, capacitor)).toBe(true);
    expect(signTurned(f.toReversed(), constant, capacitor.toReversed())).toBe(true);
    expect(
      signTurned(
        f,
        constant,
        capacitor.map((v) => -v),
      ),
    ).toBe(false);
    expect(
      signTurned(
        f,
        constant,
        f.map((v) => 1e-4 * v),
      ),
    ).toBe(false);
  });
  test('leaves a resistor beside an inductor as it is though Im Z falls again', () => {
    const x = f.map((v) => v / 3e2);
    expect(
      signTurned(
        f,
        x.map((v) => (v * v) / (1 + v * v)),
        x.map((v) => v / (1 + v * v)),
      ),
    ).toBe(false);
  });
});

describe('spectraOfRows', () => {
  test('a sign that looks turned is kept, and said', async () => {
    const result = await csv(POINTS.map(([f, re, im]) => [f!, re!, -im!]));
    expect(result!.datasets[0]!.variables.im.values[0]).toBe(-POINTS[0]![2]!);
    expect(result!.diagnostics).toMatchObject([{ severity: 'warning', code: 'eis/sign-doubtful' }]);
    expect(result!.diagnostics[0]!.message).toContain('--reader-option im=negative');
  });
  test('the reader option turns it, with nothing left to say; turned where it was right, the way back is said', async () => {
    const text = (sign: number): Uint8Array<ArrayBuffer> =>
      bytesOf(`frequency,re,im\n${POINTS.map(([f, re, im]) => [f, re, sign * im!].join(',')).join('\n')}`);
    const { datasets, diagnostics } = await readWith(csvReader, 'x', text(-1), { im: 'negative' });
    expect(datasets[0]!.variables.im.values[0]).toBe(POINTS[0]![2]!);
    expect(diagnostics).toEqual([]);
    const wrong = await readWith(csvReader, 'x', text(1), { im: 'negative' });
    expect(wrong.diagnostics[0]!.message).toContain('leave out --reader-option im=negative');
  });
  test('a format with a sign of its own has no such option to offer', async () => {
    const { diagnostics } = await readWith(
      gamryDta,
      'x',
      bytesOf(
        `EXPLAIN\nTAG\tEISPOT\nZCURVE\tTABLE\n\tFreq\tZreal\tZimag\n\tHz\tohm\tohm\n${POINTS.map(([f, re, im]) => `\t${f}\t${re}\t${-im!}`).join('\n')}\n`,
      ),
    );
    expect(diagnostics[0]).toMatchObject({ code: 'eis/sign-doubtful' });
    expect(diagnostics[0]!.message).not.toContain('--reader-option');
    expect(diagnostics[0]!.message).toContain('export it again');
  });
  test('repeated frequencies are kept, and said under their lines', async () => {
    const result = await csv([...POINTS.slice(0, 5), POINTS[4]!, ...POINTS.slice(5)]);
    expect(result!.datasets[0]!.size['frequency']).toBe(POINTS.length + 1);
    expect(result!.diagnostics).toMatchObject([{ severity: 'warning', code: 'eis/frequency-repeated', where: 'x:7' }]);
  });
  test('a sweep out of order stays in the order of the file, and is said', async () => {
    const [a, b, c, ...rest] = POINTS;
    const result = await csv([a!, c!, b!, ...rest]);
    expect(Array.from(result!.datasets[0]!.variables.frequency.values.slice(0, 3))).toEqual([a![0], c![0], b![0]]);
    expect(result!.diagnostics).toMatchObject([{ severity: 'warning', code: 'eis/frequency-order', where: 'x:4' }]);
  });
  test('either direction is fine', async () => {
    expect((await csv(POINTS))!.diagnostics).toEqual([]);
    expect((await csv(POINTS.toReversed()))!.diagnostics).toEqual([]);
  });
});
