import type { Dataset, Figure, Layer } from '@ionwalk/core';
import type { RelaxationTimes } from '../drt/relaxation-times.ts';
import type { EisSpectrum } from '../kinds.ts';

/** `eis-drt`: γ over τ with a band of one standard deviation and its peaks; `eis-drt-nyquist`: the data and what γ and the series elements make of them, equal scales. */
export function drtFigures(data: Dataset<typeof EisSpectrum>, result: RelaxationTimes): Figure[] {
  const { tau, gamma, uGamma, peaks, residuals, polarisation } = result;
  const { frequency, re, im } = data.variables;
  const n = frequency.values.length;
  const order = Array.from({ length: n }, (_, i) => i).toSorted((a, b) => frequency.values[a]! - frequency.values[b]!);
  const pick = (value: (i: number) => number): Float64Array => Float64Array.from(order, value);
  const size = (i: number): number => Math.hypot(re.values[i]!, im.values[i]!);
  const height = (at: number): number => {
    const next = tau.findIndex((value) => value >= at);
    return gamma[Math.max(0, next)] ?? 0;
  };
  const marks: Layer[] = peaks.map((peak) => ({
    kind: 'note',
    x: peak.tau,
    y: height(peak.tau),
    text: `${engineering(peak.resistance)}Ω`,
  }));
  return [
    {
      v: 1,
      id: 'eis-drt',
      title: `Relaxation times of ${data.title}`,
      description: `Distribution of relaxation times over ${tau.length} time constants, polarisation resistance ${polarisation.toPrecision(3)} Ohm, peaks at ${peaks.map((peak) => `${peak.tau.toExponential(1)} s`).join(', ') || 'none'}`,
      axes: {
        x: { quantity: 'relaxation-time', unit: 's', scale: 'log' },
        y: { quantity: 'relaxation-distribution', unit: 'Ohm', scale: 'linear' },
      },
      layers: [
        {
          kind: 'band',
          series: 'γ',
          role: 'guide',
          x: tau,
          lo: gamma.map((g, k) => Math.max(0, g - uGamma[k]!)),
          hi: gamma.map((g, k) => g + uGamma[k]!),
        },
        { kind: 'line', series: 'γ', role: 'fit', x: tau, y: gamma },
        ...marks,
      ],
      table: 'eis-drt-peaks',
    },
    {
      v: 1,
      id: 'eis-drt-nyquist',
      title: `Impedance of ${data.title} from its relaxation times`,
      description: `Nyquist plot of ${n} points with the impedance reconstructed from the distribution of relaxation times and the series elements`,
      axes: {
        x: { quantity: 'impedance-real', unit: 'Ohm', scale: 'linear' },
        y: { quantity: 'impedance-imaginary-negative', unit: 'Ohm', scale: 'linear' },
      },
      aspect: 'equal',
      layers: [
        {
          kind: 'line',
          series: 'reconstructed',
          role: 'fit',
          x: pick((i) => re.values[i]! + residuals[i]! * size(i)),
          y: pick((i) => -(im.values[i]! + residuals[n + i]! * size(i))),
        },
        { kind: 'points', series: data.title, role: 'data', x: pick((i) => re.values[i]!), y: pick((i) => -im.values[i]!) },
      ],
    },
  ];
}

/** `12.3 k`, `450 m`. */
function engineering(value: number): string {
  const step = Math.max(-4, Math.min(4, Math.floor(Math.log10(Math.abs(value) || 1) / 3)));
  const prefix = ['p', 'n', 'µ', 'm', '', 'k', 'M', 'G', 'T'][step + 4] as string;
  return `${Number((value / 10 ** (3 * step)).toPrecision(3))} ${prefix}`;
}
