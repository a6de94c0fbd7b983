import type { Dataset, Figure, FitParam, Layer } from '@ionwalk/core';
import type { Circuit } from '../circuit/circuit.ts';
import { compileCircuit } from '../circuit/compile-circuit.ts';
import type { EisSpectrum } from '../kinds.ts';
import { phase } from './phase.ts';

const CURVE_POINTS = 160;

/** One spectrum of a joint fit: its label, temperature [K] (NaN where unknown) and its own parameters. */
export interface JointSpectrum {
  readonly label: string;
  readonly temperature: number;
  readonly data: Dataset<typeof EisSpectrum>;
  readonly params: { readonly [name: string]: FitParam };
}

/** `eis-nyquist`, `eis-bode` and `eis-bode-phase` of all spectra of a joint fit, and `eis-resistances` over 1/T where there are two temperatures. */
export function jointFigures(spectra: readonly JointSpectrum[], circuit: Circuit): Figure[] {
  const nyquist: Layer[] = [];
  const bode: Layer[] = [];
  const phases: Layer[] = [];
  for (const { data, label, params } of spectra) {
    const { frequency, re, im } = data.variables;
    const f = frequency.values;
    const [low, high] = [f.reduce((a, b) => Math.min(a, b), Infinity), f.reduce((a, b) => Math.max(a, b), 0)];
    const curve = Float64Array.from({ length: CURVE_POINTS }, (_, i) => low * (high / low) ** (i / (CURVE_POINTS - 1)));
    const values = circuit.parameters.map(({ name }) => params[name]?.value ?? NaN);
    if (values.every(Number.isFinite)) {
      const out = new Float64Array(2 * CURVE_POINTS);
      compileCircuit(circuit, curve).evaluate(values, out);
      const [real, imaginary] = [out.slice(0, CURVE_POINTS), out.slice(CURVE_POINTS)];
      nyquist.push({ kind: 'line', series: label, role: 'fit', x: real, y: imaginary.map((value) => -value) });
      bode.push({ kind: 'line', series: label, role: 'fit', x: curve, y: real.map((value, i) => Math.hypot(value, imaginary[i]!)) });
      phases.push({ kind: 'line', series: label, role: 'fit', x: curve, y: phase({ re: real, im: imaginary }) });
    }
    nyquist.push({ kind: 'points', series: label, role: 'data', x: re.values, y: im.values.map((value) => -value) });
    bode.push({ kind: 'points', series: label, role: 'data', x: f, y: re.values.map((value, i) => Math.hypot(value, im.values[i]!)) });
    phases.push({ kind: 'points', series: label, role: 'data', x: f, y: phase({ re: re.values, im: im.values }) });
  }
  const figures: Figure[] = [
    {
      v: 1,
      id: 'eis-nyquist',
      title: 'Impedance, fitted together',
      description: `Nyquist plot of ${spectra.length} spectra with the joint fit of ${circuit.text}`,
      axes: {
        x: { quantity: 'impedance-real', unit: 'Ohm', scale: 'linear' },
        y: { quantity: 'impedance-imaginary-negative', unit: 'Ohm', scale: 'linear' },
      },
      aspect: 'equal',
      layers: nyquist,
    },
    {
      v: 1,
      id: 'eis-bode',
      title: 'Impedance modulus, fitted together',
      description: `Modulus of the impedance of ${spectra.length} spectra over frequency with the joint fit of ${circuit.text}`,
      axes: { x: { quantity: 'frequency', unit: 'Hz', scale: 'log' }, y: { quantity: 'impedance-modulus', unit: 'Ohm', scale: 'log' } },
      layers: bode,
    },
    {
      v: 1,
      id: 'eis-bode-phase',
      title: 'Impedance phase, fitted together',
      description: `Phase of the impedance of ${spectra.length} spectra over frequency with the joint fit of ${circuit.text}`,
      axes: { x: { quantity: 'frequency', unit: 'Hz', scale: 'log' }, y: { quantity: 'impedance-phase', unit: 'deg', scale: 'linear' } },
      layers: phases,
    },
  ];
  const warm = spectra.filter(({ temperature }) => temperature > 0);
  if (new Set(warm.map(({ temperature }) => temperature)).size < 2) return figures;
  const resistances = circuit.parameters.filter(({ role }) => role === 'R');
  const sorted = warm.toSorted((a, b) => a.temperature - b.temperature);
  figures.push({
    v: 1,
    id: 'eis-resistances',
    title: 'Resistances over temperature',
    description: `${resistances.map(({ name }) => name).join(', ')} of ${circuit.text} over reciprocal temperature`,
    axes: {
      x: { quantity: 'reciprocal-temperature', unit: '1/K', scale: 'linear' },
      y: { quantity: 'resistance', unit: 'Ohm', scale: 'log' },
      top: { of: 'x', show: 'temperature', unit: 'degC' },
    },
    layers: resistances.map(({ name }) => {
      const values = sorted.map(({ params }) => params[name]?.value ?? NaN);
      const u = sorted.map(({ params }) => params[name]?.u ?? 0);
      return {
        kind: 'points',
        series: name,
        role: 'data',
        x: Float64Array.from(sorted, ({ temperature }) => 1 / temperature),
        y: Float64Array.from(values),
        lo: Float64Array.from(values, (value, i) => Math.max(value - u[i]!, value / 1e3)),
        hi: Float64Array.from(values, (value, i) => value + u[i]!),
      };
    }),
  });
  return figures;
}
