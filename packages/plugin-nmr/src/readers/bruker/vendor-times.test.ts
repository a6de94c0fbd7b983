import { describe, expect, it } from 'vitest';
import { readVendorTimes, vendorTimes } from './vendor-times.ts';

const TEXT = `INTENSITY fit :
 I[t]=I[0]+P*exp(-t/T1)

2 points for Peak 1,  Peak Point at 4.338 ppm
Results     Comp. 1

I[0]  =    1.014e+00
T1    =       1.397s
SD    =    2.337e-02

    tau    ppm     integral    intensity

   10.000s     4.338   1.7777e+08    1.551e+07
  500.000m     4.338  -6.8867e+07  -6.8224e+06

2 points for Peak 2,  Peak Point = -3.1 ppm
T     =     857.107m    16.5s
Point       Tau          Expt          Calc       Difference
    1      10.000s    1.000e+000    7.734e-001    -2.266e-001
    2      20.000s    8.119e-001    7.728e-001    -3.911e-002
`;

describe('readVendorTimes', () => {
  it('finds every peak, with all its times and delays in seconds', () => {
    expect(readVendorTimes(TEXT)).toEqual([
      { shiftPpm: 4.338, times: [1.397], delays: [10, 0.5] },
      { shiftPpm: -3.1, times: [expect.closeTo(0.857107, 12), 16.5], delays: [10, 20] },
    ]);
  });
  it('finds nothing in other text, prefixes of it included', () => {
    for (let length = 0; length < TEXT.length; length++) readVendorTimes(TEXT.slice(0, length));
    for (const text of ['', 'T1 = 5s', '\n'.repeat(1e5), ' '.repeat(1e6), 'Peak Point at ... ppm\nT1 = ..s'])
      expect(readVendorTimes(text)).toEqual([]);
  });
});

describe('vendorTimes', () => {
  const said = (step: readonly number[]): string[] => {
    const codes: string[] = [];
    vendorTimes(TEXT, Float64Array.from(step), {
      warn: (code: string, message: string) => void codes.push(`${code}: ${message}`),
    });
    return codes;
  };
  it('is silent where the delays agree, and says by how much the times are wrong where they do not', () => {
    expect(said([10, 0.5])).toEqual([]);
    expect(said([10e-6, 0.5e-6])[0]).toMatch(/nmr\/vendor-delays: .*1\.397.* would be 0\.00000140 s/);
  });
});
