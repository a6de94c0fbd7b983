import {
  defineKind,
  defineModel,
  type Dataset,
  type Kind,
  type Model,
  type NumberParam,
  type Variable,
  type VariableSpec,
} from '@ionwalk/core';
import { seededRandom } from '@ionwalk/core/fit';

/** A technique-free decay for the tests of the fitter: y = a exp(−k t) + c. */
export type DecayKind = Kind<{ readonly t: VariableSpec; readonly y: VariableSpec }>;
export const decayKind: DecayKind = defineKind({
  id: 'test/decay',
  title: 'Decay',
  variables: { t: { title: 'Time', dims: ['i'], unit: 's' }, y: { title: 'Signal', dims: ['i'], unit: '1' } },
});

/** A type, not an interface: it must not have an index signature for parameter names to be known. */
export type DecayParams = {
  readonly a: NumberParam;
  readonly k: NumberParam;
  readonly c: NumberParam;
};
const params: DecayParams = {
  a: { type: 'number', title: 'Amplitude', unit: '1', scale: 'log' },
  k: { type: 'number', title: 'Rate', unit: '1/s', scale: 'log', min: 1e-6, max: 1e6 },
  c: { type: 'number', title: 'Offset', unit: '1' },
};

/** Its derivatives by difference quotients. */
export const decayModelByDifferences: Model<DecayKind, DecayParams> = defineModel({
  id: 'decay',
  title: 'Exponential decay',
  accepts: decayKind,
  equation: 'a e^{-kt} + c',
  params,
  observe: (data: Dataset<DecayKind>): Variable => data.variables.y,
  guess: () => ({ a: 1, k: 1, c: 0 }),
  evaluate: (p, data, out) => {
    const t = data.variables.t.values;
    for (let i = 0; i < t.length; i++) out[i] = p.a * Math.exp(-p.k * t[i]!) + p.c;
  },
});

export const decayModel: Model<DecayKind, DecayParams> = {
  ...decayModelByDifferences,
  jacobian: (p, data, out) => {
    const t = data.variables.t.values;
    for (let i = 0; i < t.length; i++) {
      const e = Math.exp(-p.k * t[i]!);
      out[3 * i] = e;
      out[3 * i + 1] = -p.a * t[i]! * e;
      out[3 * i + 2] = 1;
    }
  },
};

export interface DecaySpec {
  readonly a?: number;
  readonly k?: number;
  readonly c?: number;
  readonly noise?: number;
  readonly seed?: number;
  readonly points?: number;
  /** Last time. */
  readonly until?: number;
  /** What the dataset says of its uncertainties, besides the values. */
  readonly known?: Omit<Variable, 'values'>;
}

export const decayData = ({
  a = 3,
  k = 1.3,
  c = 0.2,
  noise = 0.02,
  seed = 1,
  points = 40,
  until = 4,
  known = {},
}: DecaySpec = {}): Dataset<DecayKind> => {
  const random = seededRandom(seed);
  const t = Float64Array.from({ length: points }, (_, i) => (until * i) / (points - 1));
  const y = t.map((v) => a * Math.exp(-k * v) + c + noise * random.normal());
  return {
    kind: 'test/decay',
    title: 'decay',
    size: { i: points },
    variables: { t: { values: t }, y: { values: y, ...known } },
    conditions: {},
    meta: {},
  };
};

export const constant = (points: number, value: number): Float64Array => new Float64Array(points).fill(value);
