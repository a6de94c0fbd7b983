import type { Dataset, Figure, Layer, Note } from '@ionwalk/core';
import { compileCircuit } from '../circuit/compile-circuit.ts';
import type { Circuit } from '../circuit/circuit.ts';
import { phase } from '../figures/phase.ts';
import type { EisSpectrum } from '../kinds.ts';

const CURVE_POINTS = 240;

/**
 * `eis-nyquist` (equal scales, decades of the frequency noted), `eis-bode` (log |Z| over frequency), `eis-bode-phase` and `eis-residuals` (relative to |Z|, in frequency
 * order): the data as points, the fit as a line over the window.
 * @param parameters – of the circuit, in order
 */
export function impedanceFigures(data: Dataset<typeof EisSpectrum>, circuit: Circuit, parameters: ArrayLike<number>): Figure[] {
  const { frequency, re, im } = data.variables;
  const f = frequency.values;
  const order = Array.from(f, (_, i) => i).toSorted((a, b) => f[a]! - f[b]!);
  const sorted = Float64Array.from(order, (i) => f[i]!);
  const measured = { re: Float64Array.from(order, (i) => re.values[i]!), im: Float64Array.from(order, (i) => im.values[i]!) };
  const low = sorted[0] as number;
  const high = sorted.at(-1) as number;
  const curve = high > low ? Float64Array.from({ length: CURVE_POINTS }, (_, i) => low * (high / low) ** (i / (CURVE_POINTS - 1))) : sorted;
  const model = evaluate(circuit, parameters, curve);
  const atData = evaluate(circuit, parameters, sorted);
  const negative = (values: Float64Array): Float64Array => values.map((value) => 0 - value);
  const modulus = (z: { re: Float64Array; im: Float64Array }): Float64Array => z.re.map((value, i) => Math.hypot(value, z.im[i]!));
  const size = modulus(measured);
  const residual = (part: 're' | 'im'): Float64Array =>
    atData[part].map((value, i) => (size[i]! > 0 ? (measured[part][i]! - value) / size[i]! : NaN));
  const points = (x: Float64Array, y: Float64Array, series: string): Layer => ({ kind: 'points', series, role: 'data', x, y });
  const line = (x: Float64Array, y: Float64Array): Layer => ({ kind: 'line', series: circuit.text, role: 'fit', x, y });
  return [
    {
      v: 1,
      id: 'eis-nyquist',
      title: `Impedance of ${data.title}`,
      description: `Nyquist plot of ${f.length} points from ${hertz(high)} to ${hertz(low)} with the fit of ${circuit.text}`,
      axes: {
        x: { quantity: 'impedance-real', unit: 'Ohm', scale: 'linear' },
        y: { quantity: 'impedance-imaginary-negative', unit: 'Ohm', scale: 'linear' },
      },
      aspect: 'equal',
      layers: [
        line(model.re, negative(model.im)),
        points(measured.re, negative(measured.im), data.title),
        ...decadeNotes(sorted, measured),
      ],
    },
    {
      v: 1,
      id: 'eis-bode',
      title: `Impedance modulus of ${data.title}`,
      description: `Modulus of the impedance over frequency, ${f.length} points with the fit of ${circuit.text}`,
      axes: { x: { quantity: 'frequency', unit: 'Hz', scale: 'log' }, y: { quantity: 'impedance-modulus', unit: 'Ohm', scale: 'log' } },
      layers: [line(curve, modulus(model)), points(sorted, size, data.title)],
    },
    {
      v: 1,
      id: 'eis-bode-phase',
      title: `Impedance phase of ${data.title}`,
      description: `Phase of the impedance over frequency, ${f.length} points with the fit of ${circuit.text}`,
      axes: { x: { quantity: 'frequency', unit: 'Hz', scale: 'log' }, y: { quantity: 'impedance-phase', unit: 'deg', scale: 'linear' } },
      layers: [line(curve, phase(model)), points(sorted, phase(measured), data.title)],
    },
    {
      v: 1,
      id: 'eis-residuals',
      title: `Residuals of ${circuit.text}`,
      description: `Measured minus fitted impedance relative to its modulus, real and imaginary part over frequency`,
      axes: { x: { quantity: 'frequency', unit: 'Hz', scale: 'log' }, y: { quantity: 'relative-residual', unit: '1', scale: 'linear' } },
      layers: [
        { kind: 'rule', axis: 'y', at: 0 },
        { kind: 'points', series: 'real part', role: 'data', x: sorted, y: residual('re') },
        { kind: 'points', series: 'imaginary part', role: 'residual', x: sorted, y: residual('im') },
      ],
    },
  ];
}

function evaluate(circuit: Circuit, parameters: ArrayLike<number>, frequency: Float64Array): { re: Float64Array; im: Float64Array } {
  const out = new Float64Array(2 * frequency.length);
  compileCircuit(circuit, frequency).evaluate(parameters, out);
  return { re: out.slice(0, frequency.length), im: out.slice(frequency.length) };
}

/** A note at the point nearest to each decade of the frequency; every second one, and fewer, where there would be more than five. */
function decadeNotes(frequency: Float64Array, z: { re: Float64Array; im: Float64Array }): Note[] {
  const first = Math.ceil(Math.log10(frequency[0] as number) - 1e-9);
  const last = Math.floor(Math.log10(frequency.at(-1) as number) + 1e-9);
  const every = Math.max(1, Math.ceil((last - first + 1) / 5));
  const notes: Note[] = [];
  for (let decade = last; decade >= first; decade -= every) {
    let nearest = 0;
    for (let i = 1; i < frequency.length; i++)
      if (Math.abs(Math.log10(frequency[i]!) - decade) < Math.abs(Math.log10(frequency[nearest]!) - decade)) nearest = i;
    if (Math.abs(Math.log10(frequency[nearest]!) - decade) < 0.2)
      notes.push({ kind: 'note', x: z.re[nearest]!, y: 0 - z.im[nearest]!, text: hertz(10 ** decade) });
  }
  return notes;
}

/** `100 kHz`, `1 mHz`. */
function hertz(f: number): string {
  const [factor, unit] = f >= 1e6 ? [1e6, 'MHz'] : f >= 1e3 ? [1e3, 'kHz'] : f >= 1 ? [1, 'Hz'] : [1e-3, 'mHz'];
  return `${Number((f / factor).toPrecision(3))} ${unit}`;
}
