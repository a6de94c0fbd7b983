import type { CircuitParameter, ElementKind } from './circuit.ts';

type Spec = readonly (readonly [suffix: string, role: CircuitParameter['role'], unit: string])[];

const DIFFUSION: Spec = [
  ['.R', 'R', 'Ohm'],
  ['.tau', 'tau', 's'],
];

const SPECS: { readonly [K in ElementKind]: Spec } = {
  R: [['', 'R', 'Ohm']],
  C: [['', 'C', 'F']],
  L: [['', 'L', 'H']],
  CPE: [
    ['.Q', 'Q', 'Ohm-1.s^n'],
    ['.n', 'n', '1'],
  ],
  W: [['.A', 'A', 'Ohm.s-0.5']],
  Wo: DIFFUSION,
  Ws: DIFFUSION,
  G: DIFFUSION,
  HN: [...DIFFUSION, ['.alpha', 'alpha', '1'], ['.beta', 'beta', '1']],
  ZARC: [...DIFFUSION, ['.n', 'n', '1']],
  TLM: [
    ['.R', 'R', 'Ohm'],
    ['.Q', 'Q', 'Ohm-1.s^n'],
    ['.n', 'n', '1'],
  ],
};

/** Parameters of one element: `R1`; `CPE1.Q` [Ohm-1 s^n] and `CPE1.n`; `W1.A` [Ohm s^-1/2]; `Wo1.R` [Ohm] and `Wo1.tau` [s]. */
export const elementParameters = (kind: ElementKind, name: string): CircuitParameter[] =>
  SPECS[kind].map(([suffix, role, unit]) => ({ name: name + suffix, element: name, role, unit }));
