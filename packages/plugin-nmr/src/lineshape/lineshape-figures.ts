import type { Dataset, Figure, Fitted } from '@ionwalk/core';
import type { Spectrum } from '../kinds.ts';

/** Spectrum with its fitted pattern, and the residuals beneath. */
export function lineshapeFigures(spectrum: Dataset<typeof Spectrum>, { fitted, fit }: Fitted): Figure[] {
  const x = Array.from(spectrum.variables.shift.values);
  const y = Array.from(spectrum.variables.re.values);
  const shift = { quantity: 'frequency-offset', unit: 'Hz', scale: 'linear' } as const;
  return [
    {
      v: 1,
      id: 'nmr-lineshape',
      title: 'Static spectrum',
      description: `Spectrum over the frequency from the carrier with the fitted quadrupolar pattern, C_Q = ${fit.params['CQ']?.value?.toPrecision(4) ?? 'not determined'} Hz.`,
      axes: { x: shift, y: { quantity: 'signal', unit: '1', scale: 'linear' } },
      layers: [
        { kind: 'points', series: 'measured', role: 'data', x, y },
        { kind: 'line', series: 'pattern', role: 'fit', x, y: Array.from(fitted) },
      ],
    },
    {
      v: 1,
      id: 'nmr-lineshape-residuals',
      title: 'Residuals',
      description: 'Spectrum minus fitted pattern over the frequency from the carrier.',
      axes: { x: shift, y: { quantity: 'residual', unit: '1', scale: 'linear' } },
      layers: [
        { kind: 'rule', axis: 'y', at: 0 },
        { kind: 'points', series: 'residual', role: 'residual', x, y: y.map((value, i) => value - (fitted[i] as number)) },
      ],
    },
  ];
}
