import { describe, expect, test } from 'vitest';
import { randomSpectrum } from '../../test/random-spectra.ts';
import { violatedSpectrum, VIOLATIONS } from '../../test/violated-spectrum.ts';
import { linKk } from './lin-kk.ts';

const SLOW = process.env['IONWALK_SLOW'] !== undefined;
const RUNS = SLOW ? 1000 : 60;

describe('linKk over realistic ranges', () => {
  test('false alarms are at most 2 in 100 clean spectra', { timeout: 300_000 }, () => {
    let alarms = 0;
    for (let seed = 0; seed < RUNS; seed++) {
      const { frequency, re, im } = randomSpectrum(seed + 50_000).dataset.variables;
      if (!linKk(frequency.values, re.values, im.values).valid) alarms++;
    }
    if (SLOW) console.log(`lin-KK: ${alarms} false alarms in ${RUNS} clean spectra`);
    expect(alarms / RUNS).toBeLessThanOrEqual(0.02);
  });
  test(
    'misses are at most 5 in 100 spectra that drift, step or are not causal, by at least 4 % and six times the noise',
    { timeout: 300_000 },
    () => {
      const missed = VIOLATIONS.map((violation) => {
        let count = 0;
        for (let seed = 0; seed < RUNS; seed++) if (linKk(...violatedSpectrum(seed + 50_000, violation)).valid) count++;
        return count;
      });
      if (SLOW) console.log(`lin-KK: of ${RUNS} spectra each missed ${VIOLATIONS.map((name, i) => `${name} ${missed[i]}`).join(', ')}`);
      const all = missed.reduce((sum, count) => sum + count, 0) / (RUNS * VIOLATIONS.length);
      expect(all).toBeLessThanOrEqual(0.05);
    },
  );
});
