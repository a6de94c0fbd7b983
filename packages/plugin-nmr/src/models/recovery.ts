import { defineModel, type Dataset, type Model, type Numbers, type NumberParam } from '@ionwalk/core';
import { Recovery } from '../kinds.ts';
import { isDecay, timeName, type RecoveryKind } from './recovery-kind.ts';
import { scanMagnitude, scanTime, type TimeStart } from './scan-time.ts';

export const RECOVERY_SHAPES = ['mono', 'stretched', 'two-component'] as const;
export type RecoveryShape = (typeof RECOVERY_SHAPES)[number];
export type RecoveryModel = Model<typeof Recovery>;

const time = (title: string): NumberParam => ({ type: 'number', title, unit: 's', min: 1e-12, max: 1e9, scale: 'log' });
const EQUATION: Readonly<Record<RecoveryShape, string>> = {
  mono: 'g = e^{-t/T}',
  stretched: 'g = e^{-(t/T)^\\beta}',
  'two-component': 'g = f e^{-t/T_f} + (1-f) e^{-t/T_s}',
};

/**
 * Relaxation curve of an experiment: S = M0 (1 − a g(t)) for T1 after inversion or saturation, S = M0 g(t) for T2 and T1rho, with
 * g = exp(−t/T), exp(−(t/T)^β) or f exp(−t/T_fast) + (1 − f) exp(−t/T_slow). a is always fitted: inversion and saturation are seldom perfect.
 * `magnitude`: the absolute value, for data without a sign.
 */
export function recoveryModel(kind: RecoveryKind, shape: RecoveryShape, magnitude = false): RecoveryModel {
  const name = timeName(kind);
  const decay = isDecay(kind);
  const params = recoveryParams(kind, shape);
  const names = Object.keys(params);
  const first = decay ? 1 : 2;
  const width = names.length;
  const [one, two, three] = [names[first] as string, names[first + 1] as string, names[first + 2] as string];

  // g and its derivatives by the shape's own parameters, one point at a time.
  const g = new Float64Array(4);
  const shapeAt = (p: Numbers<Record<string, NumberParam>>, t: number): void => {
    if (shape === 'two-component') {
      const [fast, slow, f] = [p[one] as number, p[two] as number, p[three] as number];
      const [x, y] = [Math.exp(-t / fast), Math.exp(-t / slow)];
      g[0] = f * x + (1 - f) * y;
      g[1] = (f * x * t) / fast / fast;
      g[2] = ((1 - f) * y * t) / slow / slow;
      g[3] = x - y;
      return;
    }
    const T = p[one] as number;
    const beta = shape === 'mono' ? 1 : (p[two] as number);
    const power = (t / T) ** beta;
    const value = Math.exp(-power);
    g[0] = value;
    g[1] = (value * power * beta) / T;
    g[2] = t > 0 ? -value * power * Math.log(t / T) : 0;
  };
  const start = (data: Dataset<typeof Recovery>): TimeStart => {
    const { delay, signal } = data.variables;
    return magnitude ? scanMagnitude(delay.values, signal.values) : scanTime(delay.values, signal.values, decay);
  };
  const begin = ({ M0, a, T }: TimeStart, own: Readonly<Record<string, number>>): Record<string, number> => ({
    M0,
    ...(decay ? {} : { a }),
    ...(shape === 'two-component' ? {} : { [one]: T }),
    ...own,
  });
  const starts = (data: Dataset<typeof Recovery>): Record<string, number>[] => {
    const found = start(data);
    if (shape === 'mono') return [begin(found, {}), begin({ ...found, T: 1.5 * found.T }, {})];
    if (shape === 'stretched') return [0.95, 0.7, 0.45].map((beta) => begin(found, { [two]: beta }));
    return [
      [0.5, 3],
      [0.3, 8],
      [0.7, 8],
      [0.5, 25],
    ].map(([f, ratio]) =>
      begin(found, { [one]: found.T / Math.sqrt(ratio as number), [two]: found.T * Math.sqrt(ratio as number), [three]: f as number }),
    );
  };
  return defineModel<typeof Recovery, Record<string, NumberParam>>({
    id: `${kind.toLowerCase()}-${shape}${magnitude ? '-magnitude' : ''}`,
    version: '1.0.0',
    title: `${name}, ${shape}${magnitude ? ', magnitude' : ''}`,
    accepts: Recovery,
    equation: `S = M_0 ${decay ? 'g' : '(1 - a g)'},\\; ${EQUATION[shape]}`,
    params,
    linear: decay ? ['M0'] : [],
    observe: (data) => data.variables.signal,
    guess: (data) => starts(data)[0] as Record<string, number>,
    starts: (data) => starts(data).slice(1),
    evaluate(p, data, out) {
      const delay = data.variables.delay.values;
      const [M0, a] = [p['M0'] as number, decay ? 1 : (p['a'] as number)];
      for (let i = 0; i < delay.length; i++) {
        shapeAt(p, delay[i] as number);
        const value = decay ? M0 * (g[0] as number) : M0 * (1 - a * (g[0] as number));
        out[i] = magnitude ? Math.abs(value) : value;
      }
    },
    jacobian(p, data, out) {
      const delay = data.variables.delay.values;
      const [M0, a] = [p['M0'] as number, decay ? 1 : (p['a'] as number)];
      for (let i = 0; i < delay.length; i++) {
        shapeAt(p, delay[i] as number);
        const relative = decay ? (g[0] as number) : 1 - a * (g[0] as number);
        const sign = magnitude && M0 * relative < 0 ? -1 : 1;
        out[i * width] = sign * relative;
        if (!decay) out[i * width + 1] = -sign * M0 * (g[0] as number);
        const outer = sign * (decay ? M0 : -M0 * a);
        for (let j = first; j < width; j++) out[i * width + j] = outer * (g[j - first + 1] as number);
      }
    },
  });
}

function recoveryParams(kind: RecoveryKind, shape: RecoveryShape): Record<string, NumberParam> {
  const name = timeName(kind);
  const amplitude: NumberParam = { type: 'number', title: isDecay(kind) ? 'Signal at delay 0' : 'Signal at equilibrium', unit: '1' };
  const depth: NumberParam = {
    type: 'number',
    title: kind === 'T1-ir' ? 'Depth of inversion (2 ideal)' : 'Depth of saturation (1 ideal)',
    unit: '1',
  };
  return {
    M0: amplitude,
    ...(isDecay(kind) ? {} : { a: depth }),
    ...(shape === 'two-component'
      ? {
          [`${name}fast`]: time(`${name} of the fast component`),
          [`${name}slow`]: time(`${name} of the slow component`),
          fraction: { type: 'number', title: 'Fraction of the fast component', unit: '1', min: 0, max: 1 },
        }
      : { [name]: time(name) }),
    ...(shape === 'stretched' ? { beta: { type: 'number', title: 'Stretching exponent', unit: '1', min: 0.05, max: 1.5 } } : {}),
  };
}
