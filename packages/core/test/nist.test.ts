import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { hasNistFiles, readNistFiles } from './nist-files.ts';
import { NIST_MODELS } from './nist-models.ts';
import { certifyAll, promisedDigits } from './nist-report.ts';

/** Lanczos1: residuals of 9e-14 round by parts in a thousand in double precision (docs/nist.md). */
const SD_EXCEPTIONS: Readonly<Record<string, number>> = { Lanczos1: 2 };

describe.skipIf(!hasNistFiles())('NIST StRD nonlinear problems (../shared/data)', () => {
  const rows = hasNistFiles() ? certifyAll(readNistFiles()) : [];
  const promised = promisedDigits(readFileSync(new URL('../../../docs/nist.md', import.meta.url), 'utf8'));

  it('are all there, each with a model', () => {
    expect(rows.map(({ name }) => name).sort()).toEqual(Object.keys(NIST_MODELS).sort());
    expect(rows).toHaveLength(27);
  });

  it.each(rows)('$name: 6 digits of every parameter from both starts, and says that it converged', ({ starts }) => {
    for (const { digits, result } of starts) {
      expect(digits).toBeGreaterThanOrEqual(6);
      expect(result.converged, result.message).toBe(true);
    }
  });

  it.each(rows)('$name: 6 digits of every standard deviation and of the residual sum of squares, exceptions apart', ({ name, starts }) => {
    for (const { sdDigits, rssDigits } of starts) {
      expect(sdDigits).toBeGreaterThanOrEqual(SD_EXCEPTIONS[name] ?? 6);
      expect(rssDigits).toBeGreaterThanOrEqual(SD_EXCEPTIONS[name] ?? 6);
    }
  });

  it.each(rows)('$name: docs/nist.md says what is found, within a digit', ({ name, starts }) => {
    const line = promised.get(name);
    expect(line, `docs/nist.md has no line for ${name}`).toHaveLength(6);
    const figures = [...starts.map((c) => c.digits), ...starts.map((c) => c.sdDigits), ...starts.map((c) => c.rssDigits)];
    // Other processors round exp and pow otherwise, which shows beyond the eighth digit.
    figures.forEach((digits, i) => expect(Math.abs(Math.min(digits, 8) - Math.min(line![i]!, 8))).toBeLessThanOrEqual(1));
  });

  it('docs/nist.md has no line beyond', () => expect(promised.size).toBe(rows.length));
});
