import { describe, expect, it } from 'vitest';
import type { DiffusionRecord } from '../api/record.ts';
import { compareRecords } from './compare-records.ts';
import { makeRecord } from './fixtures/synthetic-study.ts';

const sigma = (T: number, value: number, more: Partial<DiffusionRecord> = {}): DiffusionRecord =>
  makeRecord({ kind: 'D_sigma', value, T, u: 0.05, ...more });
const nmr = (T: number, value: number, more: Partial<DiffusionRecord> = {}): DiffusionRecord =>
  makeRecord({ kind: 'D_NMR', value, T, u: 0.05, ...more });

describe('the reason of a Haven ratio', () => {
  const reason = (records: DiffusionRecord[], T = 300): string => String(compareRecords(records, { at: [T] }).haven[0]?.reason);
  const four = (share: number, u = 0.01): DiffusionRecord[] => [
    sigma(300, 1e-12, { u }),
    sigma(300, 1e-12 / (1 + share), { region: 'total', u }),
    nmr(300, 1e-12, { u, sample: { id: 'other' } }),
    makeRecord({ kind: 'D_tracer', value: 1e-12, T: 300, u }),
    makeRecord({ kind: 'D_tracer', region: 'effective', value: 1e-12 / (1 + share / 0.24), T: 300, u }),
  ];
  const boundary = (share: number, u?: number): string =>
    String(compareRecords(four(share, u)).haven.find((entry) => entry.sample === 'study' && entry.region === 'gb')?.reason);

  it('says first what is decided, with the interval, then of what', () => {
    expect(reason([sigma(300, 2e-12), nmr(300, 1e-12)])).toMatch(
      /^The 95 % interval 0\.435 to 0\.574 excludes 1: Haven ratio 0\.500 at 300 K, D_NMR bulk over D_sigma bulk\. The counted/,
    );
    expect(reason([sigma(300, 1e-12), nmr(300, 1e-12)])).toMatch(/^The 95 % interval \S+ to \S+ holds 1: /);
    expect(reason([sigma(300, 1e-12, { u: 0.5 }), nmr(300, 1e-12)])).toMatch(/holds 1 but is wider than a factor 1\.5 would allow: /);
    expect(reason([sigma(300, 1e-12, { u: null }), nmr(300, 1e-12)])).toMatch(/^Undecided, as the uncertainty is unknown: .*State u/);
    expect(boundary(1.2)).toMatch(/^The 95 % interval \S+ to \S+ excludes 1: Haven ratio 0\.240 at 300 K, total minus bulk of D_tracer/);
    expect(boundary(0.2)).toMatch(
      /^The Haven ratio of the boundary at 300 K is below \S+ \(95 %, one-sided\), which excludes 1: the boundary is too small/,
    );
    expect(boundary(0.5, 0.2)).toMatch(/: total minus bulk is too uncertain for a number\. R_gb/);
  });
  it('decides within 220 characters and puts what else is to know behind', () => {
    for (const text of [boundary(1.2), boundary(0.2), boundary(0.001), reason([sigma(300, 2e-12), nmr(300, 1e-12)])]) {
      expect(text.split('. ')[0]?.length).toBeLessThan(220);
      expect(text).toMatch(/\.$/);
    }
  });
  it('names one of several series without a value, and how many more there are', () => {
    expect(reason([...[300, 310].map((T) => sigma(T, 1e-12)), ...[300, 310].map((T) => nmr(T, 1e-12))], 400)).toContain(
      'outside the data of D_NMR bulk (300 K to 310 K) and 1 more series has no value there either; to decide it, ',
    );
  });
});
